package funcgraph.http.gateway;

import funcgraph.http.exchange.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns what a function returned, {@code {statusCode, headers, body, isBase64Encoded}}, into an answer. */
final class ApiAnswers {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** Of the connection to the caller, which the gateway has. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "transfer-encoding",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "proxy-connection");

    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;

    private ApiAnswers() {}

    static Answer of(byte[] result, String requestId) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(result);
        } catch (JacksonException e) {
            return bad("it is no JSON", requestId);
        }
        if (!tree.isObject()) {
            return bad("it is no object", requestId);
        }
        var status = tree.path("statusCode");
        if (!status.isIntegralNumber() || status.asInt(0) == 0) {
            return GatewayErrors.of(
                    GatewayCode.NO_STATUS_CODE,
                    "'statusCode' of APIG trigger invocation result not specified, statusCode can not be 0",
                    requestId);
        }
        if (status.asInt(0) < LEAST_STATUS || status.asInt(0) > MOST_STATUS) {
            return bad("statusCode is " + status + "; allowed: 200 to 599", requestId);
        }
        return shaped(tree, status.asInt(0), requestId);
    }

    private static Answer shaped(JsonNode tree, int status, String requestId) {
        var body = tree.path("body");
        if (!body.isString() && !body.isMissingNode() && !body.isNull()) {
            return bad("body is no string", requestId);
        }
        byte[] bytes;
        try {
            var text = body.asString("");
            bytes = tree.path("isBase64Encoded").asBoolean(false)
                    ? Base64.getDecoder().decode(text)
                    : text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return bad("isBase64Encoded is true, and body is no base64", requestId);
        }
        var headers = new ArrayList<Map.Entry<String, String>>();
        for (var header : tree.path("headers").properties()) {
            for (var value : header.getValue().isArray() ? header.getValue().values() : List.of(header.getValue())) {
                var text = value.asString("");
                if (!NAME.matcher(header.getKey()).matches() || text.chars().anyMatch(ApiAnswers::breaksLine)) {
                    return bad("header '" + header.getKey() + "' cannot be sent", requestId);
                }
                if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    headers.add(Map.entry(header.getKey(), text));
                }
            }
        }
        var answer = Answer.whole(status, headers, bytes);
        return answer.has("Content-Type") ? answer : answer.with("Content-Type", "application/json");
    }

    private static boolean breaksLine(int c) {
        return c == '\r' || c == '\n' || c == 0;
    }

    private static Answer bad(String why, String requestId) {
        return GatewayErrors.of(
                GatewayCode.BAD_ANSWER, "invalid type of APIG trigger invocation result: " + why, requestId);
    }
}
