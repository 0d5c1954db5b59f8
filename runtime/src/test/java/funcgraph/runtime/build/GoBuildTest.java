package funcgraph.runtime.build;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.runtime.launch.LocalLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoBuildTest {

    private static final String HANDLER = """
            package main

            import "huaweicloud.com/go-runtime/go-api/context"

            func Handler(payload []byte, ctx context.RuntimeContext) (interface{}, error) {
            	return payload, nil
            }
            """;

    private final LocalLauncher launcher = new LocalLauncher();

    @AfterEach
    void endChildren() {
        launcher.close();
    }

    @Test
    void source_becomes_a_plugin_and_the_job_leaves_nothing() throws IOException {
        var build = Toolchains.build(launcher);
        Path directory;
        try (var job = build.open()) {
            directory = job.directory();
            write(job, "index.go", HANDLER);
            assertThat(build.build(job)).isInstanceOfSatisfying(Built.Plugin.class, plugin -> {
                assertThat(plugin.file()).isRegularFile().hasFileName(GoBuild.PLUGIN);
            });
        }
        assertThat(directory).doesNotExist();
        assertThat(build.worker())
                .hasValueSatisfying(worker -> assertThat(worker).isExecutable());
    }

    @Test
    void compile_errors_name_file_and_line_and_no_path_of_this_machine() throws IOException {
        var rejected = rejected("index.go", HANDLER.replace("return payload, nil", "return nothing, nil"));
        assertThat(rejected).isEqualTo("index.go:6:9: undefined: nothing");
    }

    @Test
    void a_package_that_is_not_there_is_not_fetched_and_no_path_is_shown() throws IOException {
        var rejected = rejected("index.go", HANDLER.replace("import \"", "import _ \"example.com/absent\"\nimport \""));
        assertThat(rejected)
                .contains("cannot find package \"example.com/absent\"")
                .doesNotContain(Path.of("").toAbsolutePath().toString())
                .doesNotContain("/usr/lib");
    }

    @Test
    void another_package_than_main_is_refused() throws IOException {
        assertThat(rejected("index.go", HANDLER.replace("package main", "package other")))
                .contains("requires exactly one main package");
    }

    @Test
    void an_upload_imports_its_own_packages_by_the_name_in_its_go_mod_and_vendored_ones() throws IOException {
        var build = Toolchains.build(launcher);
        try (var job = build.open()) {
            write(job, "go.mod", "module example.com/shop // ours\n\ngo 1.8\n");
            write(job, "prices/prices.go", "package prices\n\nconst One = \"1\"\n");
            write(job, "vendor/example.com/lib/lib.go", "package lib\n\nconst Two = \"2\"\n");
            write(job, "vendor/huaweicloud.com/go-runtime/go-api/context/context.go", "package context\n");
            write(
                    job,
                    "index.go",
                    HANDLER.replace(
                                    "import \"",
                                    "import \"example.com/lib\"\nimport \"example.com/shop/prices\"\nimport \"")
                            .replace("payload, nil", "prices.One + lib.Two, nil"));
            assertThat(build.build(job)).isInstanceOf(Built.Plugin.class);
        }
    }

    @Test
    void a_module_name_that_leads_out_of_the_job_is_not_used(@TempDir Path outside) throws IOException {
        for (String name : new String[] {"../../x", "/etc/x", "a/../../../x", "huaweicloud.com/go-runtime", "a//b"}) {
            try (var job = GoJob.open(outside.resolve("job"))) {
                write(job, "go.mod", "module " + name + "\n");
                assertThat(job.arrange()).as(name).isEqualTo("function");
            }
        }
    }

    @Test
    void a_build_that_takes_too_long_is_ended() throws IOException {
        var toolchain = Toolchains.required();
        assertThat(Toolchains.build(launcher).worker()).isPresent(); // so that only the user's code is left to compile
        var hasty = new GoBuild.Limits(Duration.ofMillis(100), Duration.ofMinutes(9), Duration.ofSeconds(5), 2048);
        var build = new GoBuild(() -> Optional.of(toolchain), "", Toolchains.directory(), launcher, hasty);
        try (var job = build.open()) {
            write(job, "index.go", HANDLER);
            assertThat(build.build(job)).isInstanceOfSatisfying(Built.Rejected.class, rejected -> {
                assertThat(rejected.output()).startsWith("the build took longer than");
            });
        }
    }

    @Test
    void without_a_toolchain_the_answer_names_the_command_that_installs_one(@TempDir Path directory)
            throws IOException {
        var build = new GoBuild(
                Optional::empty, "funcgraph runtimes install Go1.8", directory, launcher, GoBuild.Limits.USUAL);
        try (var job = build.open()) {
            write(job, "index.go", HANDLER);
            assertThat(build.build(job)).isInstanceOfSatisfying(Built.Unavailable.class, unavailable -> {
                assertThat(unavailable.why()).contains("funcgraph runtimes install Go1.8");
            });
        }
        assertThat(build.worker()).isEmpty();
    }

    private String rejected(String file, String source) throws IOException {
        var build = Toolchains.build(launcher);
        try (var job = build.open()) {
            write(job, file, source);
            var built = build.build(job);
            assertThat(built).isInstanceOf(Built.Rejected.class);
            return ((Built.Rejected) built).output();
        }
    }

    static void write(GoJob job, String file, String text) throws IOException {
        var target = job.sourceDirectory().resolve(file);
        Files.createDirectories(target.resolveSibling("."));
        Files.writeString(target, text);
    }
}
