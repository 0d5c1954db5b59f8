package funcgraph.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The official Node.js SDK, unmodified (functiongraph-api 7.2); {@code src/test/node/walk.js} holds the calls. */
class SdkNodeAcceptanceTest {

    @Test
    void a_functions_life_from_creation_to_deletion() {
        var program = NodeProject.installed();
        try (var server = PackagedServer.start()) {
            var known = server.credentials();
            var steps = program.walk(Map.of(
                    "WALK_ENDPOINT", server.endpoint().toString(),
                    "WALK_REGION", known.path("region").asString(),
                    "WALK_PROJECT_ID", known.path("project_id").asString(),
                    "WALK_ACCESS_KEY", known.path("access_key").asString(),
                    "WALK_SECRET_KEY", known.path("secret_key").asString()));

            var urn = steps.path("created").path("func_urn").asString();
            assertThat(urn).endsWith(":function:default:node-walk:latest");
            assertThat(steps.path("created").path("httpStatusCode").intValue()).isEqualTo(200);
            assertThat(steps.path("shown").path("runtime").asString()).isEqualTo("Node.js20.15");
            assertThat(steps.path("shown").path("memory_size").intValue()).isEqualTo(128);
            var changed = steps.path("changed");
            assertThat(changed.path("memory_size").intValue()).isEqualTo(256);
            assertThat(changed.path("timeout").intValue()).isEqualTo(7);
            assertThat(changed.path("description").asString()).isEqualTo("中文");
            assertThat(changed.path("user_data").asString()).isEqualTo("{\"colour\":\"grün\"}");
            assertThat(steps.path("recoded").path("func_urn").asString()).isEqualTo(urn);
            assertThat(steps.path("listed")
                            .path("functions")
                            .path(0)
                            .path("func_urn")
                            .asString())
                    .isEqualTo(urn);
            var invoked = steps.path("invoked");
            assertThat(invoked.path("status").intValue()).isEqualTo(200);
            assertThat(Api.json(invoked.path("result").asString()))
                    .isEqualTo(Api.json("{\"second\": 5, \"colour\": \"grün\"}"));
            assertThat(invoked.path("log").asString()).contains("\ncalled\n");
            assertThat(steps.path("refused").path("kind").asString()).isEqualTo("ClientRequestException");
            assertThat(steps.path("refused").path("status").intValue()).isEqualTo(401);
            assertThat(steps.path("refused").path("code").asString()).isEqualTo("FSS.0401");
            assertThat(steps.path("lookedUp").path("func_urn").asString()).isEqualTo(urn);
            assertThat(steps.path("deleted").path("httpStatusCode").intValue()).isEqualTo(204);
            assertThat(steps.path("gone").path("code").asString()).isEqualTo("FSS.1051");
        }
    }
}
