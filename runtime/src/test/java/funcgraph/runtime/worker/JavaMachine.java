package funcgraph.runtime.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JVM of this machine that can serve functions: the one that runs the test, one of each other major version that stands
 * beside it, and those below {@code FUNCGRAPH_RUNTIMES_DIRECTORY}, where {@code funcgraph runtimes install} has put them.
 */
record JavaMachine(int major, Path executable, String version) {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");

    static List<JavaMachine> all() {
        var machines = new ArrayList<JavaMachine>();
        Path own = Path.of(System.getProperty("java.home"));
        machines.add(ofSystem(own).orElseThrow());
        entries(own.resolveSibling(".")).forEach(home -> ofSystem(home).ifPresent(found -> add(found, machines)));
        var installed = Map.of("java8", "1.8.0", "java11", "11", "java17", "17", "java21", "21");
        for (Path runtime : entries(Path.of(System.getenv().getOrDefault("FUNCGRAPH_RUNTIMES_DIRECTORY", "nowhere")))) {
            String version = installed.get(runtime.getFileName().toString());
            if (version != null) {
                of(runtime.resolve("rtsp/jre"), version).ifPresent(found -> add(found, machines));
            }
        }
        return machines;
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void add(JavaMachine machine, List<JavaMachine> machines) {
        if (machines.stream().noneMatch(each -> each.major == machine.major)) {
            machines.add(machine);
        }
    }

    private static Optional<JavaMachine> ofSystem(Path home) {
        Path release = home.resolve("release");
        try {
            var found = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
            return found.find() ? of(home, found.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<JavaMachine> of(Path home, String version) {
        Path executable = home.normalize().resolve("bin/java");
        var command = new JavaCommand(executable, version, Path.of("/"), Optional.empty());
        return command.major() >= 8 && Files.isExecutable(executable)
                ? Optional.of(new JavaMachine(command.major(), executable, version))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Java " + major;
    }
}
