package funcgraph.http.exchange;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.CallHeaders;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.engine.iam.Caller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, read whole and, unless its route is open to all, authenticated. Its handler may run on any thread. */
public final class ApiRequest {

    private final String requestId;
    private final Map<String, String> parameters;
    private final String rawQuery;
    private final CallHeaders headers;
    private final byte[] body;
    private final @Nullable Caller caller;

    /**
     * Makes a request.
     *
     * @param parameters of the path, percent-decoded
     * @param rawQuery what follows the question mark, {@code ""} for none
     * @param headers finds a header's first value by name, in any case
     * @param body handed over, not copied
     */
    public ApiRequest(
            String requestId,
            Map<String, String> parameters,
            String rawQuery,
            CallHeaders headers,
            byte[] body,
            @Nullable Caller caller) {
        this.requestId = requestId;
        this.parameters = parameters;
        this.rawQuery = rawQuery;
        this.headers = headers;
        this.body = body;
        this.caller = caller;
    }

    public String requestId() {
        return requestId;
    }

    /** A parameter of the route's template; asking for another is a fault of ours. */
    public String parameter(String name) {
        var value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    /**
     * The function that a path with {@code {function_urn}} names.
     *
     * @param region of this server
     * @throws Refused {@link Refusal.BadUrn}, {@link Refusal.ForeignProject}
     */
    public FunctionUrn urn(String region) {
        return FunctionUrn.parse(parameter("function_urn"), region, parameter(Route.PROJECT));
    }

    public @Nullable String header(String name) {
        return headers.header(name);
    }

    public CallHeaders headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }

    /** Who asks; null where no proof was given on a route that is open to all. */
    public @Nullable Caller callerOrNull() {
        return caller;
    }

    /** Who asks, on a route that demands proof. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("a route that demands proof was entered without");
        }
        return caller;
    }

    /** The query's parameters; of several with one name the first counts. */
    public Map<String, String> query() {
        var values = new HashMap<String, String>();
        if (!rawQuery.isEmpty()) {
            for (var pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                values.putIfAbsent(decode(name), decode(value));
            }
        }
        return values;
    }

    private static String decode(String text) {
        try {
            var decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            // PostgreSQL takes no NUL in any text, so a filter that holds one finds nothing anywhere.
            if (decoded.indexOf('\0') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, like NUL.
        }
        throw new Rejected(
                ErrorCode.INVALID_QUERY, "the query holds '" + text + "'; allowed: percent-encoded UTF-8 without NUL");
    }
}
