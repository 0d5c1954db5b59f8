package funcgraph.server.acceptance.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Zips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Code as it comes: which way suits which language, what is too large, and archives that mean harm. */
class FunctionsArchivesAcceptanceTest {

    private static final int INLINE_BYTES = 10 * 1024;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start("--quotas.package", "200000", "--quotas.archive_entries", "500");
        api = Api.of(server);
        api.create(Sample.python("present")).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> languages() {
        return Stream.of(
                Arguments.of("Python3.9", "index.handler", Set.of("inline", "zip")),
                Arguments.of("Node.js8.10", "index.handler", Set.of("inline", "zip")),
                Arguments.of("PHP7.3", "index.handler", Set.of("inline", "zip")),
                Arguments.of("Java8", "com.Example.run", Set.of("zip", "jar")),
                Arguments.of("Go1.8", "plugin.Handler", Set.of("zip")),
                Arguments.of("Go1.x", "main", Set.of("zip")),
                Arguments.of("C#(.NET Core 2.1)", "A::B.C::D", Set.of("zip")),
                Arguments.of("Custom", "bootstrap", Set.of("inline", "zip")),
                Arguments.of("http", "x", Set.of("inline", "zip")));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void a_language_takes_some_code_types_and_refuses_the_rest(String runtime, String handler, Set<String> types) {
        for (var type : List.of("inline", "zip", "jar")) {
            byte[] file = type.equals("inline") ? new byte[] {'x'} : Zips.of("x", "x");
            var answer = api.create(Sample.with(Sample.metadata("some", runtime, handler), type, file));
            if (types.contains(type)) {
                assertThat(answer.ok().json().path("code_type").asString()).isEqualTo(type);
                assertThat(answer.json().path("code_filename").asString())
                        .isEqualTo(type.equals("inline") ? inlineName(runtime) : "code." + type);
                api.delete("some").gone();
            } else {
                answer.refused(400, "FSS.1006");
            }
        }
    }

    private static String inlineName(String runtime) {
        return switch (runtime) {
            case "Python3.9" -> "index.py";
            case "Node.js8.10" -> "index.js";
            case "PHP7.3" -> "index.php";
            default -> "bootstrap";
        };
    }

    @Test
    void inline_code_has_10_kb_and_zip_may_be_sent_as_inline() {
        var most = new byte[INLINE_BYTES];
        Arrays.fill(most, (byte) '#');
        api.updateCode("present", Sample.code("inline", most)).ok();
        assertRefused(Sample.code("inline", Arrays.copyOf(most, INLINE_BYTES + 1)), 413, "FSS.1072");

        var zipped = api.updateCode("present", Sample.code("inline", Zips.of("index.py", Sample.PYTHON)));
        assertThat(zipped.ok().json().path("code_filename").asString()).isEqualTo("index.zip");
        assertThat(api.invoke("present", "1").ok().json().path("event").asInt()).isEqualTo(1);
    }

    @Test
    void code_that_is_missing_is_told_from_code_that_is_not_base64() {
        for (var type : List.of("inline", "zip")) {
            var without = Sample.code(type, new byte[0]);
            assertRefused(without, 400, "FSS.1012");
            without.remove("func_code");
            assertRefused(without, 400, "FSS.1012");
            for (var garbage : List.of("!!", "a", "abc=d", "YWJj\u00e9", "data:,x")) {
                var body = Sample.code(type, new byte[0]);
                body.putObject("func_code").put("file", garbage);
                assertRefused(body, 400, "FSS.1011");
            }
        }
    }

    @Test
    void a_file_name_fits_its_code_type() {
        for (var name : List.of("x.jar", "x", "../x.zip", "a/x.zip", "x.zip\n")) {
            assertRefused(Sample.code("zip", Zips.of("index.py", "")).put("code_filename", name), 400, "FSS.1013");
        }
        var unnamed = Sample.code("zip", Zips.of("index.py", Sample.PYTHON)).put("code_filename", "");
        assertThat(api.updateCode("present", unnamed)
                        .ok()
                        .json()
                        .path("code_filename")
                        .asString())
                .isEqualTo("index.zip");
    }

    static Stream<Arguments> hostileArchives() {
        var good = Zips.of("index.py", Sample.PYTHON);
        return Stream.of(
                Arguments.of("text", "not a zip".getBytes(UTF_8)),
                Arguments.of("half a zip", Arrays.copyOf(good, good.length / 2)),
                Arguments.of("only the begin", new byte[] {'P', 'K', 3, 4, 0, 0}),
                Arguments.of("an empty zip's end alone, cut", new byte[] {'P', 'K', 5, 6, 0, 0}),
                Arguments.of("climbs", Zips.of("../escaped", "x")),
                Arguments.of("climbs from within", Zips.of("a/../../escaped", "x")),
                Arguments.of("climbs with backslashes", Zips.of("..\\escaped", "x")),
                Arguments.of("absolute", Zips.of("/escaped", "x")),
                Arguments.of("drive", Zips.of("C:\\escaped", "x")),
                Arguments.of("link to an absolute path", Zips.link("link", "/etc/passwd")),
                Arguments.of("link that climbs", Zips.link("link", "../../../../etc/passwd")),
                Arguments.of("bomb", Zips.bomb(40)),
                Arguments.of("crowd", Zips.crowd(501)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileArchives")
    void a_hostile_archive_is_refused_and_leaves_nothing_behind(String name, byte[] archive) {
        var before = files();

        api.create(Sample.with(Sample.metadata("hostile", "Python3.9", "index.handler"), "zip", archive))
                .refused(400, "FSS.1011");
        assertRefused(Sample.code("zip", archive), 400, "FSS.1011");

        assertThat(files()).isEqualTo(before);
        assertThat(Files.exists(server.data().resolveSibling("escaped"))).isFalse();
        api.config("hostile").refused(404, "FSS.1051");
    }

    @Test
    void an_archive_over_the_limit_is_413() {
        var noise = new byte[210_000];
        new java.util.Random(1).nextBytes(noise);
        assertRefused(Sample.code("zip", Zips.of(Map.of("noise", noise))), 413, "FSS.1071");
        assertRefused(Sample.code("zip", new byte[2_000_000]), 413, "FSS.1071");
    }

    @Test
    void a_refused_create_stores_no_package() {
        var before = files();
        api.create(Sample.inline("present", "Python3.9", "index.handler", "# new, but the name is taken"))
                .refused(409, "FSS.1061");
        api.create(Sample.inline("bad", "Python3.9", "nodot", "# new")).refused(400, "FSS.1003");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_dependency_version_that_does_not_exist_is_404() {
        var body = Sample.code("inline", "pass".getBytes(UTF_8));
        body.putArray("depend_version_list").add("no-such-id");
        assertRefused(body, 404, "FSS.1056");
    }

    private static void assertRefused(ObjectNode body, int status, String code) {
        var before = api.code("present").body();
        api.updateCode("present", body).refused(status, code);
        assertThat(api.code("present").body()).isEqualTo(before);
    }

    /** Packages and temporary files: what an upload could leave. */
    private static Set<String> files() {
        return Stream.of("packages", "tmp")
                .map(server.data()::resolve)
                .flatMap(FunctionsArchivesAcceptanceTest::below)
                .map(Path::toString)
                .collect(Collectors.toSet());
    }

    private static Stream<Path> below(Path directory) {
        try (var tree = Files.walk(directory)) {
            return tree.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
