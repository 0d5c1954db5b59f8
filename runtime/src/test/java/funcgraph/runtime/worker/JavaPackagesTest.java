package funcgraph.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in the code's folder, and what lies beside the worker's jars. */
@ParameterizedClass
@MethodSource("machines")
class JavaPackagesTest {

    private static final String APIG =
            "{\"requestContext\":{},\"queryStringParameters\":{\"q\":1},\"user_data\":\"mine\"}";

    @TempDir
    private Path directory;

    @Parameter
    private JavaMachine machine;

    static List<JavaMachine> machines() {
        return JavaMachine.all();
    }

    private String answer(JavaFunctions functions, String handler, String event, Optional<Path> archive) {
        try (var child = JavaChild.start(machine, functions, 256, archive).ready(handler)) {
            return child.answer(event);
        }
    }

    @Test
    void gson_that_the_function_brings_is_the_one_that_is_used() throws IOException {
        var functions = JavaFunctions.build(directory);
        Path lib = Files.createDirectories(functions.code().resolve("lib"));
        Files.copy(functions.bootstraps().resolve("java/gson.jar"), lib.resolve("gson.jar"));
        assertThat(answer(functions, "demo.Events.tree", "{\"a\":null}", Optional.empty()))
                .isEqualTo("{\"a\":null}");
        assertThat(answer(functions, "demo.Events.apig", APIG, Optional.empty()))
                .contains(" mine <");
    }

    @Test
    void sdk_that_the_function_brings_does_no_harm() throws IOException {
        var functions = JavaFunctions.build(directory);
        Files.copy(
                functions.bootstraps().resolve("java/sdk.jar"), functions.code().resolve("a-sdk.jar"));
        assertThat(answer(functions, "demo.Events.apig", APIG, Optional.empty()))
                .contains(" mine <");
    }

    @Test
    void loose_classes_are_found_too() throws IOException {
        var functions = JavaFunctions.build(directory);
        Files.delete(functions.code().resolve("demo.jar"));
        var loose = new JavaFunctions(functions.bootstraps(), directory.resolve("classes"));
        assertThat(answer(loose, "demo.Events.number", "1", Optional.empty())).isEqualTo("2");
    }

    @Test
    void jar_that_is_none_is_told() throws IOException {
        var functions = JavaFunctions.build(directory);
        Files.writeString(functions.code().resolve("demo.jar"), "no jar");
        try (var child = JavaChild.start(machine, functions, 256, Optional.empty())) {
            var error = JavaChild.error(child.specialise(child.init("demo.Events.text")));
            assertThat(error.path("code").asInt()).isEqualTo(4001);
        }
    }

    @Test
    void archive_is_written_once_and_used_by_every_start() throws IOException, InterruptedException {
        var functions = JavaFunctions.build(directory);
        var archive = Optional.of(directory.resolve("classes.jsa"));
        var java = new JavaCommand(machine.executable(), machine.version(), functions.bootstraps(), archive);
        if (java.rehearsal().isEmpty()) {
            assertThat(machine.major()).isLessThan(13);
            return;
        }
        var writing = new ProcessBuilder(java.rehearsal().orElseThrow())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        assertThat(writing.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(writing.exitValue()).isZero();
        assertThat(Files.readString(directory.resolve("output"))).isEmpty();
        try (var child = JavaChild.start(machine, functions, 1024, archive).ready("demo.Events.number")) {
            assertThat(child.answer("41")).isEqualTo("42");
            assertThat(child.maps()).contains("classes.jsa");
            assertThat(child.output()).isEmpty();
        }
    }

    @Test
    void archive_that_is_missing_or_broken_is_passed_over_in_silence() throws IOException {
        var functions = JavaFunctions.build(directory);
        Path broken = Files.writeString(directory.resolve("broken.jsa"), "broken");
        for (Path archive : List.of(broken, directory.resolve("missing.jsa"))) {
            try (var child = JavaChild.start(machine, functions, 128, Optional.of(archive))
                    .ready("demo.Events.number")) {
                assertThat(child.answer("41")).isEqualTo("42");
                assertThat(child.output()).isEmpty();
            }
        }
    }
}
