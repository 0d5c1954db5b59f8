package funcgraph.runtime.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JVM of this machine that can serve functions: the one that runs the test, and one of each other major version that
 * stands beside it.
 *
 * @param around the command that starts it where it runs only in a root file system of its own
 */
record JavaMachine(int major, Path executable, String version, List<String> around) {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");

    static List<JavaMachine> all() {
        var machines = new ArrayList<JavaMachine>();
        Path own = Path.of(System.getProperty("java.home"));
        machines.add(of(own, "/", List.of()).orElseThrow());
        try (Stream<Path> beside = Files.list(own.resolveSibling("."))) {
            beside.sorted().forEach(home -> of(home, "/", List.of()).ifPresent(machine -> add(machine, machines)));
        } catch (IOException alone) {
            return machines;
        }
        java8(System.getProperty("funcgraph.java8.root")).ifPresent(machine -> add(machine, machines));
        return machines;
    }

    private static void add(JavaMachine machine, List<JavaMachine> machines) {
        if (machines.stream().noneMatch(each -> each.major == machine.major)) {
            machines.add(machine);
        }
    }

    /** Java 8 as Debian has it: it needs a C library that may be newer than this machine's. */
    private static Optional<JavaMachine> java8(String root) {
        if (root == null) {
            return Optional.empty();
        }
        var around =
                List.of("bwrap", "--bind", root, "/", "--proc", "/proc", "--dev", "/dev", "--bind", "/tmp", "/tmp");
        try (Stream<Path> homes = Files.list(Path.of(root, "usr/lib/jvm"))) {
            return homes.flatMap(home -> of(home.resolve("jre"), root, around).stream())
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Optional<JavaMachine> of(Path home, String root, List<String> around) {
        Path seen = Path.of("/").resolve(Path.of(root).relativize(home.normalize()));
        Path release = Files.exists(home.resolve("release")) ? home.resolve("release") : home.resolve("../release");
        try {
            String version = "";
            if (Files.exists(release)) {
                var found = VERSION.matcher(Files.readString(release));
                version = found.find() ? found.group(1) : "";
            }
            if (version.isEmpty() && home.toString().contains("java-8-")) {
                version = "1.8.0";
            }
            var command = new JavaCommand(seen.resolve("bin/java"), version, Path.of("/"), Optional.empty());
            return command.major() >= 8 && Files.isExecutable(home.resolve("bin/java"))
                    ? Optional.of(new JavaMachine(command.major(), command.executable(), version, around))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Java " + major;
    }
}
