package funcgraph.store.obs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectAddressTest {

    private static final List<ObsEndpoint> ENDPOINTS = List.of(
            ObsEndpoint.anonymous(URI.create("https://obs.example.com"), "r"),
            ObsEndpoint.anonymous(URI.create("http://127.0.0.1:9000"), "r"),
            ObsEndpoint.anonymous(URI.create("http://[::1]:9000/"), "r"));

    @ParameterizedTest
    @CsvSource({
        "https://obs.example.com/bucket/key.zip, true, bucket, key.zip",
        "HTTPS://OBS.Example.COM:443/bucket/a/b.zip, true, bucket, a/b.zip",
        "https://bucket.obs.example.com/key.zip, false, bucket, key.zip",
        "https://my.bucket.obs.example.com/a//b, false, my.bucket, a//b",
        "https://obs.example.com/bucket/a%2Fb%20c+d?x=1, true, bucket, a/b c+d",
        "http://127.0.0.1:9000/bucket/key, true, bucket, key",
        "http://[::1]:9000/bucket/key, true, bucket, key",
    })
    void an_address_at_an_endpoint_is_read(String url, boolean inPath, String bucket, String key) {
        assertThat(ObjectAddress.parse(url, ENDPOINTS))
                .isInstanceOfSatisfying(ObjectAddress.Parsed.Known.class, known -> {
                    assertThat(known.address().bucketInPath()).isEqualTo(inPath);
                    assertThat(known.address().bucket()).isEqualTo(bucket);
                    assertThat(known.address().key()).isEqualTo(key);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bucket/key",
                "/bucket/key",
                "https:",
                "https:///bucket/key",
                "https://obs.example.com",
                "https://obs.example.com/",
                "https://obs.example.com/bucket",
                "https://obs.example.com/bucket/",
                "https://bucket.obs.example.com/",
                "https://obs.example.com/bucket/dir/",
                "http://obs.example.com/bucket/key",
                "https://obs.example.com:8443/bucket/key",
                "ftp://obs.example.com/bucket/key",
                "file:///etc/passwd",
                "jar:https://obs.example.com/b/k!/x",
                "https://obs.example.com.evil.com/bucket/key",
                "https://evilobs.example.com/bucket/key",
                "https://evil.com/obs.example.com/bucket/key",
                "https://evil.com#obs.example.com/bucket/key",
                "https://evil.com\\@obs.example.com/bucket/key",
                "https://obs.example.com@evil.com/bucket/key",
                "https://user:pw@obs.example.com/bucket/key",
                "https://obs.example.com./bucket/key",
                "https://obs.example.com/bucket/key#fragment",
                "http://bucket.127.0.0.1:9000/key",
                "http://127.1:9000/bucket/key",
                "http://2130706433:9000/bucket/key",
                "http://0x7f.1:9000/bucket/key",
                "http://localhost:9000/bucket/key",
                "http://127.0.0.1/bucket/key",
                "http://169.254.169.254/latest/meta-data",
                "http://10.0.0.1:9000/bucket/key",
                "http://[::ffff:127.0.0.1]:9000/bucket/key",
                "https://obs.example.com/../bucket/key",
                "https://obs.example.com/bucket/../other/key",
                "https://obs.example.com/bucket/%2e%2e/key",
                "https://obs.example.com/bucket/a%00b",
                "https://obs.example.com/bucket/a%ff",
                "https://obs.example.com/bucket/a%0d%0ab",
                "https://obs.example.com/UPPER/key",
                "https://obs.example.com/%2e%2e/key",
                "https://obs.example.com/bu%40cket/key",
                "https://a..b.obs.example.com/key",
                "https://obs.example.com /bucket/key"
            })
    void an_address_elsewhere_or_in_disguise_is_refused_with_what_is_allowed(String url) {
        assertThat(ObjectAddress.parse(url, ENDPOINTS))
                .isInstanceOfSatisfying(
                        ObjectAddress.Parsed.Unknown.class,
                        unknown -> assertThat(unknown.why()).isNotEmpty());
    }

    @Test
    void without_an_endpoint_nothing_is_allowed() {
        assertThat(ObjectAddress.parse("https://obs.example.com/b/k", List.of()))
                .isEqualTo(new ObjectAddress.Parsed.Unknown("nothing, as no object store is configured"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h", "h", "http://h/path", "http://h?q", "http://h#f", "http://user@h", "file:///x"})
    void an_endpoint_is_a_scheme_and_a_host(String url) {
        assertThatThrownBy(() -> ObsEndpoint.anonymous(URI.create(url), "r"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_endpoint_has_both_keys_or_none_and_a_region() {
        var url = URI.create("http://h");
        assertThatThrownBy(() -> new ObsEndpoint(url, "r", "access", "")).hasMessageContaining("both or none");
        assertThatThrownBy(() -> new ObsEndpoint(url, "", "", "")).hasMessageContaining("region");
    }
}
