package funcgraph.server.acceptance.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Zips;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the Terraform provider's {@code huaweicloud_fgs_*} resources send (functiongraph-api 3.4 and the notes of section 2):
 * each is created, read until nothing differs from what was wanted, updated, read again, and destroyed. The provider takes
 * only 200, 201 and 202 for what it sends, cuts a URN at its last colon, and reads numbers as numbers and lists as lists.
 */
class TerraformReplayAcceptanceTest {

    private static final byte[] NOTHING = new byte[0];

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_function_with_all_that_belongs_to_it() {
        var wanted = Api.json("""
                {"func_name": "tf", "package": "default", "runtime": "Python3.9", "handler": "index.handler", "timeout": 5,
                 "memory_size": 128, "code_type": "inline", "description": "", "enterprise_project_id": "0",
                 "enable_auth_in_header": false, "peering_cidr": "", "heartbeat_handler": "", "restore_hook_handler": "",
                 "restore_hook_timeout": 0, "user_data": "{\\"stage\\":\\"test\\"}"}""");
        var create = ((ObjectNode) wanted.deepCopy());
        create.putObject("func_code").put("file", encoded("def handler(event, context):\n    return 1\n"));
        var made = api.send("POST", "/v2/" + api.projectId() + "/fgs/functions", Map.of(), Api.bytes(create));
        assertThat(made.status()).as(made::text).isIn(200, 201, 202);
        var answered = made.json().path("func_urn").asString();
        var urn = answered.substring(0, answered.lastIndexOf(':'));
        assertThat(answered).endsWith(":tf:latest");

        send("PUT", "/config-max-instance", urn, "{\"max_instance_num\": 400}");
        tags(urn, "POST", "create", "{\"action\": \"create\", \"tags\": [{\"key\": \"team\", \"value\": \"blue\"}]}");
        send("POST", "/versions", urn, "{\"version\": \"v1\", \"description\": \"first\"}");
        send("POST", "/aliases", urn, "{\"name\": \"demo\", \"version\": \"v1\", \"description\": \"\"}");
        send("PUT", "/reservedinstances", urn + ":v1", "{\"count\": 1, \"idle_mode\": false}");

        hasNoDrift(urn, wanted);
        assertThat(read(urn, "/config")
                        .path("strategy_config")
                        .path("concurrency")
                        .intValue())
                .isEqualTo(400);
        assertThat(read(urn, "/versions")
                        .path("versions")
                        .valueStream()
                        .map(each -> each.path("version").asString()))
                .contains("v1", "latest");
        assertThat(read(urn, "/aliases").isArray()).isTrue();
        assertThat(read(urn, "/aliases").path(0).path("name").asString()).isEqualTo("demo");
        assertThat(reserved(urn)).isEqualTo(1);
        assertThat(tagged(urn)).isEqualTo(Api.json("[{\"key\": \"team\", \"value\": \"blue\"}]"));
        // The provider goes on without them.
        assertThat(api.send("GET", api.functions() + "/" + urn + "/lts-log-detail", Map.of(), NOTHING)
                        .status())
                .isIn(200, 404);

        var change = ((ObjectNode) wanted.deepCopy());
        change.put("timeout", 9).put("memory_size", 256).put("description", "changed");
        change.remove("func_name");
        change.remove("code_type");
        change.put("package", "");
        change.putObject("strategy_config").put("concurrent_num", 2);
        send("PUT", "/config", urn, change.toString());
        send(
                "PUT",
                "/code",
                urn,
                "{\"code_type\": \"inline\", \"code_url\": \"\", \"code_filename\": \"\", \"depend_version_list\": [],"
                        + " \"func_code\": {\"file\": \"" + encoded("def handler(event, context):\n    return 2\n")
                        + "\"}}");
        var after = ((ObjectNode) wanted.deepCopy());
        after.put("timeout", 9).put("memory_size", 256).put("description", "changed");
        hasNoDrift(urn, after);
        // What the update does not name keeps its value.
        var strategy = read(urn, "/config").path("strategy_config");
        assertThat(strategy.path("concurrency").intValue()).isEqualTo(400);
        assertThat(strategy.path("concurrent_num").intValue()).isEqualTo(2);

        send("PUT", "/reservedinstances", urn + ":v1", "{\"count\": 0, \"idle_mode\": false}");
        assertThat(reserved(urn)).isZero();
        tags(urn, "DELETE", "delete", "{\"action\": \"delete\", \"tags\": [{\"key\": \"team\", \"value\": \"blue\"}]}");
        assertThat(tagged(urn)).isEmpty();
        api.delete(urn).gone();
        api.config(urn).refused(404, "FSS.1051");
    }

