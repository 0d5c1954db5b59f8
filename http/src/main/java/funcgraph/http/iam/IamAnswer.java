package funcgraph.http.iam;

import java.util.Map;

/**
 * What a route sends, as it is.
 *
 * @param headers all that must be sent, {@code Content-Type} included
 * @param body JSON
 */
public record IamAnswer(int status, Map<String, String> headers, byte[] body) {

    public IamAnswer {
        headers = Map.copyOf(headers);
    }

    /** Headers and body may hold a token or keys. */
    @Override
    public String toString() {
        return "IamAnswer[status=" + status + ", body=" + body.length + " bytes]";
    }
}
