package funcgraph.server.acceptance.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.engine.iam.Action;
import funcgraph.http.IamRoutes;
import funcgraph.http.MeasureRoutes;
import funcgraph.http.ObserveRoutes;
import funcgraph.http.ResourceRoutes;
import funcgraph.http.Routes;
import funcgraph.http.RuntimeRoutes;
import funcgraph.http.Unserved;
import funcgraph.http.async.AsyncRoutes;
import funcgraph.http.exchange.Route;
import funcgraph.http.functions.AliasRoutes;
import funcgraph.http.functions.ApiProfile;
import funcgraph.http.functions.FunctionRoutes;
import funcgraph.http.functions.VersionRoutes;
import funcgraph.http.invoke.InvokeRoutes;
import funcgraph.http.metrics.HealthRoutes;
import funcgraph.http.metrics.MetricRoutes;
import funcgraph.http.metrics.StatisticRoutes;
import funcgraph.http.observe.AuditRoutes;
import funcgraph.http.observe.LogRoutes;
import funcgraph.http.observe.LtsRoutes;
import funcgraph.http.resources.AccountRoutes;
import funcgraph.http.resources.DependencyRoutes;
import funcgraph.http.resources.ReservationRoutes;
import funcgraph.http.resources.SideRoutes;
import funcgraph.http.resources.TagRoutes;
import funcgraph.http.resources.TemplateRoutes;
import funcgraph.http.resources.Templates;
import funcgraph.http.resources.TestEventRoutes;
import funcgraph.http.resources.TransferRoutes;
import funcgraph.http.triggers.NotificationRoutes;
import funcgraph.http.triggers.TriggerRoutes;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Proof;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.SignIn;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of the table with a project in it: strangers, members of other projects and members without the right are
 * kept out, and do nothing. A new route is in here as soon as it is in the table.
 */
class IsolationAcceptanceTest {

    private static final String MINE = "project-1";
    private static final String OTHER = "project-2";

    private static PackagedServer server;
    private static Api owner;