    @Test
    void a_trigger() {
        var urn = function("tf-trigger");
        var path = "/v2/" + api.projectId() + "/fgs/triggers/" + urn;
        var made = api.send(
                "POST",
                path,
                Map.of(),
                "{\"trigger_type_code\": \"TIMER\", \"trigger_status\": \"ACTIVE\", \"event_data\": {\"name\": \"t\", \"schedule_type\": \"Rate\", \"schedule\": \"3d\"}}"
                        .getBytes(UTF_8));
        assertThat(made.status()).as(made::text).isEqualTo(201);
        var one = path + "/TIMER/" + made.json().path("trigger_id").asString();
        var shown = api.send("GET", one, Map.of(), NOTHING).ok().json();
        assertThat(shown.path("trigger_status").asString()).isEqualTo("ACTIVE");
        assertThat(shown.path("event_data"))
                .isEqualTo(Api.json("{\"name\": \"t\", \"schedule_type\": \"Rate\", \"schedule\": \"3d\"}"));
        api.send(
                        "PUT",
                        one,
                        Map.of(),
                        "{\"trigger_status\": \"DISABLED\", \"event_data\": {\"name\": \"t\", \"schedule_type\": \"Rate\", \"schedule\": \"3d\"}}"
                                .getBytes(UTF_8))
                .ok();
        assertThat(api.send("GET", one, Map.of(), NOTHING)
                        .ok()
                        .json()
                        .path("trigger_status")
                        .asString())
                .isEqualTo("DISABLED");
        api.send("DELETE", one, Map.of(), NOTHING).gone();
        assertThat(api.send("GET", one, Map.of(), NOTHING).status()).isEqualTo(404);
        api.delete(urn).gone();
    }

    @Test
    void an_asynchronous_configuration_and_a_test_event() {
        var urn = function("tf-async");
        var wanted = "{\"max_async_event_age_in_seconds\": 3500, \"max_async_retry_attempts\": 2,"
                + " \"enable_async_status_log\": false}";
        send("PUT", "/async-invoke-config", urn, wanted);
        var shown = read(urn, "/async-invoke-config");
        assertThat(shown.path("max_async_event_age_in_seconds").intValue()).isEqualTo(3500);
        assertThat(shown.path("max_async_retry_attempts").intValue()).isEqualTo(2);
        api.send("DELETE", api.functions() + "/" + urn + "/async-invoke-config", Map.of(), NOTHING)
                .gone();
        assertThat(api.send("GET", api.functions() + "/" + urn + "/async-invoke-config", Map.of(), NOTHING)
                        .status())
                .isEqualTo(404);

        var event = send("POST", "/events", urn, "{\"name\": \"e\", \"content\": \"" + encoded("{\"a\":1}") + "\"}");
        var id = event.path("id").asString();
        assertThat(read(urn, "/events/" + id).path("content").asString()).isEqualTo(encoded("{\"a\":1}"));
        send("PUT", "/events/" + id, urn, "{\"content\": \"" + encoded("{\"a\":2}") + "\"}");
        assertThat(read(urn, "/events/" + id).path("content").asString()).isEqualTo(encoded("{\"a\":2}"));
        api.send("DELETE", api.functions() + "/" + urn + "/events/" + id, Map.of(), NOTHING)
                .gone();
        api.delete(urn).gone();
    }

