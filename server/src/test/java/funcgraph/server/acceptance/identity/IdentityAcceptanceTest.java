package funcgraph.server.acceptance.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Proof;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who one is: tokens, signatures, temporary keys and the identity calls (functiongraph-api 6). */
class IdentityAcceptanceTest {

    private static final String MINE = "project-1";

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare()
                .flags("--log.level", "debug")
                .config("""
                        api: {project_id: project-1, project_name: cn-north-1}
                        projects: [{id: project-2, name: second}]
                        users:
                        - {name: reader, password: %s, access_key: access-reader, secret_key: %s, projects: [second,
                           project-1], actions: ['FunctionGraph:function:get*']}
                        """.formatted(SignIn.password("reader"), SignIn.secretKey("reader")))
                .start();
        api = Api.of(server);
        api.create(Sample.python("f")).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_signed_request_is_changed_for_a_token_whose_calls_need_no_key() {
        var body = "{\"auth\":{\"identity\":{\"methods\":[\"signature\"]},\"scope\":{\"project\":{\"id\":\"%s\"}}}}"
                .formatted(MINE)
                .getBytes(UTF_8);
        var keys = new Proof.Keys("access-reader", SignIn.secretKey("reader"));
        var answer = api.as(keys).send("POST", "/v3/auth/tokens", Map.of(), body);

        assertThat(answer.status()).as(answer::text).isEqualTo(201);
        var byToken = api.as(new Proof.Token(answer.header("X-Subject-Token")));
        byToken.config("f").ok();
        assertThat(byToken.updateConfig("f", "{\"timeout\": 6}").status()).isEqualTo(403);
        var wrong = new Proof.Keys("access-reader", "of somebody else");
        assertThat(api.as(wrong).send("POST", "/v3/auth/tokens", Map.of(), body).status())
                .isEqualTo(401);
        assertThat(api.as(Proof.NONE)
                        .send("POST", "/v3/auth/tokens", Map.of(), body)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void the_first_user_signs_in_with_the_password_of_the_credentials_file() {
        var known = server.credentials();
        assertThat(known.propertyNames())
                .containsExactly(
                        "endpoint",
                        "region",
                        "project_id",
                        "project_name",
                        "domain_id",
                        "domain_name",
                        "user_name",
                        "password",
                        "access_key",
                        "secret_key");
        var answer = SignIn.issue(
                api,
                SignIn.request(
                        known.path("user_name").asString(),
                        known.path("password").asString(),
                        MINE));

        assertThat(answer.status()).isEqualTo(201);
        var token = answer.json().path("token");
        assertThat(token.path("project").path("name").asString()).isEqualTo("cn-north-1");
        assertThat(token.path("user").path("name")).isEqualTo(known.path("user_name"));
        assertThat(Duration.between(
                        Instant.parse(token.path("issued_at").asString()),
                        Instant.parse(token.path("expires_at").asString())))
                .isEqualTo(Duration.ofHours(24));
        assertThat(answer.text()).doesNotContain(known.path("password").asString());
        var byToken = api.as(new Proof.Token(answer.header("X-Subject-Token")));
        byToken.config("f").ok();
        byToken.updateConfig("f", "{\"timeout\": 6}").ok();
    }

    @Test
    void a_wrong_password_is_401_without_a_hint_which_half_was_wrong() {
        var wrong = SignIn.issue(api, SignIn.request("reader", "not-it", MINE));
        var unknown = SignIn.issue(api, SignIn.request("nobody", "not-it", MINE));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).isEqualTo(unknown.text()).doesNotContain("not-it");
        assertThat(wrong.json().path("error").path("code").asInt()).isEqualTo(401);
    }

    @Test
    void bad_sign_in_bodies_are_4xx_and_their_password_is_not_repeated() {
        for (var body : List.of(
                "",
                "[]",
                "{}",
                "{\"auth\": null}",
                "{\"auth\": {\"identity\": {\"methods\": [null]}}}",
                "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": \"hunter2\"}}}",
                "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"name\": \"reader\","
                        + " \"password\": {\"hunter2\": 1}}}}}}",
                "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"name\": \"reader\","
                        + " \"password\": \"hunter2\"")) {
            var answer = api.as(Proof.NONE).send("POST", "/v3/auth/tokens", Map.of(), body.getBytes(UTF_8));
            assertThat(answer.status()).as(body + answer.text()).isEqualTo(400);
            assertThat(answer.json().path("error").path("code").asInt()).isEqualTo(400);
            assertThat(answer.text()).doesNotContain("hunter2", "Exception", "funcgraph.", "java.");
        }
    }

    @Test
    void an_altered_token_is_refused() {
        var token = SignIn.token(server, "reader", MINE).text();
        api.as(new Proof.Token(token)).config("f").ok();
        for (int at : List.of(0, token.length() / 2, token.length() - 5)) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            var altered = token.substring(0, at) + other + token.substring(at + 1);
            api.as(new Proof.Token(altered)).config("f").refused(401, "FSS.0401");
        }
        api.as(new Proof.Token("")).config("f").refused(401, "FSS.0401");
    }

