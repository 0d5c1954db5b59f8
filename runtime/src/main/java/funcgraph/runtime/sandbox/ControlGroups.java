package funcgraph.runtime.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where this server's control groups are: a directory of its own in the hierarchy of each controller, version 1 or 2 of
 * the kernel's interface, whichever has the memory controller.
 */
abstract sealed class ControlGroups implements AutoCloseable {

    private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids");
    private static final String PREFIX = "funcgraph-";
    private static final String ASIDE = "funcgraph-server";

    /** What {@code /proc/self/cgroup} calls the hierarchy of version 2. */
    private static final String UNIFIED = "";

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MARK_BYTES = 16;

    private final List<Path> homes;

    private ControlGroups(List<Path> homes) {
        this.homes = homes;
    }

    abstract ControlGroup make(String name) throws IOException;

    /**
     * Makes the server's own directories, and takes away those of servers that were killed.
     *
     * @throws IOException with what is missing
     */
    static ControlGroups open() throws IOException {
        Map<String, Path> mounted = new HashMap<>();
        Path unified = null;
        for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
            String[] halves = line.split(" - ", 2);
            String[] place = halves[0].split(" ", -1);
            String[] kind = halves[1].split(" ", -1);
            if (kind[0].equals("cgroup")) {
                for (String option : kind[2].split(",", -1)) {
                    mounted.putIfAbsent(option, below(place[3], Path.of(place[4]), option));
                }
            } else if (kind[0].equals("cgroup2")) {
                var mount = Path.of(place[4]);
                unified = handedOver(mount, below(place[3], mount, UNIFIED));
            }
        }
        if (CONTROLLERS.stream().allMatch(mounted::containsKey)) {
            return new V1(CONTROLLERS.stream().map(name -> own(mounted, name)).toList());
        }
        if (unified == null) {
            throw new IOException("no control groups are mounted");
        }
        enableControllers(unified);
        return new V2(unified.resolve(PREFIX + ProcessHandle.current().pid()));
    }

    private static Path own(Map<String, Path> mounted, String controller) {
        Path parent = mounted.get(controller);
        if (parent == null) {
            throw new IllegalStateException("no controller " + controller);
        }
        return parent.resolve(PREFIX + ProcessHandle.current().pid());
    }

    /** The server's own group of a controller, as this mount shows it: limits set above still hold below. */
    private static Path below(String root, Path mount, String controller) {
        try (Stream<String> groups = Files.lines(Path.of("/proc/self/cgroup"))) {
            return groups.map(line -> line.split(":", 3))
                    .filter(fields -> List.of(fields[1].split(",", -1)).contains(controller))
                    .map(fields -> fields[2])
                    .filter(path -> root.equals("/") || path.startsWith(root))
                    .map(path -> root.equals("/") ? path : path.substring(root.length()))
                    .map(path -> mount.resolve(path.startsWith("/") ? path.substring(1) : path))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElse(mount);
        } catch (IOException unreadable) {
            return mount;
        }
    }

    /**
     * Where groups of version 2 are made: in the server's own one, where systemd has left that to the server ({@code
     * Delegate=}), so that the limits of the service hold for its workers, too, and nothing is left when it is stopped. Else
     * at the top: what is in another's group, a login's shell for one, is not to be moved.
     */
    static Path handedOver(Path mount, Path own) {
        Path candidate = own.endsWith(ASIDE) && !own.equals(mount) ? own.getParent() : own;
        return candidate != null && isDelegated(candidate) && hasControllers(candidate) ? candidate : mount;
    }

    /** systemd marks groups that it has handed over, since its version 251 in a way that any process can read. */
    private static boolean isDelegated(Path group) {
        try {
            var marks = Files.getFileAttributeView(group, UserDefinedFileAttributeView.class);
            var mark = ByteBuffer.allocate(MARK_BYTES);
            return marks != null && marks.read("delegate", mark) == 1 && mark.get(0) == '1';
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean hasControllers(Path group) {
        try {
            return List.of(Files.readString(group.resolve("cgroup.controllers"))
                            .strip()
                            .split(" ", -1))
                    .containsAll(CONTROLLERS);
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * A version 2 group may only hand on its controllers when no process is in it, unless it is the machine's root. That of
     * a service or a container is not, and the processes there, this server's among them, move to a group of their own.
     */
    private static void enableControllers(Path unified) throws IOException {
        Path control = unified.resolve("cgroup.subtree_control");
        byte[] wanted = "+memory +cpu +pids".getBytes(StandardCharsets.US_ASCII);
        try {
            Files.write(control, wanted);
        } catch (IOException occupied) {
            Path aside = unified.resolve(ASIDE);
            Files.createDirectories(aside);
            for (String process : Files.readAllLines(unified.resolve("cgroup.procs"))) {
                Files.write(aside.resolve("cgroup.procs"), process.getBytes(StandardCharsets.US_ASCII));
            }
            Files.write(control, wanted);
        }
    }

    void start() throws IOException {
        for (Path home : homes) {
            removeAbandoned(home.resolveSibling("."));
            Files.createDirectory(home);
        }
    }

    /** Servers that were killed could not; their process numbers tell that they are gone. */
    private static void removeAbandoned(Path parent) throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            for (Path home : found.filter(ControlGroups::isAbandoned).toList()) {
                removeIfUnused(home);
            }
        }
    }

    /** In another process space a number means another process; what that one uses, the kernel keeps. */
    private static void removeIfUnused(Path home) {
        try {
            remove(home);
        } catch (IOException used) {
            // Of its own number, this server hears when it makes its directory.
        }
    }

    /** In a container every server has the number 1, and so had the one before it, which was killed. */
    private static boolean isAbandoned(Path directory) {
        String name = directory.getFileName().toString();
        String number = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        return !number.isEmpty()
                && number.chars().allMatch(Character::isDigit)
                && (Long.parseLong(number) == ProcessHandle.current().pid()
                        || ProcessHandle.of(Long.parseLong(number)).isEmpty());
    }

    private static void remove(Path home) throws IOException {
        var left = new ArrayList<Path>();
        try (Stream<Path> inside = Files.list(home)) {
            inside.filter(Files::isDirectory).forEach(left::add);
        }
        for (Path group : left) {
            Files.deleteIfExists(group);
        }
        Files.deleteIfExists(home);
    }

    /** Takes away the server's own directories, once the groups in them are. */
    @Override
    public void close() throws IOException {
        for (Path home : homes) {
            Files.deleteIfExists(home);
        }
    }

    static Duration patience() {
        return PATIENCE;
    }

    static final class V1 extends ControlGroups {
        private final List<Path> homes;

        V1(List<Path> homes) {
            super(homes);
            this.homes = homes;
        }

        @Override
        ControlGroup make(String name) throws IOException {
            return new ControlGroup.V1(
                    homes.get(0).resolve(name),
                    homes.get(1).resolve(name),
                    homes.get(2).resolve(name));
        }

        @Override
        public String toString() {
            return "control groups v1";
        }
    }

    static final class V2 extends ControlGroups {
        private final Path home;

        V2(Path home) {
            super(List.of(home));
            this.home = home;
        }

        @Override
        void start() throws IOException {
            super.start();
            Files.write(
                    home.resolve("cgroup.subtree_control"), "+memory +cpu +pids".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        ControlGroup make(String name) throws IOException {
            return new ControlGroup.V2(home.resolve(name));
        }

        @Override
        public String toString() {
            return "control groups v2";
        }
    }
}
