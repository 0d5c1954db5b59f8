package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.Excerpt;
import funcgraph.http.exchange.Rejected;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** Why bytes that came are not a request of HTTP. */
final class Unreadable {

    private static final int LONGEST_REASON = 200;

    private Unreadable() {}

    /**
     * @param headerBytes most of all headers together
     * @param lineBytes most of the request line
     */
    static Rejected refused(Throwable cause, int headerBytes, int lineBytes) {
        return switch (cause) {
            case TooLongHttpLineException ignored ->
                new Rejected(
                        ErrorCode.ADDRESS_TOO_LONG, "the request line is too long; allowed: " + lineBytes + " bytes");
            case TooLongHttpHeaderException ignored ->
                new Rejected(
                        ErrorCode.HEADERS_TOO_LARGE,
                        "the headers are too large; allowed: " + headerBytes + " bytes together");
            case Throwable other ->
                new Rejected(
                        ErrorCode.INVALID_PARAMETER,
                        "not a request of HTTP/1.1: " + Excerpt.of(String.valueOf(other.getMessage()), LONGEST_REASON));
        };
    }
}
