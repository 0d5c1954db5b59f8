package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Debian suite, which need not be the machine's own. apt works on private lists here, so that the system's packages and
 * what it knows of them stay as they are. Release files are checked against Debian's keys.
 */
final class Suite {

    private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    private static final Duration UPDATE = Duration.ofMinutes(5);
    private static final Duration RESOLVE = Duration.ofMinutes(2);
    private static final Duration DOWNLOAD = Duration.ofMinutes(15);
    private static final Duration UNPACK = Duration.ofMinutes(3);

    /** The C library, and what a maintainer's script would have run. */
    private static final List<String> NO_LIBRARIES = List.of("libc6", "libc-", "libperl", "libdebconf");

    private final String name;
    private final Path directory;
    private final List<String> apt;

    private Suite(String name, Path directory, List<String> apt) {
        this.name = name;
        this.directory = directory;
        this.apt = apt;
    }

    /** @param cache where the lists of all suites are kept between the runtimes of one installation */
    static Suite open(String name, Path cache) throws InstallFailed, IOException {
        String mirror = Mirror.of(Path.of("/etc/apt"))
                .orElseThrow(() -> new InstallFailed("unsupported distribution: its packages come from Debian, and "
                        + "apt's sources on this machine name no Debian archive"));
        if (!Files.isReadable(KEYS)) {
            throw new InstallFailed("there are no Debian keys in " + KEYS + ": install debian-archive-keyring");
        }
        Path directory = cache.resolve(name);
        Path lists = directory.resolve("lists");
        Files.createDirectories(lists.resolve("partial"));
        Files.createDirectories(directory.resolve("cache/archives/partial"));
        Path sources = directory.resolve("sources.list");
        Files.writeString(sources, "deb [signed-by=%s] %s %s main\n".formatted(KEYS, mirror, name));
        var suite = new Suite(
                name,
                directory,
                List.of(
                        "-o", "Dir::Etc::sourcelist=" + sources,
                        "-o", "Dir::Etc::sourceparts=/dev/null",
                        "-o", "Dir::State::Lists=" + lists,
                        "-o", "Dir::State::status=/dev/null",
                        "-o", "Dir::Cache=" + directory.resolve("cache"),
                        "-o", "APT::Sandbox::User=root",
                        "-o", "Acquire::Languages=none",
                        "-o", "APT::Update::Error-Mode=any",
                        "-o", "Acquire::Retries=2"));
        if (isEmpty(lists)) {
            Tool.run(
                    "reading what Debian " + name + " has",
                    UPDATE,
                    directory,
                    suite.command("apt-get", "-q", "update"));
        }
        return suite;
    }

    private static boolean isEmpty(Path lists) throws IOException {
        try (Stream<Path> files = Files.list(lists)) {
            return files.noneMatch(file -> file.toString().contains("Packages"));
        }
    }

    /** The libraries that these packages need, without the C library, which is another question. */
    List<String> librariesOf(List<String> packages) throws InstallFailed, IOException {
        var words = new ArrayList<>(List.of("-s", "-qq", "--no-install-recommends", "install"));
        words.addAll(packages);
        var plan = Tool.run(
                "finding what " + packages.getFirst() + " of Debian " + name + " needs",
                RESOLVE,
                directory,
                command("apt-get", words));
        return plan.lines()
                .filter(line -> line.startsWith("Inst "))
                .map(line -> Arrays.asList(line.split(" ", -1)).get(1))
                .filter(Suite::isLibrary)
                .filter(name -> !packages.contains(name))
                .toList();
    }

    private static boolean isLibrary(String name) {
        return name.equals("zlib1g")
                || (name.startsWith("lib")
                        && !name.endsWith("-bin")
                        && NO_LIBRARIES.stream().noneMatch(name::startsWith));
    }

    /** Fetches packages and unpacks them into {@code root}; none of their scripts is run. */
    void unpack(List<String> packages, Path scratch, Path root) throws InstallFailed, IOException {
        Path archives = Files.createTempDirectory(scratch, "deb");
        var words = new ArrayList<>(List.of("-qq", "download"));
        words.addAll(packages);
        Tool.run(
                "fetching %s of Debian %s".formatted(packages.getFirst(), name),
                DOWNLOAD,
                archives,
                command("apt-get", words));
        try (Stream<Path> files = Files.list(archives)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".deb")).sorted().toList()) {
                Tool.run(
                        "unpacking " + file.getFileName(),
                        UNPACK,
                        archives,
                        List.of("dpkg-deb", "-x", file.toString(), root.toString()));
                Files.delete(file);
            }
        }
    }

    private List<String> command(String program, String... words) {
        return command(program, List.of(words));
    }

    private List<String> command(String program, List<String> words) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(apt);
        command.addAll(words);
        return command;
    }
}