    @Test
    void a_dependency_and_the_lists_that_a_plan_reads() {
        var versions = "/v2/" + api.projectId() + "/fgs/dependencies";
        var made = api.send(
                "POST",
                versions + "/version",
                Map.of(),
                ("{\"name\": \"tf-lib\", \"runtime\": \"Python3.9\", \"depend_type\": \"zip\", \"depend_file\": \""
                                + Base64.getEncoder().encodeToString(Zips.of("lib.py", "one = 1\n"))
                                + "\", \"description\": \"\"}")
                        .getBytes(UTF_8));
        assertThat(made.status()).as(made::text).isIn(200, 201, 202);
        var one = versions + "/" + made.json().path("dep_id").asString() + "/version/"
                + made.json().path("version").asInt();
        assertThat(api.send("GET", one, Map.of(), NOTHING)
                        .ok()
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo("tf-lib");
        api.send("DELETE", one, Map.of(), NOTHING).gone();
        assertThat(api.send("GET", one, Map.of(), NOTHING).status()).isEqualTo(404);

        for (var list :
                new String[] {"/runtimetypes", "/triggertypes", "/quotas", "/feature", "/service-trusted-agencies"}) {
            api.send("GET", "/v2/" + api.projectId() + "/fgs" + list, Map.of(), NOTHING)
                    .ok();
        }
        // A list is read until a page is empty, or says that it was the last.
        assertThat(api.list("marker=0&maxitems=400")
                        .ok()
                        .json()
                        .path("next_marker")
                        .isNumber())
                .isTrue();
        assertThat(api.list("marker=4000&maxitems=400").ok().json().path("functions"))
                .isEmpty();
    }

    /** A plan: what is read is what was wanted, where the provider compares. */
    private static void hasNoDrift(String urn, JsonNode wanted) {
        var shown = read(urn, "/config");
        wanted.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getKey().equals("enterprise_project_id")) {
                var actual = shown.path(field.getKey());
                var empty = field.getValue().asString().isEmpty()
                        || field.getValue().asString().equals("0")
                        || field.getValue().asString().equals("false");
                if (empty) {
                    assertThat(actual.asString("")).as(field.getKey()).isIn("", "0", "false");
                } else {
                    assertThat(actual).as(field.getKey()).isEqualTo(field.getValue());
                }
            }
        });
        assertThat(read(urn, "/code").path("code_type").asString()).isEqualTo("inline");
    }

    private static String function(String name) {
        var answered =
                api.create(Sample.python(name)).ok().json().path("func_urn").asString();
        return answered.substring(0, answered.lastIndexOf(':'));
    }

    /** Sends as the provider does; its library takes nothing but these for an answer. */
    private static JsonNode send(String method, String path, String urn, String body) {
        var reply = api.send(
                method, api.functions() + "/" + urn + path, Map.of("X-Language", "en-us"), body.getBytes(UTF_8));
        assertThat(reply.status()).as(method + " " + path + ": " + reply.text()).isIn(200, 201, 202);
        return reply.body().length == 0 ? Sample.object() : reply.json();
    }

    private static JsonNode read(String urn, String path) {
        return api.send("GET", api.functions() + "/" + urn + path, Map.of(), NOTHING)
                .ok()
                .json();
    }

    private static void tags(String urn, String method, String what, String body) {
        var reply = api.send(
                method,
                "/v2/" + api.projectId() + "/functions/" + urn + "/tags/" + what,
                Map.of(),
                body.getBytes(UTF_8));
        assertThat(reply.status()).as(reply::text).isEqualTo(204);
    }

    private static JsonNode tagged(String urn) {
        return api.send("GET", "/v2/" + api.projectId() + "/functions/" + urn + "/tags", Map.of(), NOTHING)
                .ok()
                .json()
                .path("tags");
    }

    /** How many instances are reserved, read page by page until one is empty. */
    private static int reserved(String urn) {
        int count = 0;
        for (int marker = 0; ; marker += 100) {
            var page = api.send(
                            "GET",
                            api.functions() + "/reservedinstanceconfigs?function_urn=" + URLEncoder.encode(urn, UTF_8)
                                    + "&limit=100&marker=" + marker,
                            Map.of(),
                            NOTHING)
                    .ok()
                    .json()
                    .path("reserved_instances");
            assertThat(page.isArray()).isTrue();
            if (page.isEmpty()) {
                return count;
            }
            count += page.valueStream()
                    .mapToInt(each -> each.path("min_count").intValue())
                    .sum();
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
