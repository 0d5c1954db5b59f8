package funcgraph.http.openapi;

import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The API's description and a page that shows it. Both are open to all: they say nothing that the documents of this project
 * do not say. The page loads nothing from anywhere else, and is not allowed to.
 */
public final class OpenApiRoutes {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-cache");

    private final Predicate<Route> served;
    private final Function<Route, Optional<String>> names;
    private volatile List<Route> described = List.of();
    private volatile byte @Nullable [] document;

    /**
     * Makes the routes.
     *
     * @param served false for a route that only says that it is not served
     * @param names what SDKs call the operation of a route
     */
    public OpenApiRoutes(Predicate<Route> served, Function<Route, Optional<String>> names) {
        this.served = served;
        this.names = names;
    }

    /** Says which routes are described; to be called once, when the table is complete. */
    public void describe(List<Route> routes) {
        described = List.copyOf(routes);
    }

    /** Made when it is asked for the first time: few servers are ever asked, and each start would pay for it. */
    public Answer document(ApiRequest ignored) {
        var made = document;
        if (made == null) {
            made = Description.of(described, served, names);
            document = made;
        }
        return new Answer(200, Answer.JSON, HEADERS, made);
    }

    public Answer page(ApiRequest ignored) {
        return file("viewer.html", "text/html; charset=utf-8");
    }

    public Answer script(ApiRequest ignored) {
        return file("viewer.js", "text/javascript; charset=utf-8");
    }

    public Answer style(ApiRequest ignored) {
        return file("viewer.css", "text/css; charset=utf-8");
    }

    private static Answer file(String name, String type) {
        try (var file = OpenApiRoutes.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            return new Answer(200, type, HEADERS, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
