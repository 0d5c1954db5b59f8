package funcgraph.runtime.sandbox;

import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command that starts a program in a sandbox: a shell sets the limits and enters the control groups, {@code
 * nsenter} enters the network that was made for it, bubblewrap makes the other namespaces and the file system, {@code setpriv} gives up root, and then the program runs.
 *
 * <p>The file system is this machine's {@code /usr} and the few files of {@code /etc} that programs read, read-only; the
 * slot at {@code /opt/function}; {@code /tmp}. All else does not exist.
 */
final class BubblewrapCommand {

    /** The user that code runs as on the real platform (runtimes 1.7). */
    static final String USER = "1003";

    static final Path FUNCTION = Path.of("/opt/function");

    private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
    static final Path NSENTER = Path.of("/usr/bin/nsenter");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final List<String> ROOT_FOLDERS = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

    /** Those that bubblewrap makes by itself only root could look into. */
    private static final List<String> FOLDERS = List.of("/etc", "/home", "/home/snuser", "/opt", "/var");

    private static final List<String> ETC = List.of(
            "alternatives",
            "ca-certificates",
            "ld.so.cache",
            "ld.so.conf",
            "ld.so.conf.d",
            "localtime",
            "mime.types",
            "php",
            "pki",
            "protocols",
            "services",
            "ssl",
            "timezone");
    private static final Map<String, String> WRITTEN_ETC = Map.of(
            "passwd",
            "root:x:0:0:root:/root:/bin/sh\nsnuser:x:%1$s:%1$s::/tmp:/bin/sh\n".formatted(USER),
            "group",
            "root:x:0:\nsnuser:x:%s:\n".formatted(USER),
            "hosts",
            "127.0.0.1 localhost\n::1 localhost\n",
            "nsswitch.conf",
            "passwd: files\ngroup: files\nhosts: files dns\n");

    /** Takes the limit of open files, then files to write its number to until {@code --}, then the filter, then a command. */
    private static final String SHELL = """
            ulimit -c 0; ulimit -n "$1"; shift
            while [ "$1" != -- ]; do echo $$ > "$1" || exit 125; shift; done
            exec 9< "$2"; shift 2; exec "$@"
            """;

    private final SandboxSettings settings;
    private final Path etc;
    private final Path filter;

    /** @param directory of the server's own, for the files that all sandboxes share */
    BubblewrapCommand(SandboxSettings settings, Path directory) throws IOException {
        this.settings = settings;
        this.etc = readable(Files.createDirectories(directory.resolve("etc")));
        for (var file : WRITTEN_ETC.entrySet()) {
            Files.writeString(etc.resolve(file.getKey()), file.getValue());
            Files.setPosixFilePermissions(etc.resolve(file.getKey()), PosixFilePermissions.fromString("rw-r--r--"));
        }
        this.filter = directory.resolve("filter.bpf");
        Files.write(filter, SyscallFilter.program());
    }

    /** Why it cannot work on this machine, or null. */
    static @Nullable String whatIsMissing() {
        if (!Files.isExecutable(BUBBLEWRAP)) {
            return "there is no " + BUBBLEWRAP + " (install the package bubblewrap)";
        }
        for (Path program : List.of(SETPRIV, NSENTER)) {
            if (!Files.isExecutable(program)) {
                return "there is no " + program + " (install the package util-linux)";
            }
        }
        return null;
    }

    private static Path readable(Path directory) throws IOException {
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * The whole command.
     *
     * @param entrance goes before bubblewrap
     */
    List<String> of(Launch launch, Path slot, ControlGroup group, List<String> entrance) {
        var command = new ArrayList<String>(List.of("/bin/sh", "-c", SHELL, "sandbox"));
        command.add(Integer.toString(settings.openFiles()));
        group.doors().forEach(door -> command.add(door.toString()));
        command.addAll(List.of("--", filter.toString()));
        command.addAll(entrance);
        command.add(BUBBLEWRAP.toString());
        command.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"));
        command.addAll(List.of("--die-with-parent", "--new-session", "--hostname", "function", "--seccomp", "9"));
        command.addAll(List.of("--cap-drop", "ALL", "--cap-add", "CAP_SETUID"));
        command.addAll(List.of("--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"));
        addFiles(command, launch, slot);
        command.addAll(List.of("--chdir", launch.workDirectory().toString(), "--remount-ro", "/", "--"));
        command.addAll(giveUpRoot());
        command.addAll(launch.command());
        return command;
    }

    private static List<String> giveUpRoot() {
        return List.of(
                SETPRIV.toString(),
                "--reuid",
                USER,
                "--regid",
                USER,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--no-new-privs");
    }

    private void addFiles(List<String> command, Launch launch, Path slot) {
        show(command, Path.of("/usr"), Path.of("/usr"));
        for (String name : ROOT_FOLDERS) {
            addRootFolder(command, Path.of("/", name), name);
        }
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        long temporaryBytes = (long) settings.temporaryMb() << 20;
        command.addAll(List.of("--perms", "1777", "--size", Long.toString(temporaryBytes), "--tmpfs", "/tmp"));
        command.addAll(List.of("--perms", "1777", "--size", Long.toString(temporaryBytes), "--tmpfs", "/dev/shm"));
        for (String folder : FOLDERS) {
            command.addAll(List.of("--perms", "0755", "--dir", folder));
        }
        command.addAll(List.of("--symlink", "../tmp", "/var/tmp", "--symlink", "/tmp", "/home/snuser/log"));
        WRITTEN_ETC.keySet().stream().sorted().forEach(name -> show(command, etc.resolve(name), Path.of("/etc", name)));
        usualEtc()
                .forEach(file ->
                        show(command, file, Path.of("/etc", file.getFileName().toString())));
        command.addAll(List.of("--symlink", Slot.resolverInside().toString(), "/etc/resolv.conf"));
        show(command, slot, FUNCTION);
        for (Shown shown : launch.shown()) {
            if (!shown.host().startsWith("/usr") || !shown.host().equals(shown.inside())) {
                show(command, shown.host(), shown.inside());
            }
        }
    }

    /** {@code /lib} and its like are links into {@code /usr} on most systems, and folders on some. */
    private static void addRootFolder(List<String> command, Path folder, String name) {
        if (Files.isSymbolicLink(folder)) {
            command.addAll(List.of("--symlink", "usr/" + name, "/" + name));
        } else if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            show(command, folder, Path.of("/", name));
        }
    }

    /** Debian's Java keeps its settings there, too, in a folder for each version. */
    private static List<Path> usualEtc() {
        var found = new ArrayList<Path>();
        try (Stream<Path> all = Files.list(Path.of("/etc"))) {
            all.filter(file -> ETC.contains(file.getFileName().toString())
                            || file.getFileName().toString().startsWith("java"))
                    .sorted()
                    .forEach(found::add);
        } catch (IOException none) {
            return List.of();
        }
        return found;
    }

    private static void show(List<String> command, Path host, Path inside) {
        command.addAll(List.of("--ro-bind", host.toString(), inside.toString()));
    }
}
