package funcgraph.runtime.direct;

import funcgraph.runtime.http1.Head.Field;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The request that an {@code http} function gets for an event (runtimes 1.10, 1.12): the one that the event of an API
 * gateway describes, or, for any other event, {@code POST /invoke} with the event as its body.
 *
 * @param apig whether the event was a gateway's
 */
record WebRequest(String method, String target, List<Field> fields, byte[] body, boolean apig) {

    /** Where an event goes that is no request: the path that servers in container images have for it. */
    private static final String INVOKE = "/invoke";

    /** They are about a connection, and this is another one than the event's. */
    private static final Set<String> OF_A_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Map<String, String> ABOUT_FUNCTION = Map.of(
            "X-CFF-Memory", "RUNTIME_MEMORY",
            "X-CFF-Timeout", "RUNTIME_TIMEOUT",
            "X-CFF-Func-Version", "RUNTIME_FUNC_VERSION",
            "X-CFF-Func-Name", "RUNTIME_FUNC_NAME",
            "X-CFF-Project-Id", "RUNTIME_PROJECT_ID",
            "X-CFF-Package", "RUNTIME_PACKAGE");

    private static final Map<String, String> ABOUT_REQUEST = Map.of(
            "X-APIG-Api-Id", "apiId",
            "X-APIG-Request-Id", "requestId",
            "X-APIG-Source-Ip", "sourceIp",
            "X-APIG-Source-Stage", "stage");

    /** @throws IllegalArgumentException when the event describes a request that cannot be */
    static WebRequest of(Occasion occasion, Setup setup) {
        byte[] text = occasion.event().getBytes();
        var event = Json.object(text)
                .filter(it ->
                        it.path("httpMethod").isString() && it.path("path").isString());
        var fields = new ArrayList<Field>();
        if (event.isEmpty()) {
            fields.add(new Field("Host", host()));
            fields.add(new Field("Content-Type", "application/json"));
            addPlatforms(fields, occasion, setup);
            byte[] body = text.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : text;
            fields.add(new Field("Content-Length", Integer.toString(body.length)));
            return new WebRequest("POST", INVOKE, fields, body, false);
        }
        ObjectNode request = event.get();
        String method = request.path("httpMethod").asString();
        if (!method.matches("[A-Za-z]{1,20}")) {
            throw new IllegalArgumentException("httpMethod is no method: " + method);
        }
        addSenders(fields, request.path("headers"));
        JsonNode context = request.path("requestContext");
        ABOUT_REQUEST.forEach((name, key) -> set(fields, name, context.path(key).asString("")));
        addPlatforms(fields, occasion, setup);
        byte[] body = body(request);
        if (body.length > 0 || !Set.of("GET", "HEAD").contains(method.toUpperCase(Locale.ROOT))) {
            fields.add(new Field("Content-Length", Integer.toString(body.length)));
        }
        return new WebRequest(method.toUpperCase(Locale.ROOT), target(request), fields, body, true);
    }

    private static String host() {
        return "127.0.0.1:" + HttpLine.PORT;
    }

    private static void addSenders(List<Field> fields, JsonNode headers) {
        headers.forEachEntry((name, value) -> {
            if (isName(name) && !OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                eachText(value, text -> fields.add(new Field(name, text.replaceAll("[\\r\\n\\x00]", " "))));
            }
        });
        if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("Host"))) {
            fields.addFirst(new Field("Host", host()));
        }
    }

    /** The platform's own go before what a sender made up. */
    private static void addPlatforms(List<Field> fields, Occasion occasion, Setup setup) {
        set(fields, "X-CFF-Request-Id", occasion.requestId());
        ABOUT_FUNCTION.forEach((name, variable) -> set(fields, name, setup.variable(variable)));
        occasion.credentials().forEach((name, value) -> set(fields, name, value));
        occasion.trace().forEach((name, value) -> set(fields, name, value));
    }

    private static void set(List<Field> fields, String name, String value) {
        fields.removeIf(field -> field.name().equalsIgnoreCase(name));
        if (!value.isEmpty()) {
            fields.add(new Field(name, value.replaceAll("[\\r\\n\\x00]", " ")));
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
    }

    /** A value, or all values of a list. */
    private static void eachText(JsonNode value, Consumer<String> use) {
        if (value.isArray()) {
            value.forEach(one -> use.accept(one.asString("")));
        } else if (!value.isNull()) {
            use.accept(value.asString(""));
        }
    }

    private static byte[] body(ObjectNode request) {
        String body = request.path("body").asString("");
        boolean encoded = request.path("isBase64Encoded").asBoolean(false);
        try {
            return encoded ? Base64.getMimeDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("isBase64Encoded is true, and body is not base64", e);
        }
    }

    private static String target(ObjectNode request) {
        var query = new ArrayList<String>();
        request.path("queryStringParameters")
                .forEachEntry((name, value) -> eachText(value, text -> query.add(encoded(name) + "=" + encoded(text))));
        String path = path(request.path("path").asString());
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A path as it came, but for what may not stand in one; what is already encoded stays. */
    private static String path(String path) {
        var text = new StringBuilder(path.startsWith("/") ? "" : "/");
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each > ' ' && each < 0x7f && "?#\"<>\\^`{|}".indexOf(each) < 0;
            text.append(plain ? String.valueOf((char) each) : "%%%02X".formatted(each & 0xff));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "WebRequest[" + method + " " + target + "]";
    }
}
