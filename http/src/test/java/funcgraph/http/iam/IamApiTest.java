package funcgraph.http.iam;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.engine.iam.Caller;
import funcgraph.engine.iam.KeyLookup;
import funcgraph.engine.iam.Proof;
import funcgraph.engine.iam.Scope;
import funcgraph.engine.iam.TokenCheck;
import funcgraph.http.auth.Authentication;
import funcgraph.http.auth.IdentityFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IamApiTest {

    private static final String ORIGIN = "http://127.0.0.1:8080";
    private static final JsonMapper JSON = new JsonMapper();

    private final IdentityFixture fixture = new IdentityFixture(Instant.parse("2026-11-24T08:45:52Z"));
    private final IamApi iam = new IamApi(fixture.identities, fixture.tokens, fixture.temporaryKeys, fixture.passwords);

    @Test
    void a_password_gets_a_token_of_the_project() {
        var answer = signIn("user", "right horse", "{\"project\":{\"name\":\"local\"}}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
        var caller = caller(answer.headers().get("X-Subject-Token"));
        assertThat(caller.project()).contains(IdentityFixture.PROJECT);
        assertThat(json(answer)).isEqualTo(JSON.readTree("""
                                {"token":{"issued_at":"2026-11-24T08:45:52.000000Z",
                                "expires_at":"2026-11-25T08:45:52.000000Z",
                                "methods":["password"],
                                "project":{"id":"7aad83af3e8d42e99ac194e8419e2c9b","name":"local",
                                  "domain":{"id":"d1","name":"example"}},
                                "user":{"id":"%s","name":"user","domain":{"id":"d1","name":"example"}},
                                "roles":[]}}""".formatted(caller.userId())));
    }

    @Test
    void the_catalog_says_where_the_functions_are() {
        var body = "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"user\","
                + "\"password\":\"right horse\"}}},\"scope\":{\"project\":{\"name\":\"local\"}}}}";
        var catalog = json(iam.issueToken(null, bytes(body), true, ORIGIN)).at("/token/catalog");
        assertThat(catalog.at("/0/type").asString()).isEqualTo("functiongraph");
        var endpoint = catalog.at("/0/endpoints/0");
        assertThat(endpoint.at("/interface").asString()).isEqualTo("public");
        assertThat(endpoint.at("/region").asString()).isEqualTo("local");
        assertThat(endpoint.at("/region_id").asString()).isEqualTo("local");
        assertThat(endpoint.at("/url").asString()).isEqualTo(ORIGIN + "/v2/7aad83af3e8d42e99ac194e8419e2c9b");
        assertThat(catalog.at("/1/endpoints/0/url").asString()).isEqualTo(ORIGIN + "/v3");
    }

    @Test
    void a_project_may_be_named_by_id_and_a_domain_is_another_scope() {
        assertThat(caller(token("both", "two", "{\"project\":{\"id\":\"p2\"}}")).project())
                .contains(IdentityFixture.SECOND);
        var whole = signIn("both", "two", "{\"domain\":{\"name\":\"example\"}}");
        assertThat(caller(whole.headers().get("X-Subject-Token")).scope()).isEqualTo(new Scope.WholeDomain());
        assertThat(json(whole).at("/token/domain/id").asString()).isEqualTo("d1");
        assertThat(json(whole).at("/token").has("project")).isFalse();
        assertThat(caller(token("both", "two", "{}")).scope()).isEqualTo(new Scope.WholeDomain());
    }

    @Test
    void a_foreign_project_and_one_that_does_not_exist_get_the_same_refusal() {
        var foreign = signIn("user", "right horse", "{\"project\":{\"name\":\"second\"}}");
        var missing = signIn("user", "right horse", "{\"project\":{\"name\":\"nowhere\"}}");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(json(foreign)).isEqualTo(json(missing));
    }

    @Test
    void a_wrong_password_an_unknown_user_and_a_foreign_domain_get_the_same_refusal() {
        var wrong = signIn("user", "wrong", "{}");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(json(wrong))
                .isEqualTo(JSON.readTree("{\"error\":{\"code\":401,\"message\":\"The user name or password is"
                        + " wrong.\",\"title\":\"Unauthorized\"}}"))
                .isEqualTo(json(signIn("nobody", "wrong", "{}")));
        var foreign = iam.issueToken(
                null,
                bytes("{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"user\","
                        + "\"password\":\"right horse\",\"domain\":{\"name\":\"other\"}}}}}}"),
                false,
                ORIGIN);
        assertThat(json(foreign)).isEqualTo(json(wrong));
    }

    @Test
    void a_user_may_be_named_by_id() {
        var id = fixture.identities.userNamed("user").orElseThrow().id();
        var body = "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":\"" + id
                + "\",\"password\":\"right horse\"}}}}}";
        assertThat(iam.issueToken(null, bytes(body), false, ORIGIN).status()).isEqualTo(201);
    }

    @Test
    void who_guesses_passwords_is_told_to_wait() {
        for (int i = 0; i < 10; i++) {
            assertThat(signIn("user", "guess" + i, "{}").status()).isEqualTo(401);
        }
        var refused = signIn("user", "right horse", "{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("Retry-After", "6");
        assertThat(json(refused).at("/error/title").asString()).isEqualTo("Too Many Requests");
        fixture.clock.advance(Duration.ofSeconds(6));
        assertThat(signIn("user", "right horse", "{}").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{\"auth\":null}",
                "{\"auth\":[]}",
                "{\"auth\":{\"identity\":{}}}",
                "{\"auth\":{\"identity\":{\"methods\":[]}}}",
                "{\"auth\":{\"identity\":{\"methods\":[null]}}}",
                "{\"auth\":{\"identity\":{\"methods\":\"password\"}}}",
                "{\"auth\":{\"identity\":{\"methods\":[\"assume_role\"]}}}",
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"]}}}",
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"user\"}}}}}",
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"password\":\"s3cret\"}}}}}",
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"user\",\"password\":17353}}}}}",
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"user\",\"name\":\"s3cret\"}}}}}",
                "{\"auth\":{\"identity\":{\"methods\":[\"token\"],\"token\":{}}}}",
                "{\"auth\":{}} trailing"
            })
    void a_body_of_another_form_is_a_400_that_repeats_nothing_of_it(String body) {
        var answer = iam.issueToken(null, bytes(body), false, ORIGIN);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).at("/error/code").asInt()).isEqualTo(400);
        assertThat(json(answer).at("/error/message").asString())
                .isNotBlank()
                .doesNotContain("s3cret", "17353", "tools.jackson");
    }

    @Test
    void bodies_that_are_huge_or_deep_or_no_text_are_refused() {
        assertThat(iam.issueToken(null, new byte[64 * 1024 + 1], false, ORIGIN).status())
                .isEqualTo(413);
        assertThat(iam.issueToken(null, bytes("{\"a\":".repeat(10_000)), false, ORIGIN)
                        .status())
                .isEqualTo(400);
        assertThat(iam.issueToken(null, new byte[] {(byte) 0xff, 0, 1}, false, ORIGIN)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_token_can_be_changed_for_one_with_another_scope() {
        var whole = token("both", "two", "{}");
        fixture.clock.advance(Duration.ofHours(1));
        var body = "{\"auth\":{\"identity\":{\"methods\":[\"token\"],\"token\":{\"id\":\"" + whole
                + "\"}},\"scope\":{\"project\":{\"name\":\"second\"}}}}";
        var answer = iam.issueToken(null, bytes(body), false, ORIGIN);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(json(answer).at("/token/project/id").asString()).isEqualTo("p2");
        assertThat(json(answer).at("/token/expires_at").asString()).isEqualTo("2026-11-25T08:45:52.000000Z");
        assertThat(iam.issueToken(null, bytes(body.replace(whole, whole + "x")), false, ORIGIN)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_signed_request_gets_a_token_and_only_permanent_keys_can_sign_for_one() {
        var body = bytes(
                "{\"auth\":{\"identity\":{\"methods\":[\"signature\"]},\"scope\":{\"project\":{\"id\":\"p2\"}}}}");
        var answer = iam.issueToken(signer("both"), body, false, ORIGIN);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(json(answer).at("/token/methods/0").asString()).isEqualTo("signature");
        assertThat(json(answer).at("/token/expires_at").asString()).isEqualTo("2026-11-25T08:45:52.000000Z");
        assertThat(caller(answer.headers().get("X-Subject-Token")).project()).contains(IdentityFixture.SECOND);
        assertThat(iam.issueToken(signer("user"), body, false, ORIGIN).status()).isEqualTo(403);
        assertThat(iam.issueToken(null, body, false, ORIGIN).status()).isEqualTo(401);
        for (var proof : List.of(Proof.TEMPORARY_KEYS, Proof.TOKEN)) {
            assertThat(iam.issueToken(provenBy(proof, signer("both")), body, false, ORIGIN)
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_token_shows_what_it_says_to_its_own_user_only() {
        var token = token("user", "right horse", "{}");
        var answer = iam.showToken(signer("user"), token, true, ORIGIN);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).at("/token/user/name").asString()).isEqualTo("user");
        assertThat(iam.showToken(signer("both"), token, true, ORIGIN).status()).isEqualTo(404);
        assertThat(iam.showToken(signer("user"), null, true, ORIGIN).status()).isEqualTo(400);
    }

    @Test
    void the_region_finds_exactly_one_project_for_the_sdks() {
        var answer = json(iam.listProjects(signer("both"), "local", ORIGIN));
        assertThat(answer)
                .isEqualTo(JSON.readTree("{\"projects\":[{\"id\":\"7aad83af3e8d42e99ac194e8419e2c9b\","
                        + "\"name\":\"local\",\"domain_id\":\"d1\",\"parent_id\":\"d1\",\"enabled\":true,"
                        + "\"is_domain\":false,\"description\":\"\",\"links\":{\"self\":"
                        + "\"http://127.0.0.1:8080/v3/projects/7aad83af3e8d42e99ac194e8419e2c9b\"}}],"
                        + "\"links\":{\"self\":\"http://127.0.0.1:8080/v3/projects\"}}"));
        assertThat(json(iam.listProjects(signer("both"), "nowhere", ORIGIN))
                        .at("/projects")
                        .size())
                .isZero();
    }

    @Test
    void a_caller_sees_its_own_projects_only() {
        assertThat(json(iam.listProjects(signer("user"), null, ORIGIN))
                        .at("/projects")
                        .size())
                .isEqualTo(1);
        assertThat(json(iam.authProjects(signer("both"), ORIGIN))
                        .at("/projects")
                        .size())
                .isEqualTo(2);
        assertThat(iam.showProject(signer("user"), "p2", ORIGIN).status()).isEqualTo(404);
        assertThat(iam.showProject(signer("both"), "p2", ORIGIN).status()).isEqualTo(200);
        assertThat(json(iam.listProjects(signer("user"), "second", ORIGIN))
                        .at("/projects")
                        .size())
                .isZero();
    }

    @Test
    void domains_regions_version_and_catalog_answer() {
        assertThat(json(iam.listDomains(signer("user"), ORIGIN))
                        .at("/domains/0/id")
                        .asString())
                .isEqualTo("d1");
        assertThat(json(iam.regions(ORIGIN)).at("/regions/0/id").asString()).isEqualTo("local");
        assertThat(json(iam.version(ORIGIN)).at("/version/links/0/href").asString())
                .isEqualTo(ORIGIN + "/v3/");
        assertThat(json(iam.version(ORIGIN)).at("/version/media-types/0/base").asString())
                .isEqualTo("application/json");
        assertThat(json(iam.catalog(signer("user"), ORIGIN)).at("/catalog").size())
                .isEqualTo(2);
    }

    @Test
    void a_token_gets_temporary_keys_that_verify() {
        var token = token("user", "right horse", "{\"project\":{\"name\":\"local\"}}");
        var body = "{\"auth\":{\"identity\":{\"methods\":[\"token\"],\"token\":{\"id\":\"" + token
                + "\",\"duration_seconds\":3600}}}}";
        var answer = iam.temporaryKeys(null, bytes(body));
        assertThat(answer.status()).isEqualTo(201);
        var credential = json(answer).at("/credential");
        assertThat(credential.at("/expires_at").asString()).isEqualTo("2026-11-24T09:45:52.000000Z");
        var found = (KeyLookup.Found) fixture.temporaryKeys.find(
                credential.at("/access").asString(),
                credential.at("/securitytoken").asString());
        assertThat(found.key().getEncoded())
                .isEqualTo(bytes(credential.at("/secret").asString()));
        assertThat(found.caller().project()).contains(IdentityFixture.PROJECT);
    }

    @Test
    void who_sent_the_request_gets_temporary_keys_when_the_body_has_no_token() {
        var answer = iam.temporaryKeys(signer("user"), bytes("{\"auth\":{\"identity\":{\"methods\":[\"token\"]}}}"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(json(answer).at("/credential/expires_at").asString()).isEqualTo("2026-11-24T09:00:52.000000Z");
    }

    @Test
    void temporary_keys_are_not_given_for_too_long_or_narrowed_or_to_their_own_kind_or_to_nobody() {
        assertTemporary(400, signer("user"), "\"token\":{\"duration_seconds\":899}");
        assertTemporary(400, signer("user"), "\"token\":{\"duration_seconds\":86401}");
        assertTemporary(400, signer("user"), "\"token\":{\"duration_seconds\":\"900\"}");
        assertTemporary(400, signer("user"), "\"policy\":{\"Version\":\"1.1\"}");
        assertTemporary(401, null, "\"token\":{}");
        assertTemporary(401, null, "\"token\":{\"id\":\"nonsense\"}");
        assertTemporary(403, provenBy(Proof.TEMPORARY_KEYS, signer("user")), "\"token\":{}");
    }

    @Test
    void a_refusal_before_the_call_has_the_same_form() {
        var answer = IamApi.unauthenticated(new Authentication.Unauthenticated("the token expired"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(json(answer).at("/error/message").asString())
                .isEqualTo("Incorrect IAM authentication information: the token expired");
    }

    private static Caller provenBy(Proof proof, Caller caller) {
        return new Caller(
                caller.userId(),
                caller.userName(),
                caller.domain(),
                caller.projects(),
                caller.scope(),
                caller.actions(),
                proof);
    }

    private void assertTemporary(int status, Caller caller, String more) {
        var body = "{\"auth\":{\"identity\":{\"methods\":[\"token\"]," + more + "}}}";
        assertThat(iam.temporaryKeys(caller, bytes(body)).status()).as(body).isEqualTo(status);
    }

    private IamAnswer signIn(String name, String password, String scope) {
        return iam.issueToken(
                null,
                bytes("{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"name\":\"" + name
                        + "\",\"password\":\"" + password + "\",\"domain\":{\"name\":\"example\"}}}},\"scope\":" + scope
                        + "}}"),
                false,
                ORIGIN);
    }

    private String token(String name, String password, String scope) {
        return signIn(name, password, scope).headers().get("X-Subject-Token");
    }

    private Caller caller(String token) {
        return ((TokenCheck.Good) fixture.tokens.check(token)).token().caller();
    }

    private Caller signer(String name) {
        var user = fixture.identities.userNamed(name).orElseThrow();
        var whole = fixture.tokens
                .issue(user, new Scope.WholeDomain(), List.of("password"))
                .caller();
        return new Caller(
                whole.userId(),
                whole.userName(),
                whole.domain(),
                whole.projects(),
                new Scope.EveryProject(),
                whole.actions(),
                Proof.KEYS);
    }

    private static JsonNode json(IamAnswer answer) {
        return JSON.readTree(answer.body());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
