package funcgraph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the launcher of a checkout builds: the real scripts in a tree of a few files, on which {@code mvn} and {@code java}
 * are programs that only note that they were called, since a build takes minutes.
 */
class LauncherBuildAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Leaves what Maven leaves, below {@code target} folders among the sources as well. */
    private static final String MVN = """
            #!/bin/sh
            echo build >> "$NOTES"
            mkdir -p server/target/dist/lib bootstraps/java/sdk/target/classes
            for jar in cli contract jackson-annotations jackson-core-3 jackson-databind jspecify snakeyaml-engine picocli; do
              echo x > "server/target/dist/lib/$jar.jar"
            done
            echo x > bootstraps/java/sdk/target/classes/Made.class
            """;

    private static final String JAVA = """
            #!/bin/sh
            for word; do
              case $word in -XX:AOTCacheOutput=*) echo x > "${word#*=}" ;; esac
            done
            """;

    @TempDir
    Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        var root = Path.of(System.getProperty("funcgraph.root"));
        program("funcgraph", Files.readString(root.resolve("funcgraph")));
        for (var script : List.of("java.sh", "launch.sh", "build.sh")) {
            write("libexec/" + script, Files.readString(root.resolve("libexec").resolve(script)));
        }
        program("console/build.sh", "#!/bin/sh\n");
        program("tools/mvn", MVN);
        program("jdk/bin/java", JAVA);
        program("jdk/bin/javac", JAVA);
        write("jdk/release", "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"25.0.1\"\n");
        for (var source : List.of(
                "pom.xml",
                "cli/pom.xml",
                "cli/src/main/java/A.java",
                "cli/src/main/java/B.java",
                "contract/pom.xml",
                "contract/src/main/java/C.java",
                "server/pom.xml",
                "server/src/main/java/D.java",
                "bootstraps/java/sdk/src/E.java",
                "console/src/main.ts")) {
            write(source, "x");
        }
    }

    @Test
    void a_call_after_a_build_does_not_build_again() throws Exception {
        assertThat(buildsAfter("list")).isEqualTo(1);
        assertThat(buildsAfter("list")).isEqualTo(1);
        assertThat(buildsAfter("runtimes")).isEqualTo(1);
        assertThat(buildsAfter("list")).isEqualTo(1);
    }

    @Test
    void a_changed_or_removed_source_makes_the_next_call_build_once() throws Exception {
        buildsAfter("list");
        touch("cli/src/main/java/A.java");
        assertThat(buildsAfter("list")).isEqualTo(2);
        assertThat(buildsAfter("list")).isEqualTo(2);
        touch("pom.xml");
        assertThat(buildsAfter("list")).isEqualTo(3);
        Files.delete(tree.resolve("cli/src/main/java/B.java"));
        assertThat(buildsAfter("list")).isEqualTo(4);
        assertThat(buildsAfter("runtimes")).isEqualTo(4);
        int builds = 4;
        for (var source : List.of(
                "server/src/main/java/D.java",
                "bootstraps/java/sdk/src/E.java",
                "console/src/main.ts",
                "cli/pom.xml")) {
            touch(source);
            assertThat(buildsAfter("runtimes")).as(source).isEqualTo(++builds);
        }
    }

    @Test
    void a_client_does_not_wait_for_a_new_server() throws Exception {
        buildsAfter("list");
        touch("server/src/main/java/D.java");
        assertThat(buildsAfter("list")).isEqualTo(1);
        assertThat(buildsAfter("config", "get", "f")).isEqualTo(1);
        assertThat(buildsAfter("config", "--explain")).isEqualTo(2);
    }

    @Test
    void two_calls_at_once_build_once() throws Exception {
        var all = new ArrayList<Process>();
        for (int i = 0; i < 4; i++) {
            all.add(start("list"));
        }
        for (var each : all) {
            assertEnds(each);
        }
        assertThat(builds()).isEqualTo(1);
    }

    private int buildsAfter(String... words) throws IOException {
        assertEnds(start(words));
        return builds();
    }

    private Process start(String... words) throws IOException {
        var command = new ArrayList<>(List.of(tree.resolve("funcgraph").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .directory(tree.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(tree.resolve("output.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FUNCGRAPH_"));
        builder.environment().put("JAVA_HOME", tree.resolve("jdk").toString());
        builder.environment().put("NOTES", tree.resolve("notes.txt").toString());
        builder.environment().merge("PATH", tree.resolve("tools").toString(), (path, ours) -> ours + ":" + path);
        return builder.start();
    }

    private void assertEnds(Process process) {
        int code = assertTimeoutPreemptively(PATIENCE, () -> process.waitFor());
        assertThat(code).as(() -> read("output.txt")).isZero();
    }

    private int builds() {
        return (int) read("notes.txt").lines().count();
    }

    /** As an editor does that writes a file. */
    private void touch(String file) throws IOException {
        Files.setLastModifiedTime(tree.resolve(file), FileTime.from(Instant.now()));
    }

    private String read(String file) {
        try {
            return Files.readString(tree.resolve(file));
        } catch (IOException absent) {
            return "";
        }
    }

    private void write(String file, String text) throws IOException {
        var path = tree.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void program(String file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(tree.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