    @BeforeAll
    static void start() {
        var users = Stream.of(Action.values())
                .map(action -> user("only-" + action.name(), "project-1", action.wireName())
                        + user("all-but-" + action.name(), "project-1", othersThan(action)))
                .collect(Collectors.joining());
        server = PackagedServer.prepare()
                .config("api: {project_id: project-1, project_name: first}\n"
                        + "projects: [{id: project-2, name: second}]\n"
                        + "users:\n" + user("stranger", "project-2", "*") + user("both", "*", "*")
                        + user("idle", "project-1", "") + users)
                .start();
        owner = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void create() {
        if (owner.config("f").status() == 404) {
            owner.create(Sample.inline("f", "Python3.9", "index.handler", "def handler(e, c): return 1"))
                    .ok();
        }
    }

    /** The table as the server has it; nothing in it is called here, so it needs nothing to call. */
    static List<Route> routes() {
        var table = Routes.table(
                new FunctionRoutes(null, null, ApiProfile.CURRENT, "cn-north-1"),
                new VersionRoutes(null, null, null, "cn-north-1"),
                new AliasRoutes(null, null, "cn-north-1"),
                new InvokeRoutes(null, null, "cn-north-1"),
                new AsyncRoutes(null, null, null, ZoneOffset.UTC, "cn-north-1"),
                new TriggerRoutes(null, null, null, "cn-north-1"),
                new NotificationRoutes(null, ""),
                new IamRoutes(null),
                new RuntimeRoutes(List::of, null),
                new ResourceRoutes(
                        new DependencyRoutes(null, null),
                        new TestEventRoutes(null, "r"),
                        new TagRoutes(null, "r"),
                        new SideRoutes(null, null, null, "r"),
                        new AccountRoutes(null, project -> List.of()),
                        new TemplateRoutes(new Templates()),
                        new TransferRoutes(null, new FunctionRoutes(null, null, ApiProfile.CURRENT, "r"), null, "r", 0),
                        new ReservationRoutes(null, "r")),
                new MeasureRoutes(
                        new MetricRoutes(null, null, null, null, null, "r"),
                        new StatisticRoutes(null, null, null, "r"),
                        new HealthRoutes(null, () -> "", () -> null, "")),
                new ObserveRoutes(
                        new LogRoutes(null, null, "r"), new AuditRoutes(null), new LtsRoutes(null, null, null, "r")),
                new Unserved(null, "r"),
                1 << 20);
        return table.routes().stream()
                .filter(route -> route.template().contains("{" + Route.PROJECT + "}"))
                .toList();
    }

    @Test
    void every_route_of_a_project_needs_a_right() {
        assertThat(routes())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(route -> assertThat(route.action()).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void without_proof_it_is_401(Route route) {
        var before = owner.config("f").body();
        for (var proof : List.of(
                Proof.NONE,
                new Proof.Token("eyJ0b2tlbiI6ICJmYWxzZSJ9.x.y"),
                new Proof.Keys("access-stranger", "wrong"),
                new Proof.Keys("nobody", "x"))) {
            call(owner.as(proof), route, "f").refused(401, "FSS.0401");
        }
        assertThat(owner.config("f").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_member_of_another_project_gets_403_by_keys_and_by_token(Route route) {
        var before = owner.config("f").body();
        var both = keys("both");
        for (var proof : List.of(
                keys("stranger"),
                SignIn.token(server, "stranger", OTHER),
                SignIn.token(server, "both", OTHER),
                SignIn.temporaryKeys(server, SignIn.token(server, "stranger", OTHER)))) {
            var answer = call(owner.as(proof), route, "f").refused(403, "FSS.0403");
            assertThat(answer.message()).isEqualTo("namespace and token mismatch");
        }
        if (route.template().contains("{function_urn}")) {
            for (var urn : List.of(owner.urn("f"), MINE + ":default:f", owner.urn("f") + ":latest")) {
                call(owner.as(both).in(OTHER), route, urn).refused(403, "FSS.0403");
            }
            call(owner.as(both).in(OTHER), route, "f").refused(404, "FSS.1051");
        }
        call(owner.as(keys("both")).in("project-3"), route, "f").refused(403, "FSS.0403");
        assertThat(owner.config("f").body()).isEqualTo(before);
        assertThat(owner.as(both).in(OTHER).list("").ok().json().path("functions"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void the_right_to_the_action_and_no_other_opens_a_route(Route route) {
        var action = route.action();
        var before = owner.config("f").body();
        for (var name : List.of("idle", "all-but-" + action.name())) {
            for (var proof : List.of(keys(name), SignIn.token(server, name, MINE))) {
                var answer = call(owner.as(proof), route, "f").refused(403, "FSS.0403");
                assertThat(answer.message()).contains(action.wireName(), name);
            }
        }
        assertThat(owner.config("f").body()).isEqualTo(before);
        var entered = call(owner.as(keys("only-" + action.name())), route, "f");
        assertThat(entered.status()).as(entered::text).isNotIn(401, 403, 500);
    }

    @Test
    void projects_do_not_see_each_other() {
        var elsewhere = owner.as(keys("both")).in(OTHER);
        elsewhere.create(Sample.python("f")).ok();
        elsewhere.updateConfig("f", "{\"timeout\": 99}").ok();

        assertThat(owner.config("f").ok().json().path("timeout").asInt()).isEqualTo(3);
        assertThat(elsewhere.config("f").json().path("project_name").asString()).isEqualTo("second");
        assertThat(owner.list("").ok().json().path("functions")).hasSize(1);
        elsewhere.delete("f").gone();
        owner.config("f").ok();
    }

    private static Reply call(Api api, Route route, String urn) {
        var path = route.template()
                .replace("{project_id}", api.projectId())
                .replace("{function_urn}", urn)
                .replaceAll("\\{[a-z_]+}", "x");
        if (path.endsWith("/stream")) {
            path += "?tail=endless"; // refused, but not before the right was looked at: else it would not end
        }
        return api.send(
                route.method(), path, Map.of(), route.method().equals("GET") ? new byte[0] : "{}".getBytes(UTF_8));
    }

    private static Proof keys(String user) {
        return new Proof.Keys("access-" + user, SignIn.secretKey(user));
    }

    private static String user(String name, String project, String actions) {
        return "- {name: %s, password: %s, access_key: access-%s, secret_key: %s, projects: ['%s'], actions: [%s]}\n"
                .formatted(
                        name,
                        SignIn.password(name),
                        name,
                        SignIn.secretKey(name),
                        project,
                        actions.isEmpty() ? "" : "'" + actions.replace(",", "', '") + "'");
    }

    private static String othersThan(Action action) {
        return Stream.of(Action.values())
                .filter(other -> other != action)
                .map(Action::wireName)
                .collect(Collectors.joining(","));
    }
}
