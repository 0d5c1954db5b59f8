package funcgraph.http;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.ErrorCode;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's description says what the routes do; its forms are checked in the server's acceptance tests. */
class OpenApiTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final List<Route> ROUTES = CompatibilityDocumentTest.routes();
    private static final JsonNode DOCUMENT = document();
    private static final Map<String, RouteCode> CODE =
            RouteCode.all("Routes", "ResourceRoutes", "MeasureRoutes", "ObserveRoutes");

    /** Proof is described as such, and the host is part of every request. */
    private static final Set<String> NO_PARAMETERS = Set.of("Host", "Authorization");

    /** An import reads what create reads, but out of a file that the body holds. */
    private static final Set<String> READS_A_FILE = Set.of("ImportFunction");

    @Test
    void every_route_is_described_under_a_name_of_its_own_which_is_the_sdks_where_they_have_one() {
        var names = new HashSet<String>();
        assertThat(ROUTES).hasSizeGreaterThan(100).allSatisfy(route -> {
            var operation = operation(route);
            assertThat(operation.isObject()).as("%s", route.template()).isTrue();
            var name = operation.path("operationId").asString("");
            assertThat(names.add(name)).as(name).isTrue();
            SdkOperation.nameOf(route).ifPresent(wanted -> assertThat(name).isEqualTo(wanted));
            assertThat(operation.path("x-served").booleanValue()).isEqualTo(!Unserved.isOne(route));
        });
        assertThat(names).hasSize(ROUTES.size());
        assertThat(names).as("routes that nobody has named and described").allMatch(name -> name.matches("[A-Z].*"));
        assertThat(ROUTES.stream()
                        .map(OpenApiTest::operation)
                        .map(one -> one.path("summary").asString("")))
                .as("summaries")
                .allMatch(summary -> summary.endsWith("."));
    }

    @Test
    void paths_name_their_parameters_once_and_no_two_differ_in_names_alone() {
        var shapes = new HashSet<String>();
        for (var path : DOCUMENT.path("paths").properties()) {
            assertThat(shapes.add(path.getKey().replaceAll("\\{[^}]+}", "{}")))
                    .as(path.getKey())
                    .isTrue();
            var wanted = PARAMETER
                    .matcher(path.getKey())
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(path.getValue())
                    .allSatisfy(operation -> assertThat(parameters(operation, "path"))
                            .containsExactlyInAnyOrderElementsOf(wanted)
                            .doesNotHaveDuplicates());
        }
    }

    @Test
    void every_reference_leads_somewhere_and_no_schema_is_left_over() {
        var references = new TreeSet<String>();
        collectReferences(DOCUMENT, references);
        var schemas = DOCUMENT.path("components").path("schemas").propertyNames().stream()
                .map("#/components/schemas/"::concat)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(references).isEqualTo(schemas).hasSizeGreaterThan(80);
    }

    @Test
    void described_bodies_queries_and_headers_are_those_that_the_handlers_read() {
        var unread = served().filter(route -> !CODE.containsKey(key(route))).map(OpenApiTest::key);
        assertThat(unread).as("routes whose code is not found").isEmpty();
        assertThat(served()).allSatisfy(route -> {
            var code = CODE.get(key(route));
            var operation = operation(route);
            var name = operation.path("operationId").asString();
            assertThat(parameters(operation, "query"))
                    .as("query of %s", name)
                    .containsExactlyInAnyOrderElementsOf(code.query().stream()
                            .filter(parameter -> !parameters(operation, "path").contains(parameter))
                            .toList());
            assertThat(parameters(operation, "header"))
                    .as("headers of %s", name)
                    .containsExactlyInAnyOrderElementsOf(code.headers().stream()
                            .filter(header -> !NO_PARAMETERS.contains(header))
                            .toList());
            var schema = operation
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            if (READS_A_FILE.contains(name)) {
                assertThat(code.records()).containsAll(records(schema));
            } else {
                assertThat(records(schema)).as("body of %s", name).isEqualTo(code.records());
            }
            // Text inside a record's field may be JSON once more, which is that field's own affair.
            if (code.records().isEmpty()) {
                var fields = new TreeSet<String>();
                collectFields(schema, fields);
                assertThat(fields).as("fields of %s", name).containsExactlyInAnyOrderElementsOf(code.fields());
            }
        });
    }

    @Test
    void routes_that_look_at_a_proof_of_their_own_say_so() {
        var look = served().filter(route ->
                route.access() instanceof Route.Access.Own || route.access() instanceof Route.Access.Free);
        assertThat(look)
                .hasSizeGreaterThan(4)
                .allSatisfy(
                        route -> assertThat(operation(route).path("security").findValues("bearer"))
                                .as(key(route))
                                .hasSize(CODE.get(key(route)).headers().contains("Authorization") ? 1 : 0));
    }

    @Test
    void the_codes_that_handlers_name_are_described() {
        assertThat(served()).allSatisfy(route -> {
            var described = operation(route)
                    .path("responses")
                    .valueStream()
                    .flatMap(response -> response.path("x-error-codes").valueStream())
                    .map(JsonNode::asString)
                    .collect(Collectors.toSet());
            var named = CODE.get(key(route)).codes().stream()
                    .map(code -> ErrorCode.valueOf(code).wireCode())
                    .collect(Collectors.toSet());
            assertThat(described).as(key(route)).containsAll(named);
        });
    }

    private static Stream<Route> served() {
        return ROUTES.stream()
                .filter(route -> !Unserved.isOne(route))
                .filter(route -> !route.template().startsWith("/openapi"));
    }

    private static String key(Route route) {
        return route.method() + " " + route.template();
    }

    private static JsonNode operation(Route route) {
        return DOCUMENT.path("paths").path(route.template()).path(route.method().toLowerCase(java.util.Locale.ROOT));
    }

    private static List<String> parameters(JsonNode operation, String in) {
        var names = new ArrayList<String>();
        for (var parameter : operation.path("parameters")) {
            if (parameter.path("in").asString().equals(in)) {
                names.add(parameter.path("name").asString());
            }
        }
        return names;
    }

    private static Set<String> records(JsonNode schema) {
        var references = new TreeSet<String>();
        collectReferences(schema, references);
        return references.stream()
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collectFields(JsonNode schema, Set<String> into) {
        into.addAll(schema.path("properties").propertyNames());
        schema.path("properties").forEach(inner -> collectFields(inner, into));
        if (schema.has("items")) {
            collectFields(schema.path("items"), into);
        }
    }

    private static void collectReferences(JsonNode node, Set<String> into) {
        if (node.path("$ref").isString()) {
            into.add(node.path("$ref").asString());
        }
        node.forEach(inner -> collectReferences(inner, into));
    }

    private static JsonNode document() {
        var route = ROUTES.stream()
                .filter(one -> one.template().equals("/openapi.json"))
                .findFirst()
                .orElseThrow();
        var request = new ApiRequest("id", Map.of(), "", name -> null, new byte[0], null);
        var answer = ((Route.Handler.Blocking) route.handler()).work().apply(request);
        return JsonMapper.shared().readTree(answer.body());
    }
}
