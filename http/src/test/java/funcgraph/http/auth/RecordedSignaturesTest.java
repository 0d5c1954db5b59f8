package funcgraph.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.engine.iam.Scope;
import funcgraph.http.auth.Authentication.Authenticated;
import funcgraph.http.auth.Authentication.Unauthenticated;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the official SDKs really sent, and each way in which it may be altered on the way. */
class RecordedSignaturesTest {

    private final IdentityFixture fixture = new IdentityFixture(Instant.parse("2026-11-24T08:47:00Z"));

    static List<String> recordings() {
        return RecordedRequest.NAMES;
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void the_signature_of_an_official_sdk_is_right(String name) {
        assertThat(check(RecordedRequest.read(name))).isInstanceOf(Authenticated.class);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void another_method_is_noticed(String name) {
        var request = RecordedRequest.read(name);
        request.method = request.method.equals("PATCH") ? "GET" : "PATCH";
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_altered_byte_of_the_path_is_noticed(String name) {
        var original = RecordedRequest.read(name).path;
        for (int i = 0; i < original.length(); i++) {
            var request = RecordedRequest.read(name);
            request.path = altered(original, i);
            assertThat(check(request)).as(request.path).isInstanceOf(Unauthenticated.class);
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_altered_byte_of_the_query_is_noticed(String name) {
        var original = RecordedRequest.read(name).query;
        for (int i = 0; i < original.length(); i++) {
            var request = RecordedRequest.read(name);
            request.query = altered(original, i);
            assertThat(check(request)).as(request.query).isInstanceOf(Unauthenticated.class);
        }
        var request = RecordedRequest.read(name);
        request.query = original.isEmpty() ? "a=1" : original + "&a=1";
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_altered_byte_of_a_signed_header_is_noticed(String name) {
        for (var header : RecordedRequest.read(name).signedHeaders()) {
            var original = RecordedRequest.read(name).headers.get(header);
            for (int i = 0; i < original.length(); i++) {
                var request = RecordedRequest.read(name);
                request.headers.put(header, altered(original, i));
                assertThat(check(request)).as("%s at %d", header, i).isInstanceOf(Unauthenticated.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_signed_header_must_be_there(String name) {
        for (var header : RecordedRequest.read(name).signedHeaders()) {
            var request = RecordedRequest.read(name);
            request.headers.remove(header);
            assertThat(reason(check(request))).containsIgnoringCase(header);
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_altered_byte_of_the_body_is_noticed(String name) {
        int length = RecordedRequest.read(name).body.length;
        for (int i = 0; i < length; i++) {
            var request = RecordedRequest.read(name);
            request.body[i] ^= 1;
            assertThat(check(request)).as("byte %d", i).isInstanceOf(Unauthenticated.class);
        }
        var request = RecordedRequest.read(name);
        request.body = Arrays.copyOf(request.body, length + 1);
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_altered_character_of_the_authorization_is_noticed(String name) {
        var original = RecordedRequest.read(name).headers.get("authorization");
        for (int i = 0; i < original.length(); i++) {
            if (original.charAt(i) != ' ') {
                var request = RecordedRequest.read(name);
                request.headers.put("authorization", altered(original, i));
                assertThat(check(request))
                        .as(request.headers.get("authorization"))
                        .isInstanceOf(Unauthenticated.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void headers_that_are_not_signed_do_not_matter(String name) {
        var request = RecordedRequest.read(name);
        var signed = request.signedHeaders();
        request.headers.keySet().removeIf(header -> !signed.contains(header) && !header.equals("authorization"));
        request.headers.put("x-forwarded-for", "192.0.2.1");
        assertThat(check(request)).isInstanceOf(Authenticated.class);
    }

    @Test
    void a_proxy_may_encode_the_path() {
        var request = RecordedRequest.read("java-show-function-config-of-an-alias");
        request.path = request.path.replace(":", "%3A").replace("!", "%21");
        assertThat(check(request)).isInstanceOf(Authenticated.class);
        request.path = request.path.replace("%3A", "%3a");
        assertThat(check(request)).isInstanceOf(Authenticated.class);
    }

    @Test
    void the_order_of_the_query_does_not_matter() {
        var request = RecordedRequest.read("java-list-functions");
        request.query = "marker=0&maxitems=400";
        assertThat(check(request)).isInstanceOf(Authenticated.class);
        request.query = "&&marker=%30&maxitems=400";
        assertThat(check(request)).isInstanceOf(Authenticated.class);
        request.query = "marker=0&maxitems=400&marker=0";
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void fifteen_minutes_are_near_enough_and_a_second_more_is_not() {
        var request = RecordedRequest.read("java-list-functions");
        var signedAt = Instant.parse("2026-11-24T08:45:52Z");
        for (var skew : List.of(Duration.ofMinutes(15), Duration.ofMinutes(-15))) {
            fixture.clock.set(signedAt.plus(skew));
            assertThat(check(request)).isInstanceOf(Authenticated.class);
            fixture.clock.set(signedAt.plus(skew).plusSeconds(skew.isPositive() ? 1 : -1));
            assertThat(reason(check(request))).contains("more than 15 minutes");
        }
    }

    @Test
    void a_signature_that_fails_is_not_made_good_by_a_token() {
        var request = RecordedRequest.read("java-list-functions");
        var user = fixture.identities.userNamed("user").orElseThrow();
        var token = fixture.tokens.issue(user, new Scope.WholeDomain(), List.of("password"));
        request.headers.put("x-auth-token", token.text());
        request.query = "";
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    private Authentication check(RecordedRequest request) {
        return fixture.authenticator.authenticate(request.facts());
    }

    private static String reason(Authentication authentication) {
        assertThat(authentication).isInstanceOf(Unauthenticated.class);
        return ((Unauthenticated) authentication).message();
    }

    /** The text with the lowest bit of one character the other way round. */
    private static String altered(String text, int at) {
        return text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
    }
}
