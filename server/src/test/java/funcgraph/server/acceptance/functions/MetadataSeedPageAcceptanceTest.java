package funcgraph.server.acceptance.functions;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The seed page's own example, to the byte, in both profiles. */
class MetadataSeedPageAcceptanceTest {

    private static final String PROJECT = "7aad83af3e8d42e99ac194e8419e2c9b";
    private static final String URN = "urn:fss:cn-north-1:" + PROJECT + ":function:default:test";

    /** The keys of the page's answer, in its order. */
    private static final List<String> KEYS = List.of(
            "func_urn",
            "func_name",
            "user_domain",
            "namespace",
            "project_name",
            "package",
            "runtime",
            "timeout",
            "handler",
            "memory_size",
            "cpu",
            "code_type",
            "code_url",
            "code_filename",
            "code_size",
            "user_data",
            "digest",
            "version",
            "image_name",
            "xrole",
            "app_xrole",
            "dependency_pkg",
            "description",
            "version_description",
            "last_modified",
            "func_code",
            "func_vpc",
            "depend_list",
            "strategy_config",
            "extend_config",
            "dependencies",
            "initializer_handler",
            "initializer_timeout");

    private static final Map<Profile, PackagedServer> SERVERS = new HashMap<>();

    enum Profile {
        CURRENT("current"),
        SEED_2019("2019");

        private final String flag;

        Profile(String flag) {
            this.flag = flag;
        }
    }

    @BeforeAll
    static void start() {
        for (var profile : Profile.values()) {
            SERVERS.put(
                    profile,
                    PackagedServer.prepare()
                            .flags("--api-profile", profile.flag)
                            .config("""
                                    api:
                                      region: cn-north-1
                                      project_id: %s
                                      project_name: cn-north-1
                                      domain_name: cff01_hk
                                    """.formatted(PROJECT))
                            .start());
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(PackagedServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void the_pages_example_changes_the_function_and_it_still_runs(Profile profile) {
        var api = Api.of(SERVERS.get(profile));
        var example = example();
        var created = createTest(api);
        assertThat(api.projectId()).isEqualTo(PROJECT);

        var put = api.updateConfig(URN + ":latest", Map.of(), example).ok();

        var answer = put.json();
        assertThat(answer.path("description").asString()).isEmpty();
        assertThat(answer.path("handler").asString()).isEqualTo("test.handler");
        assertThat(answer.path("memory_size").asInt()).isEqualTo(128);
        assertThat(answer.path("cpu").asInt()).isEqualTo(300);
        assertThat(answer.path("timeout").asInt()).isEqualTo(3);
        assertThat(answer.path("runtime").asString()).isEqualTo("Python3.9");
        assertThat(answer.path("user_data").asString()).isEmpty();
        assertThat(answer.path("xrole").asString()).isEqualTo("cffservice");
        assertThat(answer.path("digest")).isEqualTo(created.path("digest"));
        assertThat(answer.path("image_name")).isNotEqualTo(created.path("image_name"));
        var shown = api.config("test").ok();
        assertThat(shown.body()).isEqualTo(put.body());
        assertThat(shown.header("ETag")).isEqualTo(put.header("ETag")).matches("\"\\d+\"");
        assertThat(api.invoke("test", "{\"a\": 1}").ok().text()).isEqualTo("\"Hello message: {\\\"a\\\": 1}\"");
        api.delete(URN).gone();
    }

    @ParameterizedTest
    @EnumSource
    void the_answer_has_the_33_keys_in_the_pages_order(Profile profile) {
        var api = Api.of(SERVERS.get(profile));
        createTest(api);

        var answer = api.updateConfig("test", Map.of(), example()).ok().json();

        var keys = List.copyOf(answer.propertyNames());
        assertThat(KEYS).hasSize(33);
        switch (profile) {
            case SEED_2019 -> {
                assertThat(keys).isEqualTo(KEYS);
                assertThat(answer.path("func_urn").asString()).isEqualTo(URN);
                assertThat(answer.path("app_xrole").isNull()).isTrue();
                assertThat(answer.path("strategy_config")).isEqualTo(Api.json("{\"concurrency\": -1}"));
            }
            case CURRENT -> {
                assertThat(keys.subList(0, KEYS.size())).isEqualTo(KEYS);
                assertThat(answer.path("func_urn").asString()).isEqualTo(URN + ":latest");
                assertThat(answer.path("app_xrole").asString()).isEqualTo("cffservice");
                assertThat(answer.path("domain_id").asString()).isNotEmpty();
                assertThat(answer.path("enterprise_project_id").asString()).isEqualTo("0");
            }
        }
        assertUnsetFieldsAreAsOnThePage(answer);
        assertThat(Duration.between(
                        OffsetDateTime.parse(answer.path("last_modified").asString())
                                .toInstant(),
                        Instant.now()))
                .isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(30));
        api.delete("test").gone();
    }

    private static void assertUnsetFieldsAreAsOnThePage(JsonNode answer) {
        assertThat(answer.path("user_domain").asString()).isEqualTo("cff01_hk");
        assertThat(answer.path("namespace").asString()).isEqualTo(PROJECT);
        assertThat(answer.path("project_name").asString()).isEqualTo("cn-north-1");
        assertThat(answer.path("package").asString()).isEqualTo("default");
        assertThat(answer.path("code_type").asString()).isEqualTo("inline");
        assertThat(answer.path("code_filename").asString()).isEqualTo("index.py");
        assertThat(answer.path("version").asString()).isEqualTo("latest");
        assertThat(answer.path("func_code")).isEqualTo(Api.json("{\"file\": \"\", \"link\": \"\"}"));
        assertThat(answer.path("strategy_config").path("concurrency").asInt()).isEqualTo(-1);
        assertThat(answer.path("initializer_timeout").asInt(-1)).isZero();
        for (var empty :
                List.of("code_url", "dependency_pkg", "version_description", "extend_config", "initializer_handler")) {
            assertThat(answer.path(empty).asString("?")).as(empty).isEmpty();
        }
        for (var absent : List.of("func_vpc", "depend_list", "dependencies")) {
            assertThat(answer.path(absent).isNull()).as(absent).isTrue();
        }
    }

    /** The function of the example, with the example's code. */
    private static JsonNode createTest(Api api) {
        var body = Sample.metadata("test", "Python3.9", "test.handler").put("description", "111");
        body.put("code_type", "inline")
                .set(
                        "func_code",
                        Api.json(new String(example(), java.nio.charset.StandardCharsets.UTF_8))
                                .path("func_code"));
        return api.create(body).ok().json();
    }

    private static byte[] example() {
        try (var file = MetadataSeedPageAcceptanceTest.class.getResourceAsStream("seed-request.json")) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
