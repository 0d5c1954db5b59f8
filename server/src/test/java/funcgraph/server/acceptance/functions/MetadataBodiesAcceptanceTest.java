package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are not what they should be: a clear 4xx, no change, nothing of the server's inside, and it lives on. */
class MetadataBodiesAcceptanceTest {

    private static final int BODY_BYTES = 12 * 1024 * 1024;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
        api.create(Sample.python("f")).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                bad("empty", ""),
                bad("blank", "  \n"),
                bad("text", "hello"),
                bad("half an object", "{\"timeout\": 3"),
                bad("an array", "[{\"timeout\": 3}]"),
                bad("a string", "\"{}\""),
                bad("a number", "7"),
                bad("null", "null"),
                bad("trailing text", "{} x"),
                bad("two objects", "{}{}"),
                bad("a trailing comma", "{\"timeout\": 3,}"),
                bad("a comment", "{/* x */}"),
                bad("single quotes", "{'timeout': 3}"),
                bad("no quotes", "{timeout: 3}"),
                bad("NaN", "{\"timeout\": NaN}"),
                bad("a leading zero", "{\"timeout\": 010}"),
                bad("a leading plus", "{\"timeout\": +3}"),
                bad("arrays 10,000 deep", "[".repeat(10_000)),
                bad("objects 10,000 deep", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)),
                bad("an unknown field 10,000 deep", "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"),
                bad("a key twice", "{\"timeout\": 3, \"timeout\": 4}"),
                bad("a key twice inside", "{\"strategy_config\": {\"concurrency\": 0, \"concurrency\": -1}}"),
                bad("an unknown key twice", "{\"a\": 1, \"a\": 1}"),
                bad("a huge integer", "{\"timeout\": " + "9".repeat(100_000) + "}"),
                bad("a huge exponent", "{\"timeout\": 1e400}"),
                bad("an absurd exponent", "{\"timeout\": 1e999999999}"),
                bad("a fraction", "{\"timeout\": 3.5}"),
                bad("a long one for an int", "{\"memory_size\": 4294967424}"),
                bad("a string for an int", "{\"timeout\": \"3\"}"),
                bad("an int for a string", "{\"description\": 3}"),
                bad("a boolean for a string", "{\"handler\": true}"),
                bad("an array for a string", "{\"handler\": [\"a.b\"]}"),
                bad("an object for a string", "{\"user_data\": {}}"),
                bad("a string for an object", "{\"func_vpc\": \"x\"}"),
                bad("an empty string for an object", "{\"strategy_config\": \"\"}"),
                bad("an array for an object", "{\"mount_config\": []}"),
                bad("NUL in a value", "{\"description\": \"a\\u0000b\"}"),
                bad("NUL in a key", "{\"a\\u0000\": 1}"),
                bad("a raw NUL", "{\"description\": \"a\0b\"}"),
                bad("a raw line break", "{\"description\": \"a\nb\"}"),
                bad("a lone high surrogate", "{\"description\": \"\\ud800\"}"),
                bad("a lone low surrogate", "{\"description\": \"x\\udc00y\"}"),
                bad("a lone surrogate in an unknown field", "{\"a\": [\"\\udfff\"]}"),
                Arguments.of("invalid UTF-8", bytes("{\"description\": \"\u00ff\u00fe\"}", ISO_8859_1)),
                Arguments.of("cut UTF-8", bytes("{\"description\": \"\u00e2\u0082\"}", ISO_8859_1)),
                Arguments.of("an overlong NUL", bytes("{\"description\": \"\u00c0\u0080\"}", ISO_8859_1)),
                Arguments.of("a surrogate in UTF-8", bytes("{\"description\": \"\u00ed\u00a0\u0080\"}", ISO_8859_1)),
                Arguments.of("gzip", gzipped("{}")),
                Arguments.of("noise", noise()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void a_bad_body_is_refused_and_changes_nothing(String name, byte[] body) {
        var before = api.config("f").body();

        api.updateConfig("f", Map.of(), body).refused(400, "FSS.0400");
        assertRefused(api.send("POST", api.functions(), Map.of(), body));
        assertRefused(api.send("PUT", api.functions() + "/f/code", Map.of(), body));

        assertThat(api.config("f").body()).isEqualTo(before);
        assertThat(server.log()).noneMatch(line -> line.contains(" ERROR "));
    }

    /** With fields that these routes do not read, a body may also be well-formed and only lack what they need. */
    private static void assertRefused(Reply answer) {
        answer.refused(400, answer.code());
        assertThat(answer.code()).isIn("FSS.0400", "FSS.1002", "FSS.1006");
    }

    @Test
    void the_message_says_where_and_what_is_allowed() {
        assertThat(api.updateConfig("f", "{\"memory_size\": \"abc\"}").message())
                .isEqualTo("memory_size is a string, \"abc\"; allowed: an integer between -2147483648 and 2147483647");
        assertThat(api.updateConfig("f", "{\n  \"timeout\": x}").message()).contains("line 2, column");
    }

    @Test
    void a_content_encoding_is_not_understood_and_not_guessed() {
        api.updateConfig("f", Map.of("Content-Encoding", "gzip"), gzipped("{\"timeout\": 5}"))
                .refused(400, "FSS.0400");
    }

    @Test
    void a_body_of_12_mb_is_read_and_a_larger_one_gets_413() {
        var largest = ("{\"unknown\": \"" + "x".repeat(BODY_BYTES - 15) + "\"}").getBytes(UTF_8);
        assertThat(largest).hasSize(BODY_BYTES);
        api.updateConfig("f", Map.of(), largest).ok();

        api.updateConfig("f", Map.of(), Arrays.copyOf(largest, BODY_BYTES + 1)).refused(413, "FSS.0413");

        api.config("f").ok();
    }

    @Test
    void a_large_body_of_a_single_string_is_answered_with_its_own_code() {
        api.updateConfig("f", "{\"description\": \"" + "x".repeat(4_000_000) + "\"}")
                .refused(400, "FSS.1019");
        api.updateConfig("f", "{\"user_data\": \"" + "x".repeat(4_000_000) + "\"}")
                .refused(400, "FSS.1009");
        api.updateConfig("f", "{\"runtime\": \"" + "x".repeat(4_000_000) + "\"}")
                .refused(400, "FSS.1005");
    }

    private static Arguments bad(String name, String body) {
        return Arguments.of(name, bytes(body, UTF_8));
    }

    private static byte[] bytes(String text, java.nio.charset.Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] gzipped(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] noise() {
        var noise = new byte[4096];
        new Random(7).nextBytes(noise);
        return noise;
    }
}
