package funcgraph.http.auth;

import java.nio.ByteBuffer;

/**
 * What authentication needs to know of a request.
 *
 * @param method as on the request line
 * @param rawPath the path as it came, not decoded, without the query
 * @param rawQuery the query as it came, without its {@code ?}; empty when there is none
 * @param body its bytes from position to limit, empty when there is none; only read for signed requests, never changed
 */
public record RequestFacts(String method, String rawPath, String rawQuery, HeaderLookup headers, ByteBuffer body) {

    /** Header values and bodies may hold secrets. */
    @Override
    public String toString() {
        return "RequestFacts[" + method + " " + rawPath + ", body=" + body.remaining() + " bytes]";
    }
}
