package funcgraph.http.gateway;

import funcgraph.domain.trigger.ApiSpec;
import funcgraph.engine.trigger.GatewayTable;
import funcgraph.http.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the event of a request (runtimes 1.10). */
final class ApiEvents {

    /** What proves who the caller is, is nobody's business behind the gateway. */
    private static final Set<String> PROOFS =
            Set.of("authorization", "x-auth-token", "x-apig-appcode", "x-security-token", "x-sdk-date");

    private ApiEvents() {}

    /**
     * The event.
     *
     * @param path the API's part of the path
     * @throws IllegalArgumentException when path or query are not percent-encoded UTF-8
     */
    static byte[] of(GatewayRequest request, GatewayTable.Found found, String path) {
        var api = found.route().api();
        var context = new LinkedHashMap<String, Object>();
        context.put("apiId", found.route().triggerId());
        context.put("requestId", request.requestId());
        context.put("stage", api.environmentName());
        context.put("sourceIp", request.sourceIp());
        var parameters = new LinkedHashMap<String, String>();
        found.parameters().forEach((name, value) -> parameters.put(name, decoded(value.replace("+", "%2B"))));
        var event = new LinkedHashMap<String, Object>();
        event.put("body", Base64.getEncoder().encodeToString(request.body()));
        event.put("requestContext", context);
        event.put("queryStringParameters", query(request.query()));
        event.put("httpMethod", request.method());
        event.put("pathParameters", parameters);
        event.put("headers", headers(request, api));
        event.put("path", decoded(path.replace("+", "%2B")));
        event.put("isBase64Encoded", true);
        event.put("user_data", "");
        return Json.bytes(event);
    }

    /** Names in lower case; several values of one name are joined, since functions expect texts. */
    private static Map<String, String> headers(GatewayRequest request, ApiSpec api) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : request.headers()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (api.auth() == ApiSpec.Auth.NONE || !PROOFS.contains(name)) {
                headers.merge(
                        name, header.getValue(), (first, next) -> first + (name.equals("cookie") ? "; " : ",") + next);
            }
        }
        headers.put("x-request-id", request.requestId());
        headers.put("x-real-ip", request.sourceIp());
        headers.merge("x-forwarded-for", request.sourceIp(), (others, last) -> others + ", " + last);
        return headers;
    }

    /** A text for a name that comes once, a list for one that comes again. */
    private static Map<String, Object> query(String query) {
        var all = new LinkedHashMap<String, List<String>>();
        if (!query.isEmpty()) {
            for (var pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                all.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
            }
        }
        var shown = new LinkedHashMap<String, Object>();
        all.forEach((name, values) -> shown.put(name, values.size() == 1 ? values.getFirst() : values));
        return shown;
    }

    private static String decoded(String text) {
        var decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("'" + text + "' is no percent-encoded UTF-8");
        }
        return decoded;
    }
}
