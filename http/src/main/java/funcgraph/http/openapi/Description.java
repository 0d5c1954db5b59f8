package funcgraph.http.openapi;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.ErrorResponse;
import funcgraph.contract.HeaderNames;
import funcgraph.contract.iam.IamError;
import funcgraph.http.exchange.Route;
import funcgraph.http.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the OpenAPI 3.1 document of a route table. */
final class Description {

    private static final int UNAVAILABLE = 503;
    private static final String URN = "function_urn";
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Set<String> NUMBERS = Set.of("marker", "maxitems", "limit", "step", "period");

    private static final List<Map<String, Object>> PROOFS =
            List.of(Map.of("token", List.of()), Map.of("signature", List.of()));

    private final Schemas schemas = new Schemas();
    private final List<Route> routes;
    private final Predicate<Route> served;
    private final Function<Route, Optional<String>> names;

    private Description(List<Route> routes, Predicate<Route> served, Function<Route, Optional<String>> names) {
        this.routes = routes;
        this.served = served;
        this.names = names;
    }

    /**
     * The document, as JSON.
     *
     * @param served false for a route that only says that it is not served
     * @param names what SDKs call the operation of a route
     */
    static byte[] of(List<Route> routes, Predicate<Route> served, Function<Route, Optional<String>> names) {
        return Json.bytes(new Description(routes, served, names).document());
    }

