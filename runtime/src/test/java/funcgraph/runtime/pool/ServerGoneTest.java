package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.runtime.launch.LocalLauncher;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed cannot end its workers, nor can the process that it leaves behind for that, if killed too. */
class ServerGoneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    @Test
    void busy_workers_end_although_nobody_is_left_to_end_them() throws Exception {
        Process server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        directory.resolve("server").toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            long python = pid("python");
            long node = pid("node");
            var undertakers = server.children()
                    .filter(it -> commandLine(it.pid()).startsWith("/bin/sh"))
                    .toList();
            assertThat(undertakers).hasSize(1);
            undertakers.forEach(ProcessHandle::destroyForcibly);
            await().atMost(PATIENCE).until(() -> undertakers.stream().noneMatch(it -> Workshop.alive(it.pid())));
            assertThat(List.of(python, node)).allMatch(Workshop::alive);
            server.destroyForcibly();
            await().atMost(PATIENCE).until(() -> !Workshop.alive(python) && !Workshop.alive(node));
        } finally {
            server.destroyForcibly();
            for (String name : List.of("python", "node")) {
                if (Files.exists(directory.resolve(name))) {
                    ProcessHandle.of(pid(name)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    private long pid(String name) throws IOException {
        Path file = directory.resolve(name);
        await().atMost(PATIENCE).until(() -> Files.exists(file));
        return Long.parseLong(Files.readString(file));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    /** A server with a worker of each kind, whose user code tells its process id and never lets go of its thread. */
    static final class Server {
        public static void main(String[] args) {
            var directory = Path.of(args[0]);
            try (var shop = new Workshop(Workshop.limits(), new LocalLauncher(), directory)) {
                var python = shop.start(shop.python("python", """
                        import os
                        def handler(event, context):
                            with open(event + ".part", "w") as out:
                                out.write(str(os.getpid()))
                            os.rename(event + ".part", event)
                            while True:
                                pass
                        """), quoted(directory.resolveSibling("python")));
                var node = shop.start(shop.node("node", """
                        const fs = require('fs');
                        exports.handler = (event) => {
                            fs.writeFileSync(event + '.part', String(process.pid));
                            fs.renameSync(event + '.part', event);
                            for (;;) {}
                        };
                        """), quoted(directory.resolveSibling("node")));
                Workshop.await(python);
                Workshop.await(node);
            }
        }

        private static String quoted(Path path) {
            return "\"" + path + "\"";
        }
    }
}
