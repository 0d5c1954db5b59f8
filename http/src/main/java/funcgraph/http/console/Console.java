package funcgraph.http.console;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves the console's files, below {@link #PATH}, to everybody: they hold no secret. Every answer forbids the browser
 * whatever the console does not need.
 */
public final class Console {

    /** Where the console is. */
    public static final String PATH = "/console";

    private static final String ROOT = "/";

    /** Nothing from elsewhere, nothing inline, in no frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final String NOT_BUILT = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Funcgraph</title>
            <h1>The console was not built</h1>
            <p>The server is running; its API does not need the console. Install Node.js 20 or newer with npm, run
            <code>./dev build</code>, and start the server again.</p></html>
            """;

    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL = 500;

    private final Vertx vertx;
    private volatile @Nullable Future<ConsoleFiles> files;

    public Console(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whether a request is for the console; the bare root is, for a browser. */
    public boolean isFor(HttpServerRequest request) {
        var path = request.path();
        if (path == null) {
            return false;
        }
        return path.equals(PATH) || path.startsWith(PATH + "/") || (path.equals(ROOT) && isBrowser(request));
    }

    /** Answers; the future completes when the answer has been handed to the connection, and never fails. */
    public Future<Void> serve(HttpServerRequest request) {
        var response = request.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE).putHeader("Allow", "GET, HEAD");
            return text(request, METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", "Allowed: GET, HEAD\n");
        }
        var path = request.path() == null ? ROOT : request.path();
        if (path.equals(ROOT) || path.equals(PATH)) {
            response.putHeader(HttpHeaders.LOCATION, PATH + "/");
            return end(response.setStatusCode(FOUND));
        }
        return loaded().compose(all -> send(request, all, path.substring(PATH.length() + 1)))
                .recover(failure -> text(request, INTERNAL, "text/plain; charset=utf-8", "Internal error\n"));
    }

    private static boolean isBrowser(HttpServerRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    /** The first request reads them, off the loop; two at once read them twice, which does no harm. */
    private Future<ConsoleFiles> loaded() {
        var known = files;
        if (known == null || known.failed()) {
            Promise<ConsoleFiles> read = Promise.promise();
            vertx.executeBlocking(() -> {
                        read.complete(ConsoleFiles.read());
                        return true;
                    })
                    .onFailure(read::tryFail);
            known = read.future();
            files = known;
        }
        return known;
    }

    private static Future<Void> send(HttpServerRequest request, ConsoleFiles all, String path) {
        if (all.index().isEmpty()) {
            return text(request, NOT_FOUND, "text/html; charset=utf-8", NOT_BUILT);
        }
        Optional<ConsoleFile> found = all.find(path);
        return found.isEmpty()
                ? text(request, NOT_FOUND, "text/plain; charset=utf-8", "There is no such file\n")
                : send(request, found.get());
    }

    private static Future<Void> send(HttpServerRequest request, ConsoleFile file) {
        var response = request.response();
        response.putHeader(HttpHeaders.ETAG, file.tag())
                .putHeader(HttpHeaders.VARY, "Accept-Encoding")
                .putHeader(
                        HttpHeaders.CACHE_CONTROL, file.lasting() ? "public, max-age=31536000, immutable" : "no-cache");
        if (file.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            return end(response.setStatusCode(NOT_MODIFIED));
        }
        var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        var gzip = file.gzip();
        if (gzip != null && accepted != null && accepted.contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            return body(request, OK, file.contentType(), gzip);
        }
        return body(request, OK, file.contentType(), file.plain());
    }

    private static Future<Void> text(HttpServerRequest request, int status, String contentType, String text) {
        return body(request, status, contentType, Buffer.buffer(text));
    }

    /** An answer to HEAD names the length that GET would have. */
    private static Future<Void> body(HttpServerRequest request, int status, String contentType, Buffer content) {
        var response = request.response();
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
        return request.method().equals(HttpMethod.HEAD) ? end(response) : settled(response.end(content));
    }

    private static Future<Void> end(HttpServerResponse response) {
        return settled(response.end());
    }

    /** A browser that has gone away is nobody's failure. */
    private static Future<Void> settled(Future<Void> written) {
        return written.otherwiseEmpty();
    }
}