    private Map<String, Object> document() {
        // All requests before all answers, as Schemas wants it.
        for (var route : routes) {
            Operations.named(name(route)).ifPresent(operation -> schema(operation.body(), true));
        }
        var paths = new TreeMap<String, Map<String, Object>>();
        for (var route : routes) {
            paths.computeIfAbsent(route.template(), ignored -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        schemas.answer(ErrorResponse.class);
        schemas.answer(IamError.class);
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "Funcgraph",
                        "version",
                        "v2",
                        "description",
                        "The FunctionGraph v2 API and the identity calls that clients make first.",
                        "license",
                        Map.of("name", "Apache-2.0", "identifier", "Apache-2.0")));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.components(), "securitySchemes", securitySchemes()));
        return document;
    }

    /** Unique among all routes. */
    private String name(Route route) {
        return names.apply(route).orElseGet(() -> Operations.ownName(route));
    }

    private static Map<String, Object> securitySchemes() {
        return Map.of(
                "token",
                Map.of("type", "apiKey", "in", "header", "name", HeaderNames.AUTH_TOKEN),
                "bearer",
                Map.of(
                        "type",
                        "http",
                        "scheme",
                        "bearer",
                        "description",
                        "A token of the server's configuration, for programs that are no users."),
                "signature",
                Map.of(
                        "type",
                        "http",
                        "scheme",
                        "SDK-HMAC-SHA256",
                        "description",
                        "A signature with an access key and its secret key, as the SDKs make it."));
    }

    private Map<String, Object> operation(Route route) {
        var name = name(route);
        var known = Operations.named(name).orElse(Operation.that(name));
        var operation = new LinkedHashMap<String, Object>();
        operation.put("operationId", name);
        operation.put("summary", served.test(route) ? known.summary() : "Not served: always 501.");
        operation.put("tags", List.of(tag(route)));
        operation.put("parameters", parameters(route, known));
        if (!(known.body() instanceof Shape.Nothing)) {
            operation.put("requestBody", Map.of("content", content(known.body(), true)));
        }
        operation.put("responses", responses(route, known));
        operation.put("security", security(route, known));
        if (route.action() != null) {
            operation.put("x-action", route.action().wireName());
        }
        operation.put("x-served", served.test(route));
        operation.put("x-largest-body-bytes", route.bodyBytes());
        return operation;
    }

    private static List<Map<String, Object>> security(Route route, Operation known) {
        Map<String, Object> bearer = Map.of("bearer", List.of());
        return switch (route.access()) {
            case Route.Access.Open() -> List.of();
            // Whether a token is wanted is up to the configuration.
            case Route.Access.Free() ->
                known.headers().contains(Operation.AUTHORIZATION) ? List.of(Map.of(), bearer) : List.of();
            case Route.Access.Own() -> List.of(bearer);
            case Route.Access.Needs(var ignored) -> PROOFS;
            case Route.Access.Known() -> PROOFS;
        };
    }

    /** The first word of the path that is not the same for all. */
    private static String tag(Route route) {
        if (isIdentity(route)) {
            return "identity";
        }
        var path =
                route.template().replaceFirst("^/v2/\\{project_id}/(fgs/)?", "").replaceFirst("^/", "");
        int end = path.indexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }

    private static boolean isIdentity(Route route) {
        return route.template().startsWith("/v3");
    }

    private static List<Map<String, Object>> parameters(Route route, Operation known) {
        var parameters = new ArrayList<Map<String, Object>>();
        var path = PARAMETER.matcher(route.template());
        while (path.find()) {
            parameters.add(parameter(path.group(1), "path", true));
        }
        known.query().forEach(name -> parameters.add(parameter(name, "query", false)));
        known.headers().stream()
                .filter(name -> !name.equals(Operation.AUTHORIZATION))
                .forEach(name -> parameters.add(parameter(name, "header", false)));
        return parameters;
    }

    private static Map<String, Object> parameter(String name, String in, boolean required) {
        var number = !in.equals("header") && NUMBERS.contains(name);
        return Map.of(
                "name",
                name,
                "in",
                in,
                "required",
                required,
                "schema",
                number ? Map.of("type", "integer", "minimum", 0) : Map.of("type", "string"));
    }

    private Map<String, Object> responses(Route route, Operation known) {
        var responses = new TreeMap<String, Object>();
        for (var entry : byStatus(codes(route, known)).entrySet()) {
            responses.put(Integer.toString(entry.getKey()), refusal(route, known, entry.getKey(), entry.getValue()));
        }
        responses.put("default", Map.of("description", "Another error.", "content", errorContent(route, known)));
        if (served.test(route)) {
            responses.put(Integer.toString(known.status()), success(known));
        }
        return responses;
    }

    private Map<String, Object> success(Operation known) {
        var success = new LinkedHashMap<String, Object>();
        success.put("description", known.answer() instanceof Shape.Nothing ? "Done." : "The answer.");
        if (!known.told().isEmpty()) {
            var headers = new LinkedHashMap<String, Object>();
            known.told().forEach(name -> headers.put(name, Map.of("schema", Map.of("type", "string"))));
            success.put("headers", headers);
        }
        if (!(known.answer() instanceof Shape.Nothing)) {
            success.put("content", content(known.answer(), false));
        }
        return success;
    }

    private Map<String, Object> refusal(Route route, Operation known, int status, List<ErrorCode> codes) {
        return Map.of(
                "description",
                codes.stream()
                        .map(code -> code.wireCode() + " " + code.standardText())
                        .collect(Collectors.joining(" ")),
                "content",
                status == UNAVAILABLE && !(known.unwell() instanceof Shape.Nothing)
                        ? orUnwell(known.unwell())
                        : errorContent(route, known),
                "x-error-codes",
                codes.stream().map(ErrorCode::wireCode).toList());
    }

    private Map<String, Object> orUnwell(Shape unwell) {
        var schema = Map.of("anyOf", List.of(schema(unwell, false), schemas.answer(ErrorResponse.class)));
        return Map.of("application/json", Map.of("schema", schema));
    }

    /**
     * A wrong proof is refused before the identity service hears of the request, so it has two forms of errors; and what a
     * function says when it fails is its own affair.
     */
    private Map<String, Object> errorContent(Route route, Operation known) {
        var ours = schemas.answer(ErrorResponse.class);
        Map<String, Object> schema = ours;
        if (isIdentity(route)) {
            schema = Map.of("oneOf", List.of(schemas.answer(IamError.class), ours));
        } else if (known.answer() instanceof Shape.Anything(String type) && type.equals(Shape.Anything.OF_A_FUNCTION)) {
            schema = Map.of("anyOf", List.of(ours, Map.of()));
        }
        return Map.of("application/json", Map.of("schema", schema));
    }

    private static Map<Integer, List<ErrorCode>> byStatus(Set<ErrorCode> codes) {
        return codes.stream().collect(Collectors.groupingBy(ErrorCode::httpStatus, TreeMap::new, Collectors.toList()));
    }

    /** What every route of its kind may answer, and what this one may. */
    private Set<ErrorCode> codes(Route route, Operation known) {
        var codes = EnumSet.of(ErrorCode.INTERNAL, ErrorCode.UNAVAILABLE, ErrorCode.UNAUTHORIZED, route.tooLarge());
        codes.addAll(known.codes());
        if (route.access() instanceof Route.Access.Needs) {
            codes.addAll(EnumSet.of(ErrorCode.FORBIDDEN, ErrorCode.TOO_MANY_REQUESTS));
        }
        if (!(known.body() instanceof Shape.Nothing)) {
            codes.add(ErrorCode.INVALID_PARAMETER);
        }
        if (!known.query().isEmpty()) {
            codes.add(ErrorCode.INVALID_QUERY);
        }
        if (route.template().contains("{")) {
            codes.add(ErrorCode.INVALID_PARAMETER);
        }
        if (route.template().contains("{" + URN + "}")) {
            codes.addAll(EnumSet.of(
                    ErrorCode.INVALID_URN,
                    ErrorCode.INVALID_VERSION,
                    ErrorCode.NO_SUCH_FUNCTION,
                    ErrorCode.NO_SUCH_VERSION,
                    ErrorCode.NO_SUCH_ALIAS,
                    ErrorCode.NOT_FOUND));
        }
        if (!served.test(route)) {
            codes.add(ErrorCode.NOT_IMPLEMENTED);
        }
        return codes;
    }

    private Map<String, Object> content(Shape shape, boolean request) {
        var type = shape instanceof Shape.Anything(String contentType) ? contentType : "application/json";
        return Map.of(type, Map.of("schema", schema(shape, request)));
    }

    private Map<String, Object> schema(Shape shape, boolean request) {
        return switch (shape) {
            case Shape.Records(var types) -> {
                var references = types.stream()
                        .map(type -> request ? schemas.request(type) : schemas.answer(type))
                        .toList();
                yield references.size() == 1 ? references.getFirst() : Map.of("allOf", references);
            }
            case Shape.Array(var item) -> Map.of("type", "array", "items", schemas.answer(item));
            case Shape.Fields(var properties) -> Map.of("type", "object", "properties", new TreeMap<>(properties));
            case Shape.Anything ignored -> Map.of();
            case Shape.Nothing ignored -> Map.of();
        };
    }
}
