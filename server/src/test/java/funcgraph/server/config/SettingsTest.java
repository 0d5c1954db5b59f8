package funcgraph.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    /** Three different legal values of a key, as they would be written. */
    private record Samples(String file, String environment, String flag) {}

    @TempDir
    Path directory;

    static Stream<Key<?>> everyKey() {
        return Keys.all().stream().map(key -> key);
    }

    @ParameterizedTest
    @MethodSource("everyKey")
    void every_key_obeys_default_then_file_then_environment_then_flag(Key<?> key) throws IOException {
        obeys(key);
    }

    @ParameterizedTest
    @MethodSource("everyKey")
    void every_key_refuses_a_value_of_the_wrong_shape_by_name(Key<?> key) throws IOException {
        var wrong = key.kind() instanceof Entries ? "{a: mapping}" : "[[a, list]]";
        var file = file(yaml(key.name(), wrong));
        assertThat(problems(List.of("--config", file.toString()), Map.of()))
                .singleElement()
                .asString()
                .startsWith(key.name() + " (funcgraph.yaml)")
                .contains("must be " + key.kind().range());
    }

    @ParameterizedTest
    @MethodSource("everyKey")
    void every_key_is_explained(Key<?> key) {
        var printed = new ByteArrayOutputStream();
        Reference.explain(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\n" + key.name() + "\n    " + key.meaning(), key.environmentName(), "--" + key.name());
        assertThat(key.meaning()).endsWith(".").hasSizeGreaterThan(15);
    }

    @Test
    void an_unknown_key_is_refused_and_the_nearest_named() throws IOException {
        var file = file(
                "api:\n  rate_limit: 5\nquota:\n  functions: 1\nusers:\n- {name: a, pasword: x, projects: [], actions: []}\n");
        assertThat(problems(List.of("--config=" + file, "--prot", "80"), Map.of("FUNCGRAPH_SERVER_PROT", "1")))
                .containsExactlyInAnyOrder(
                        "--prot: there is no such flag; the nearest is --port",
                        "api.rate_limit (funcgraph.yaml): there is no such key; the nearest is api.region",
                        "quota (funcgraph.yaml): there is no such key; the nearest is vpcs",
                        "FUNCGRAPH_SERVER_PROT (environment): there is no such key; the nearest is FUNCGRAPH_SERVER_PORT",
                        "users[0] (funcgraph.yaml): there is no field 'pasword'; the nearest is 'password'");
    }

    @Test
    void all_problems_of_all_sources_come_at_once() throws IOException {
        var file =
                file("server:\n  port: many\nlimits:\n  memory_sizes_mb: [256, 128]\nlog: loud\nprojects: [{id: p}]\n");
        var problems = problems(
                List.of("--config", file.toString(), "--api-profile", "2020", "positional", "--host"),
                Map.of("FUNCGRAPH_QUOTAS_CODE", "20GB", "FUNCGRAPH_RUNTIMES_SUBSTITUTE", "maybe"));
        assertThat(problems).hasSize(9);
        assertThat(String.join("\n", problems))
                .contains("server.port (funcgraph.yaml): 'many' must be a whole number from 0 to 65535")
                .contains("limits.memory_sizes_mb (funcgraph.yaml): '128' does not fit")
                .contains("log (funcgraph.yaml): a section must be a mapping")
                .contains("projects[0] (funcgraph.yaml): the field 'name' is missing")
                .contains("api.profile (flag): '2020' must be one of current, 2019")
                .contains("'positional' is no flag")
                .contains("--host: a value is missing")
                .contains("quotas.code (environment): '20GB' must be a size")
                .contains("runtimes.substitute (environment): 'maybe' must be true or false");
    }

    @Test
    void a_file_that_is_missing_or_is_no_yaml_is_refused_without_quoting_it() throws IOException {
        assertThat(problems(List.of("--config", directory.resolve("none.yaml").toString()), Map.of()))
                .singleElement()
                .asString()
                .endsWith("none.yaml there is no such file");
        var broken = file("store:\n  password: \"s3cret\n");
        assertThat(problems(List.of("--config", broken.toString()), Map.of()))
                .singleElement()
                .asString()
                .contains("is not YAML in line")
                .doesNotContain("s3cret");
        var twice = file("log: {level: info}\nlog: {level: debug}\n");
        assertThat(problems(List.of("--config", twice.toString()), Map.of())).hasSize(1);
        for (var odd :
                List.of("- a\n", "a text\n", "!!int 5\n", "server: !mine {port: 1}\n", "{a: 1}: b\n", "&a [*a]\n")) {
            assertThat(problems(List.of("--config", file(odd).toString()), Map.of()))
                    .as(odd)
                    .hasSize(1);
        }
    }

    @Test
    void an_empty_file_or_section_changes_nothing() throws IOException {
        for (var text : List.of("", "---\n", "# nothing\n", "server:\nlog:\n")) {
            var settings = read(List.of("--config", file(text).toString()), Set.of(), Map.of());
            assertThat(settings.value(Keys.PORT)).isEqualTo(8080);
        }
    }

    @Test
    void ids_of_digits_stay_as_they_are_written() throws IOException {
        var file = file("projects:\n- {id: 00123, name: 1e3}\n");
        var settings = read(List.of("--config", file.toString()), Set.of(), Map.of());
        assertThat(settings.value(Keys.PROJECTS))
                .singleElement()
                .extracting("id", "name")
                .containsExactly("00123", "1e3");
    }

    @Test
    void variables_of_launcher_client_and_cluster_are_left_alone() {
        var settings = read(
                List.of(),
                Set.of(),
                Map.of(
                        "FUNCGRAPH_JAVA_OPTS",
                        "-Xmx1g",
                        "FUNCGRAPH_ENDPOINT",
                        "x",
                        "FUNCGRAPH_SERVICE_PORT",
                        "tcp://x"));
        assertThat(settings.value(Keys.PORT)).isEqualTo(8080);
    }

    @Test
    void a_secret_is_shown_as_stars_and_never_quoted() {
        var settings = read(List.of("--store.password", "s3cret"), Set.of(), Map.of());
        var printed = new ByteArrayOutputStream();
        Reference.show(settings, new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("***").doesNotContain("s3cret");
        assertThat(Config.of(settings).toString()).doesNotContain("s3cret");
        assertThat(problems(List.of("--store.url", "jdbc:mysql://u:s3cret@h/db"), Map.of()))
                .singleElement()
                .asString()
                .contains("store.url (flag)")
                .doesNotContain("s3cret");
    }

    @Test
    void a_flag_given_twice_is_refused_and_a_switch_is_on() {
        assertThat(problems(List.of("--port", "1", "--server.port=2"), Map.of()))
                .containsExactly("--server.port: given twice");
        assertThat(read(List.of("--once"), Set.of("--once"), Map.of()).isOn("--once"))
                .isTrue();
    }

    @Test
    void the_record_tree_holds_the_values() {
        var config = Config.of(read(
                List.of("--port", "0", "--api-profile", "2019", "--limits.memory_sizes_mb", "128,256"),
                Set.of(),
                Map.of("FUNCGRAPH_QUOTAS_INLINE_CODE", "2KiB", "FUNCGRAPH_INVOKE_WORKER_WAIT_SECONDS", "7")));
        assertThat(config.server().port()).isZero();
        assertThat(config.api().profile()).hasToString("SEED_2019");
        assertThat(config.limits().memorySizesMb()).containsExactly(128, 256);
        assertThat(config.quotas().inlineCodeBytes()).isEqualTo(2048);
        assertThat(config.invoke().workerWait()).hasSeconds(7);
    }

    private <T> void obeys(Key<T> key) throws IOException {
        var samples = samplesOf(key.kind());
        var file = file(yaml(key.name(), samples.file()));
        var fromDefault = read(List.of(), Set.of(), Map.of());
        var fromFile = read(List.of("--config", file.toString()), Set.of(), Map.of());
        var environment = Map.of(key.environmentName(), samples.environment());
        var fromEnvironment = read(List.of("--config", file.toString()), Set.of(), environment);
        var flags = List.of("--config", file.toString(), key.flags().getFirst(), samples.flag());
        var fromFlag = read(flags, Set.of(), environment);

        assertThat(fromDefault.value(key)).isEqualTo(key.byDefault());
        assertThat(List.of(
                        fromDefault.source(key),
                        fromFile.source(key),
                        fromEnvironment.source(key),
                        fromFlag.source(key)))
                .containsExactly("default", "funcgraph.yaml", "environment", "flag");
        assertThat(fromFile.value(key)).isEqualTo(read(key, samples.file()));
        assertThat(fromEnvironment.value(key)).isEqualTo(read(key, samples.environment()));
        assertThat(fromFlag.value(key)).isEqualTo(read(key, samples.flag()));
        assertThat(fromEnvironment.value(key)).isNotEqualTo(fromFile.value(key));
        assertThat(fromFlag.value(key)).isNotEqualTo(fromEnvironment.value(key));
    }

    private static <T> T read(Key<T> key, String text) {
        return key.read(text, new Place(key.name(), "test"), new Problems()).orElseThrow();
    }

    private static Samples samplesOf(Kind<?> kind) {
        return switch (kind) {
            case Kinds.Whole(int least, int most) -> new Samples("" + least, "" + (least + 1), "" + (least + 2));
            case Kinds.Bytes(long most) -> new Samples("1", "2KiB", "3MiB");
            case Kinds.Switch() -> new Samples("true", "false", "True");
            case Kinds.Wholes(int least, int most) -> new Samples("" + least, least + "," + most, "" + most);
            case Kinds.Range() -> new Samples("10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9");
            case Kinds.Folder() -> new Samples("a", "b", "c");
            case Kinds.Choice<?>(var all, var naming) -> choices(kind);
            case Kinds.Text text
            when text.pattern().matcher("plain").matches() -> new Samples("plain", "other", "third");
            case Kinds.Text text
            when text.pattern().matcher("http://a").matches() -> new Samples("http://a", "https://b:1/c", "http://d");
            case Kinds.Text text when text.pattern().matcher("0.5").matches() -> new Samples("0.25", "0.5", "1");
            case Kinds.Text text when text.pattern().matcher("a=b").matches() -> new Samples("a=b", "a=c,d=e", "f=g");
            case Kinds.Text text ->
                new Samples("jdbc:postgresql://a/b", "jdbc:postgresql://c/d", "jdbc:postgresql://e/f");
            case Entries<?> entries ->
                new Samples(
                        "[" + entry(entries, "a") + "]",
                        "[" + entry(entries, "b") + "]",
                        "[" + entry(entries, "c") + "]");
        };
    }

    private static Samples choices(Kind<?> kind) {
        var names = List.of(kind.range().replace("one of ", "").split(", "));
        return new Samples(names.get(0), names.get(1), names.get(0));
    }

    private static String entry(Entries<?> entries, String letter) {
        return entries.fields().stream()
                .map(field -> field.name() + ": "
                        + switch (field.name()) {
                            case "url" -> "'https://" + letter + "'";
                            case "duration_seconds" -> "900";
                            case "cidr" -> "10.0.0.0/8";
                            case "gateway", "dns" -> field.list() ? "[10.0.0.1]" : "10.0.0.1";
                            case "subnets" -> "[]";
                            default -> field.list() ? "[" + letter + "]" : letter;
                        })
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String yaml(String name, String value) {
        int dot = name.indexOf('.');
        return dot < 0
                ? name + ": " + value + "\n"
                : name.substring(0, dot) + ":\n  " + name.substring(dot + 1) + ": " + value + "\n";
    }

    private static Settings read(List<String> words, Set<String> switches, Map<String, String> environment) {
        return Settings.read(words, switches, environment, config -> List.of());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("funcgraph.yaml"), text);
    }

    private static List<String> problems(List<String> words, Map<String, String> environment) {
        var refused = catchThrowableOfType(BadConfig.class, () -> read(words, Set.of(), environment));
        return refused == null ? List.of() : refused.problems();
    }
}
