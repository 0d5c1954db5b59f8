package funcgraph.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.engine.iam.Proof;
import funcgraph.engine.iam.Scope;
import funcgraph.engine.iam.TemporaryKey;
import funcgraph.engine.iam.TemporaryKeys;
import funcgraph.http.auth.Authentication.Authenticated;
import funcgraph.http.auth.Authentication.Unauthenticated;
import funcgraph.http.auth.ReferenceSigner.Parameter;
import funcgraph.http.auth.ReferenceSigner.Unsigned;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdkHmacSha256Test {

    private static final String DATE = "20261124T084552Z";
    private static final String FINE =
            "SDK-HMAC-SHA256 Access=AKLOCAL, SignedHeaders=host;x-sdk-date, Signature=" + "0123456789abcdef".repeat(4);

    private final IdentityFixture fixture = new IdentityFixture(Instant.parse("2026-11-24T08:45:52Z"));

    @Test
    void random_requests_of_an_independent_signer_are_right_and_altered_ones_are_not() {
        var random = new SplittableRandom(20261124);
        for (int i = 0; i < 3000; i++) {
            var unsigned = randomRequest(random);
            var sent = signed(unsigned, "");
            assertThat(check(sent)).as("request %d: %s", i, unsigned).isInstanceOf(Authenticated.class);
            sent.body = sent.body.clone();
            if (sent.body.length > 0) {
                sent.body[random.nextInt(sent.body.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                sent.body = new byte[1];
            }
            assertThat(check(sent)).as("altered request %d: %s", i, unsigned).isInstanceOf(Unauthenticated.class);
        }
    }

    @Test
    void older_node_sdks_sign_the_exclamation_mark_literally() {
        var request = signed(get("urn:fss:x:!dev", Map.of()), "!");
        assertThat(check(request)).isInstanceOf(Authenticated.class);
        request.path = request.path.replace("!", "%21");
        assertThat(check(request)).isInstanceOf(Authenticated.class);
    }

    @Test
    void an_already_encoded_urn_is_signed_with_double_encoding_by_node() {
        assertThat(check(signed(get("urn%3Afss%3Ax", Map.of()), ""))).isInstanceOf(Authenticated.class);
    }

    @Test
    void an_encoded_slash_is_not_a_slash() {
        var request = signed(get("a/b", Map.of()), "");
        request.path = request.path.replace("%2F", "/");
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void a_slash_at_the_end_makes_no_difference() {
        var request = signed(get("projects", Map.of()), "");
        request.path += "/";
        assertThat(check(request)).isInstanceOf(Authenticated.class);
    }

    @Test
    void a_plus_in_the_query_is_a_blank() {
        var unsigned = new Unsigned(
                "GET", List.of("v3"), List.of(new Parameter("name", "a b")), headers(Map.of()), new byte[0]);
        var request = signed(unsigned, "");
        request.query = "name=a+b";
        assertThat(check(request)).isInstanceOf(Authenticated.class);
        request.query = "name=a%2Bb";
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void a_true_payload_hash_is_taken_and_a_false_one_is_not() {
        var hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        var request = signed(post("test", Map.of("x-sdk-content-sha256", hash)), "");
        assertThat(check(request)).isInstanceOf(Authenticated.class);
        request.body = "tests".getBytes(StandardCharsets.UTF_8);
        assertThat(reason(request)).contains("X-Sdk-Content-Sha256 is not the hash of the body");
    }

    @Test
    void the_hash_of_the_original_body_does_not_save_an_altered_one() {
        var request = signed(post("test", Map.of()), "");
        request.body = "tess".getBytes(StandardCharsets.UTF_8);
        request.headers.put("x-sdk-content-sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream, body, true",
        "text/plain, body, true",
        "application/json, body, false",
        "Application/JSON; charset=utf-8, body, false",
        "application/merge-patch+json, body, false",
        "application/json, '', true",
        "'', body, false"
    })
    void only_a_body_that_is_not_json_may_be_unsigned(String contentType, String body, boolean accepted) {
        var unsigned = post(body, Map.of("x-sdk-content-sha256", "UNSIGNED-PAYLOAD", "content-type", contentType));
        assertThat(check(signed(unsigned, "")) instanceof Authenticated).isEqualTo(accepted);
    }

    @Test
    void unsigned_payload_cannot_be_added_by_somebody_else() {
        var request = signed(post("test", Map.of("content-type", "text/plain")), "");
        request.headers.put("x-sdk-content-sha256", "UNSIGNED-PAYLOAD");
        assertThat(check(request)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void header_bytes_beyond_ascii_are_signed_as_they_came() {
        var request = signed(get("x", Map.of("x-note", "中文é")), "");
        request.headers.put("x-note", new String("中文é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        assertThat(check(request)).isInstanceOf(Authenticated.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-24T08:45:52Z",
                "20261124T084552",
                "20261324T084552Z",
                "20261124T250000Z",
                "2026112４T084552Z",
                "",
                "0"
            })
    void other_forms_of_dates_are_refused(String date) {
        var request = signed(get("x", Map.of()), "");
        request.headers.put("x-sdk-date", date);
        assertThat(reason(request)).contains("X-Sdk-Date must be");
    }

    @Test
    void each_flaw_of_the_header_has_its_reason() {
        assertReason(FINE, "the signature does not match the request");
        assertReason(FINE.replace("AKLOCAL", "AKOTHER"), "access key does not exist");
        assertReason(FINE.replace("AKLOCAL", ""), "access key must have");
        assertReason(FINE.replace("Access=AKLOCAL, ", ""), "must have Access=, SignedHeaders= and Signature=");
        assertReason(FINE + ", Access=AKLOCAL", "twice");
        assertReason(FINE + ", Foo=bar", "only");
        assertReason(FINE.replace("host;", ""), "must name host and x-sdk-date");
        assertReason(FINE.replace(";x-sdk-date", ""), "must name host and x-sdk-date");
        assertReason(FINE.replace("host;x-sdk-date", "x-sdk-date;host"), "sorted");
        assertReason(FINE.replace("host;", "Host;"), "lower-case");
        assertReason(FINE.replace("host;", "host;host;"), "each once");
        assertReason(FINE.replace("host;", "host;;"), "each once");
        assertReason(FINE.replace("host;", "host;not-there;"), "not-there is not in");
        assertReason(FINE.replace("0123", "012"), "64 lower-case hex digits");
        assertReason(FINE.replace("abcdef", "ABCDEF"), "64 lower-case hex digits");
        assertReason(FINE.replace("SHA256", "SM3"), "algorithm is not supported");
        assertReason("V11-HMAC-SHA256 Credential=AK/20261124/r/s, Signature=0", "algorithm is not supported");
        assertReason(
                FINE.replace("Access=AKLOCAL", "Credential=AKLOCAL/20190101/r/fgs/sdk_request"),
                "old form with Credential= is not supported");
        assertReason(FINE + " ".repeat(9000), "longer than");
        assertReason("Basic dXNlcjpwYXNz", "must begin with SDK-HMAC-SHA256");
    }

    @Test
    void random_authorization_headers_are_refused_without_a_fault() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 5000; i++) {
            var request = signed(get("x", Map.of()), "");
            var text = new StringBuilder(request.headers.get("authorization"));
            for (int j = 0; j <= random.nextInt(4); j++) {
                text.setCharAt(16 + random.nextInt(text.length() - 16), (char) random.nextInt(0x21, 0x100));
            }
            request.headers.put("authorization", text.toString());
            if (!text.toString().equals(signed(get("x", Map.of()), "").headers.get("authorization"))) {
                assertThat(check(request)).as(text.toString()).isInstanceOf(Unauthenticated.class);
            }
        }
    }

    @Test
    void temporary_keys_sign_with_their_security_token() {
        var pair = temporaryPair();
        var unsigned = get("x", Map.of("x-security-token", pair.securityToken()));
        var request = sent(unsigned, ReferenceSigner.authorization(unsigned, pair.accessKey(), pair.secretKey()));
        var caller = ((Authenticated) check(request)).caller();
        assertThat(caller.userName()).isEqualTo("user");
        assertThat(caller.proof()).isEqualTo(Proof.TEMPORARY_KEYS);
        assertThat(caller.mayActIn(IdentityFixture.PROJECT.id())).isTrue();

        request.headers.put("x-security-token", temporaryPair().securityToken());
        assertThat(reason(request)).contains("belongs to another access key");
        request.headers.remove("x-security-token");
        assertThat(reason(request)).contains("X-Security-Token");
    }

    @Test
    void terraform_adds_the_security_token_after_it_has_signed() {
        var pair = temporaryPair();
        var unsigned = get("x", Map.of());
        var request = sent(unsigned, ReferenceSigner.authorization(unsigned, pair.accessKey(), pair.secretKey()));
        request.headers.put("x-security-token", pair.securityToken());
        assertThat(check(request)).isInstanceOf(Authenticated.class);
    }

    @Test
    void temporary_keys_end() {
        var pair = temporaryPair();
        fixture.clock.advance(Duration.ofMinutes(15));
        var unsigned = get("x", Map.of("x-security-token", pair.securityToken(), "x-sdk-date", "20261124T090052Z"));
        var request = sent(unsigned, ReferenceSigner.authorization(unsigned, pair.accessKey(), pair.secretKey()));
        assertThat(reason(request)).contains("expired");
    }

    @Test
    void the_users_own_secret_does_not_sign_for_temporary_keys() {
        var pair = temporaryPair();
        var unsigned = get("x", Map.of("x-security-token", pair.securityToken()));
        var request = sent(unsigned, ReferenceSigner.authorization(unsigned, pair.accessKey(), "SKLOCAL"));
        assertThat(reason(request)).contains("does not match");
    }

    private TemporaryKey temporaryPair() {
        var user = fixture.identities.userNamed("user").orElseThrow();
        var token = fixture.tokens.issue(user, new Scope.OneProject(IdentityFixture.PROJECT), List.of("password"));
        return fixture.temporaryKeys.issue(token.caller(), TemporaryKeys.SHORTEST);
    }

    private void assertReason(String authorization, String expected) {
        var request = sent(get("x", Map.of()), authorization);
        assertThat(reason(request))
                .startsWith("Incorrect IAM authentication information: ")
                .contains(expected)
                .doesNotContain("SKLOCAL");
    }

    private Authentication check(RecordedRequest request) {
        return fixture.authenticator.authenticate(request.facts());
    }

    private String reason(RecordedRequest request) {
        var authentication = check(request);
        assertThat(authentication).isInstanceOf(Unauthenticated.class);
        return ((Unauthenticated) authentication).message();
    }

    private static Unsigned get(String segment, Map<String, String> headers) {
        return new Unsigned("GET", List.of("v2", segment), List.of(), headers(headers), new byte[0]);
    }

    private static Unsigned post(String body, Map<String, String> headers) {
        return new Unsigned("POST", List.of("v2"), List.of(), headers(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(Map<String, String> more) {
        var all = new TreeMap<>(Map.of("host", "127.0.0.1:8080", "x-sdk-date", DATE));
        all.putAll(more);
        return all;
    }

    private static RecordedRequest signed(Unsigned unsigned, String unescaped) {
        return sent(unsigned, ReferenceSigner.authorization(unsigned, "AKLOCAL", "SKLOCAL", unescaped));
    }

    /** Puts it on the wire: segments literally, as the SDKs do, but for what would end a segment. */
    private static RecordedRequest sent(Unsigned unsigned, String authorization) {
        var path = new StringBuilder();
        for (var segment : unsigned.segments()) {
            path.append('/').append(segment.contains("/") ? ReferenceSigner.encode(segment) : segment);
        }
        var query = new ArrayList<String>();
        for (var parameter : unsigned.query()) {
            query.add(ReferenceSigner.encode(parameter.name()) + "=" + ReferenceSigner.encode(parameter.value()));
        }
        var headers = new TreeMap<>(unsigned.headers());
        headers.put("authorization", authorization);
        return new RecordedRequest(
                unsigned.method(), path.toString(), String.join("&", query), headers, unsigned.body());
    }

    private static Unsigned randomRequest(RandomGenerator random) {
        var segments = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            segments.add(text(random, "abcXYZ019-_.~:!()*'@,;=$&", 1 + random.nextInt(20)));
        }
        var query = new ArrayList<Parameter>();
        for (int i = 0; i < random.nextInt(4); i++) {
            query.add(new Parameter(
                    text(random, "abAB", 1 + random.nextInt(2)), text(random, "ab+ %&=é中/?#~*", random.nextInt(9))));
        }
        var headers = new TreeMap<>(headers(Map.of()));
        for (int i = 0; i < random.nextInt(5); i++) {
            headers.put("x-" + text(random, "abcdef-", 4), text(random, "az AZ09:;,\"{}", random.nextInt(30)));
        }
        var body = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(3000)];
        random.nextBytes(body);
        return new Unsigned(random.nextBoolean() ? "PUT" : "POST", segments, query, headers, body);
    }

    private static String text(RandomGenerator random, String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