    @Test
    void any_altered_byte_of_a_signed_request_is_refused() {
        var keys = new Proof.Keys("access-reader", SignIn.secretKey("reader"));
        var path = api.functions() + "/f/config";
        var request = new Proof.Request("GET", path, "", server.endpoint().getRawAuthority(), new byte[0]);
        var signed = keys.signed(Instant.now(), request, Map.of("x-project-id", MINE));
        var plain = api.as(Proof.NONE);
        plain.send("GET", path, signed, new byte[0]).ok();

        plain.send("GET", path + "?a=b", signed, new byte[0]).refused(401, "FSS.0401");
        plain.send("GET", path, signed, "x".getBytes(UTF_8)).refused(401, "FSS.0401");
        plain.send("GET", api.functions() + "/g/config", signed, new byte[0]).refused(401, "FSS.0401");
        plain.send("PUT", path, signed, new byte[0]).refused(401, "FSS.0401");
        plain.send("GET", path, with(signed, "x-project-id", "other"), new byte[0])
                .refused(401, "FSS.0401");
        var authorization = signed.get("Authorization");
        var last = authorization.charAt(authorization.length() - 1) == '0' ? "1" : "0";
        for (var wrong : List.of(
                authorization.substring(0, authorization.length() - 1) + last,
                authorization.replace("access-reader", "access-other"),
                authorization.replace("x-project-id;", ""),
                "SDK-HMAC-SHA256",
                "SDK-HMAC-SHA256 Access=access-reader",
                "Basic eDp5",
                "")) {
            plain.send("GET", path, with(signed, "Authorization", wrong), new byte[0])
                    .refused(401, "FSS.0401");
        }
    }

    @Test
    void a_signature_holds_for_15_minutes_before_and_after() {
        var keys = new Proof.Keys("access-reader", SignIn.secretKey("reader"));
        var path = api.functions() + "/f/config";
        var request = new Proof.Request("GET", path, "", server.endpoint().getRawAuthority(), new byte[0]);
        for (var seconds : Map.of(-840, 200, 840, 200, -960, 401, 960, 401).entrySet()) {
            var headers = keys.signed(Instant.now().plusSeconds(seconds.getKey()), request, Map.of());
            var answer = api.as(Proof.NONE).send("GET", path, headers, new byte[0]);
            assertThat(answer.status()).as(seconds.getKey() + " s").isEqualTo(seconds.getValue());
        }
    }

    @Test
    void temporary_keys_do_what_their_user_may_and_need_their_token() {
        var temporary = SignIn.temporaryKeys(server, SignIn.token(server, "reader", MINE));

        api.as(temporary).config("f").ok();
        api.as(temporary).updateConfig("f", "{}").refused(403, "FSS.0403");
        api.as(temporary.keys()).config("f").refused(401, "FSS.0401");
        api.as(new Proof.TemporaryKeys(temporary.keys(), temporary.securityToken() + "x"))
                .config("f")
                .refused(401, "FSS.0401");
    }

    @Test
    void the_identity_calls_of_the_sdks_are_answered() {
        var reader = api.as(new Proof.Keys("access-reader", SignIn.secretKey("reader")));
        var projects = get(reader, "/v3/projects?name=cn-north-1").path("projects");
        assertThat(projects).hasSize(1);
        assertThat(projects.get(0).path("id").asString()).isEqualTo(MINE);
        assertThat(get(reader, "/v3/projects").path("projects")).hasSize(2);
        assertThat(get(reader, "/v3/auth/projects").path("projects")).hasSize(2);
        assertThat(get(reader, "/v3/projects?name=elsewhere").path("projects")).isEmpty();
        assertThat(get(reader, "/v3/auth/domains").path("domains")).hasSize(1);
        assertThat(get(reader, "/v3/auth/catalog").path("catalog")).isNotEmpty();
        assertThat(get(reader, "/v3/regions").path("regions")).isNotEmpty();
        get(api.as(Proof.NONE), "/v3");
        for (var path : List.of("/v3/projects", "/v3/auth/domains", "/v3/auth/catalog", "/v3/auth/tokens")) {
            assertThat(api.as(Proof.NONE)
                            .send("GET", path, Map.of(), new byte[0])
                            .status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void a_user_may_what_the_file_says() {
        var reader = api.as(new Proof.Keys("access-reader", SignIn.secretKey("reader")));
        reader.config("f").ok();
        reader.code("f").ok();
        assertThat(reader.updateConfig("f", "{}").refused(403, "FSS.0403").message())
                .contains("reader", "FunctionGraph:function:updateConfig");
        reader.list("").refused(403, "FSS.0403");
        reader.invoke("f", "{}").refused(403, "FSS.0403");
        reader.in("project-2").config("f").refused(404, "FSS.1051");
    }

    @Test
    void no_secret_is_in_an_answer_or_in_the_log() {
        var known = server.credentials();
        var secrets = List.of(
                known.path("password").asString(),
                known.path("secret_key").asString(),
                SignIn.password("reader"),
                SignIn.secretKey("reader"));
        var token = SignIn.token(server, "reader", MINE);
        var answers = new ArrayList<Reply>();
        answers.add(api.config("f"));
        answers.add(api.list(""));
        answers.add(SignIn.issue(api, SignIn.request("reader", SignIn.password("reader"), MINE)));
        for (var path : List.of("/v3/projects", "/v3/auth/domains", "/v3/auth/catalog", "/v3/regions", "/v3")) {
            answers.add(api.send("GET", path, Map.of(), new byte[0]));
        }
        answers.add(api.send("GET", "/v3/auth/tokens", Map.of("X-Subject-Token", "x"), new byte[0]));
        answers.add(api.as(new Proof.Keys("access-reader", "wrong")).config("f"));

        for (var secret : secrets) {
            assertThat(answers).noneMatch(answer -> answer.text().contains(secret));
            assertThat(server.log()).noneMatch(line -> line.contains(secret));
            assertThat(server.output()).noneMatch(line -> line.contains(secret));
        }
        assertThat(server.log()).noneMatch(line -> line.contains(token.text()));
    }

    private static tools.jackson.databind.JsonNode get(Api api, String target) {
        return api.send("GET", target, Map.of(), new byte[0]).ok().json();
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }
}
