package funcgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected signatures are those that the official Java SDK sent (functiongraph-api 7.3). */
class RequestSignerTest {

    private static final String PROJECT = "7aad83af3e8d42e99ac194e8419e2c9b";
    private static final String AGENT = "huaweicloud-usdk-java/3.0; os/Linux#6.18.44-fc-v782#amd64"
            + " java/Debian#17.0.15 vm/OpenJDK_64-Bit_Server_VM#17.0.15+6-Debian-1deb12u1;"
            + " app/7d61a5c0-846d-43b8-b61e-8b5a0cdb6395";
    private static final Map<String, String> HEADERS = Map.of(
            "Host", "127.0.0.1:18080", "User-Agent", AGENT, "X-Project-Id", PROJECT, "X-Sdk-Date", "20261124T084552Z");

    private final RequestSigner signer = new RequestSigner(new Access.Signed("AKLOCAL", "SKLOCAL"));

    @Test
    void a_put_with_a_body_and_colons_in_its_path_is_signed_as_the_sdk_signs_it() {
        var path = "/v2/" + PROJECT + "/fgs/functions/urn:fss:cn-north-1:" + PROJECT
                + ":function:default:test:latest/config";
        var body = "{\"func_name\":\"test\",\"runtime\":\"Node.js6.10\",\"timeout\":3,\"handler\":\"test.handler\","
                + "\"memory_size\":128,\"user_data\":\"{\\\"k\\\":\\\"v\\\"}\",\"description\":\"\\u4E2D\\u6587 d\","
                + "\"strategy_config\":{\"concurrency\":-1}}";
        assertThat(signer.authorization("PUT", path, Map.of(), HEADERS, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("SDK-HMAC-SHA256 Access=AKLOCAL, SignedHeaders=host;user-agent;x-project-id;x-sdk-date,"
                        + " Signature=8b7fca8932c2989d42e0c653cb2815eb3a9996fbec26e61baf52a53af05c3c4d");
    }

    @Test
    void a_query_is_signed_in_sorted_order() {
        var query = Map.of("maxitems", "400", "marker", "0");
        assertThat(signer.authorization("GET", "/v2/" + PROJECT + "/fgs/functions", query, HEADERS, new byte[0]))
                .endsWith("Signature=0559a973056be8c6a1a6e061cf3341dd4ed20cef244c11a41bc91084b3000c78");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k", "SK LOCAL", "a key of more than the sixty-four bytes that SHA-256 takes in one piece: 中文"})
    void a_key_of_any_length_signs_as_the_platform_does(String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var canonical = "GET\n/v2/\n\nx-sdk-date:20261124T084552Z\n\nx-sdk-date\n" + sha256("");
        var expected = mac.doFinal(
                ("SDK-HMAC-SHA256\n20261124T084552Z\n" + sha256(canonical)).getBytes(StandardCharsets.UTF_8));
        assertThat(new RequestSigner(new Access.Signed("AK", secret))
                        .authorization("GET", "/v2", Map.of(), Map.of("X-Sdk-Date", "20261124T084552Z"), new byte[0]))
                .endsWith("Signature=" + HexFormat.of().formatHex(expected));
    }

    private static String sha256(String text) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void all_but_unreserved_characters_are_encoded() {
        assertThat(RequestSigner.encoded("aZ0-_.~ :!(é")).isEqualTo("aZ0-_.~%20%3A%21%28%C3%A9");
        assertThat(RequestSigner.canonicalQuery(Map.of("b", "1 2", "a", ""))).isEqualTo("a=&b=1%202");
    }

    @Test
    void the_date_is_utc_without_fractions() {
        assertThat(RequestSigner.date(Instant.parse("2026-11-24T08:45:52.987Z")))
                .isEqualTo("20261124T084552Z");
    }
}
