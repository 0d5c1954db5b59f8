package funcgraph.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {

    private static final Project.Flags NONE = new Project.Flags("", "", "", "", List.of());

    @TempDir
    Path folder;

    @Test
    void a_file_says_everything_by_the_apis_names() throws IOException {
        var project = read("""
            name: hello
            package: greetings
            runtime: Python3.9
            handler: index.handler
            memory_size: 256
            user_data: {greeting: Hello, times: 3}
            encrypted_user_data:
              password: "${env:PASSWORD}"
            strategy_config: {concurrency: 5}
            code: build/app.zip
            triggers:
              - trigger_type_code: TIMER
                event_data: {name: nightly}
            """);
        assertThat(project.path()).isEqualTo("greetings:hello");
        assertThat(project.fields().toString())
                .isEqualTo("{\"runtime\":\"Python3.9\",\"handler\":\"index.handler\",\"memory_size\":256,"
                        + "\"user_data\":\"{\\\"greeting\\\":\\\"Hello\\\",\\\"times\\\":\\\"3\\\"}\","
                        + "\"encrypted_user_data\":\"{\\\"password\\\":\\\"s3cret\\\"}\","
                        + "\"strategy_config\":{\"concurrency\":5}}");
        assertThat(project.code()).isEqualTo(new Code.Made(folder.resolve("build/app.zip")));
        assertThat(project.triggers()).hasSize(1);
    }

    @Test
    void everything_wrong_is_named_at_once() {
        assertThatThrownBy(() -> read("""
            runtime: Python3.9
            memory: 256
            timeout: soon
            code_type: zip
            description: "${env:NOWHERE}"
            ignore: x
            """))
                .isInstanceOf(Misread.class)
                .hasMessageContaining("no name")
                .hasMessageContaining("no field 'memory'")
                .hasMessageContaining("timeout: 'soon' must be a whole number")
                .hasMessageContaining("code_type follows")
                .hasMessageContaining("no variable NOWHERE")
                .hasMessageContaining("ignore: 'x' must be a list")
                .hasMessageContaining("funcgraph.yaml");
        assertThatThrownBy(() -> read("- a")).hasMessageContaining("it must be a map");
        assertThatThrownBy(() -> read("name: [")).hasMessageContaining("cannot read");
    }

    @Test
    void flags_stand_over_the_file_and_suffice_without_one() throws IOException {
        Files.writeString(folder.resolve("index.py"), "x");
        var flags = new Project.Flags("other", "", "Python3.9", "index.handler", List.of("memory_size=512"));
        var single = Project.read(folder.resolve("index.py"), flags, Map.of());
        assertThat(single.name()).isEqualTo("other");
        assertThat(single.code()).isEqualTo(new Code.Files(folder.resolve("index.py")));
        assertThat(single.fields().path("memory_size").asInt()).isEqualTo(512);
        assertThat(single.parcel()).isNotNull();
        assertThatThrownBy(() -> Project.read(folder, NONE, Map.of()))
                .hasMessageContaining("--name")
                .hasMessageContaining("--runtime");
    }

    @Test
    void every_starter_is_a_project_and_overwrites_nothing() {
        for (var runtime : List.of(
                "Python",
                "Node.js18.15",
                "Node.js6.10",
                "PHP8.2",
                "Java11",
                "Go1.8",
                "Go1.x",
                "C#",
                "Custom",
                "http")) {
            var into = folder.resolve(runtime.replace("#", "s"));
            var starter = Starter.of(runtime).orElseThrow();
            starter.write(into, "hello", runtime);
            var project = Project.read(into, NONE, Map.of());
            assertThat(project.name()).isEqualTo("hello");
            assertThat(Starter.of(project.fields().path("runtime").asString("")))
                    .contains(starter);
            assertThatThrownBy(() -> starter.write(into, "hello", runtime)).hasMessageContaining("is there already");
        }
        assertThat(Starter.of("Cobol")).isEmpty();
    }

    private Project read(String yaml) throws IOException {
        Files.writeString(folder.resolve(Project.FILE), yaml);
        return Project.read(folder, NONE, Map.of("PASSWORD", "s3cret"));
    }
}
