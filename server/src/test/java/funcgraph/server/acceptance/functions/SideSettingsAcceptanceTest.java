package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Zips;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quotas, logs, tracing and the other small requests, and what is not served (functiongraph-api 2.8, 2.9). */
class SideSettingsAcceptanceTest {

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare()
                .flags("--quotas.functions", "7")
                .config("""
                        api: {project_id: project-1, project_name: first}
                        projects: [{id: project-2, name: second}]
                        iam: {agencies: [{name: mine, projects: [project-1], actions: ['*']},
                          {name: theirs, projects: [project-2], actions: ['*']}]}
                        """)
                .start();
        api = Api.of(server);
        api.create(Sample.python("f")).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void quotas_tell_what_is_used() {
        api.create(Sample.python("counted")).ok();
        var functions = api.list("").json().path("count").asInt();
        var quotas = get("/fgs/quotas")
                .ok()
                .json()
                .at("/quotas/resources")
                .valueStream()
                .collect(Collectors.toMap(one -> one.path("type").asString(), one -> one));

        assertThat(quotas).hasSize(8);
        assertThat(quotas.get("fgs_func_num").path("quota").asInt()).isEqualTo(7);
        assertThat(quotas.get("fgs_func_num").path("used").asInt()).isEqualTo(functions);
        assertThat(quotas.get("fgs_func_num").has("unit")).isFalse();
        assertThat(quotas.get("fgs_func_code_size").path("used").asInt()).isEqualTo(1);
        assertThat(quotas.get("fgs_func_code_size").path("unit").asString()).isEqualTo("MB");
        api.delete("counted").gone();
    }

    @Test
    void logs_are_turned_on_once() {
        get("/fgs/functions/f/lts-log-detail").refused(404, "FSS.0404");
        send("POST", "/fgs/functions/enable-lts-logs", "").ok();
        var again = send("POST", "/fgs/functions/enable-lts-logs", "").refused(400, "FSS.1221");
        assertThat(again.message()).isEqualTo("LTS log has been enabled.");
        var detail = get("/fgs/functions/f/lts-log-detail").ok().json();
        assertThat(detail.path("stream_name").asString()).isEqualTo("f");
        assertThat(detail).isEqualTo(get("/fgs/functions/f/lts-log-detail").json());

        api.updateConfig("f", """
                {"log_config": {"group_id": "g", "group_name": "gn", "stream_id": "s", "stream_name": "sn"}}""").ok();
        assertThat(get("/fgs/functions/f/lts-log-detail").ok().json()).isEqualTo(Api.json("""
                {"group_name": "gn", "group_id": "g", "stream_id": "s", "stream_name": "sn"}"""));
    }

    @Test
    void the_limit_of_instances_is_that_of_the_metadata() {
        var answer = send("PUT", "/fgs/functions/f/config-max-instance", "{\"max_instance_num\": 5}")
                .ok()
                .json();
        assertThat(answer.at("/strategy_config/concurrency").asInt()).isEqualTo(5);
        assertThat(api.config("f").json().at("/strategy_config/concurrency").asInt())
                .isEqualTo(5);
        send("PUT", "/fgs/functions/f/config-max-instance", "{\"max_instance_num\": 1001}")
                .refused(400, "FSS.1026");
        send("PUT", "/fgs/functions/f/config-max-instance", "{}").refused(400, "FSS.0400");
        send("PUT", "/fgs/functions/f/config-max-instance", "{\"max_instance_num\": -1}")
                .ok();
    }

    @Test
    void tracing_keys_favourites_and_snapshots() {
        send("PUT", "/fgs/functions/f/tracing", "{\"tracing_ak\": \"a\", \"tracing_sk\": \"s\"}")
                .ok();
        assertThat(get("/fgs/functions/f/tracing").ok().json())
                .isEqualTo(Api.json("{\"tracing_ak\": \"a\", \"tracing_sk\": \"s\"}"));
        send("PUT", "/fgs/functions/f/collect/true", "").ok();
        send("PUT", "/fgs/functions/f/collect/false", "").ok();
        send("PUT", "/fgs/functions/f/collect/maybe", "").refused(400, "FSS.0400");
        send("PUT", "/fgs/functions/nobody/collect/true", "").refused(404, "FSS.1051");

        get("/fgs/functions/f/snapshots/state").refused(400, "FSS.0400");
        var java = Sample.with(Sample.metadata("java", "Java8", "a.B.handle"), "jar", Zips.of("a/B.class", "none"));
        api.create(java).ok();
        send("POST", "/fgs/functions/java/snapshots/create", "").ok();
        assertThat(get("/fgs/functions/java/snapshots/state").ok().json())
                .isEqualTo(Api.json("{\"state\": \"disabled\", \"code\": \"NotSupported\"}"));
    }

    @Test
    void what_there_is_none_of_is_said_so() {
        assertThat(get("/fgs/servicebridge/version").ok().json()).isEqualTo(Api.json("[]"));
        assertThat(get("/fgs/functions/f/servicebridge/relation").ok().json()).isEqualTo(Api.json("[]"));
        assertThat(get("/fgs/feature").ok().json()).isEqualTo(Api.json("{}"));
        assertThat(get("/fgs/service-trusted-agencies").ok().json()).isEqualTo(Api.json("[{\"name\": \"mine\"}]"));
        assertThat(get("/fgs/applications").ok().json().path("applications")).isEmpty();
        assertThat(get("/fgs/application/templates").ok().json().path("templates"))
                .isEmpty();
        get("/fgs/applications/x").refused(404, "FSS.1055");
        send("DELETE", "/fgs/applications/x", "").refused(404, "FSS.1055");
        get("/fgs/application/templates/x").refused(404, "FSS.1059");
    }

    @Test
    void what_is_not_served_answers_501() {
        for (var path : new String[] {"/fgs/workflows", "/fgs/workflows/x/executions", "/fgs/workflow-statistic"}) {
            get(path).refused(501, "FSS.0501");
        }
        send("POST", "/fgs/vpc-endpoint", "{}").refused(501, "FSS.0501");
        send("POST", "/fgs/applications", "{}").refused(501, "FSS.0501");
        send("PATCH", "/fgs/workflows", "{}").refused(405, "FSS.0405");
    }

    private static Reply get(String path) {
        return send("GET", path, "");
    }

    private static Reply send(String method, String path, String body) {
        return api.send(method, "/v2/" + api.projectId() + path, Map.of(), body.getBytes(UTF_8));
    }
}
