package funcgraph.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.engine.iam.Proof;
import funcgraph.engine.iam.Scope;
import funcgraph.http.auth.Authentication.Authenticated;
import funcgraph.http.auth.Authentication.Unauthenticated;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {

    private final IdentityFixture fixture = new IdentityFixture(Instant.parse("2026-11-24T08:45:52Z"));
    private final String token = fixture.tokens
            .issue(
                    fixture.identities.userNamed("user").orElseThrow(),
                    new Scope.OneProject(IdentityFixture.PROJECT),
                    List.of("password"))
            .text();

    @Test
    void a_token_names_its_user_and_project() {
        var caller = ((Authenticated) check(Map.of("x-auth-token", token))).caller();
        assertThat(caller.userName()).isEqualTo("user");
        assertThat(caller.project()).contains(IdentityFixture.PROJECT);
        assertThat(caller.proof()).isEqualTo(Proof.TOKEN);
    }

    @Test
    void an_authorization_meant_for_somebody_else_does_not_hide_a_token() {
        assertThat(check(Map.of("x-auth-token", token, "authorization", "Bearer of-the-function")))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void an_expired_token_is_refused() {
        fixture.clock.advance(Duration.ofHours(24));
        assertThat(message(Map.of("x-auth-token", token))).contains("expired");
    }

    @Test
    void a_request_without_any_proof_is_told_what_is_missing() {
        assertThat(message(Map.of()))
                .isEqualTo("Incorrect IAM authentication information: neither X-Auth-Token nor Authorization is in"
                        + " the request");
        assertThat(message(Map.of("x-auth-token", " "))).contains("neither");
    }

    @Test
    void what_was_sent_is_not_repeated() {
        assertThat(message(Map.of("x-auth-token", "some-secret"))).doesNotContain("some-secret");
        assertThat(message(Map.of("authorization", "Basic some-secret"))).doesNotContain("some-secret");
    }

    @Test
    void the_body_is_not_touched() {
        var body = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
        var recorded = RecordedRequest.read("java-list-functions");
        var request = new RequestFacts("GET", recorded.path, recorded.query, recorded.headers::get, body);
        assertThat(fixture.authenticator.authenticate(request)).isInstanceOf(Unauthenticated.class);
        assertThat(body.position()).isEqualTo(1);
    }

    private Authentication check(Map<String, String> headers) {
        return fixture.authenticator.authenticate(
                new RequestFacts("GET", "/v3/projects", "", headers::get, ByteBuffer.allocate(0)));
    }

    private String message(Map<String, String> headers) {
        return ((Unauthenticated) check(headers)).message();
    }
}
