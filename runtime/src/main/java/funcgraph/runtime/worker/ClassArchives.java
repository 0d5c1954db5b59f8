package funcgraph.runtime.worker;

import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.Launcher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives of the classes that a JVM worker loads, one for each JVM: with it a worker starts in half the time. Each is
 * made beside the first worker of its JVM, where a JVM sees all things as its workers do, and stays for later servers.
 */
final class ClassArchives {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    /** Runs a command that writes the file, and prints the file: a child has no other place to put it. */
    private static final String PRINT =
            "f=$1; shift; \"$@\" > /dev/null 2>&1 && cat \"$f\"; s=$?; rm -f \"$f\"; exit $s";

    private final Path directory;
    private final Launcher launcher;
    private final Set<Path> tried = ConcurrentHashMap.newKeySet();

    /** @param directory with the worker's jars; the archives go beside them */
    ClassArchives(Path directory, Launcher launcher) {
        this.directory = directory;
        this.launcher = launcher;
    }

    /**
     * The archive of a JVM, if there is one; else it is being made from now on.
     *
     * @param jvm what tells this JVM from others
     * @param recording the launch of a program that writes an archive to the file it is given; empty when that JVM
     *     knows no archives
     */
    Optional<Path> find(String jvm, Function<Path, Optional<Launch>> recording) {
        Path file = directory.resolve("classes-%08x.jsa".formatted((jvm + " " + jars()).hashCode()));
        if (Files.isReadable(file)) {
            return Optional.of(file);
        }
        if (tried.add(file)) {
            Path written = Path.of(
                    "/tmp", "funcgraph-%d-%s".formatted(ProcessHandle.current().pid(), file.getFileName()));
            recording
                    .apply(written)
                    .ifPresent(launch -> Thread.ofVirtual()
                            .name("archive-" + file.getFileName())
                            .start(() -> make(file, printing(launch, written))));
        }
        return Optional.empty();
    }

    /** It is of no use for other jars than it was made with. */
    private String jars() {
        var sizes = new StringBuilder();
        for (String name : List.of("worker.jar", "gson.jar", "sdk.jar")) {
            sizes.append(directory.resolve(name).toFile().length()).append(' ');
        }
        return sizes.toString();
    }

    private static Launch printing(Launch launch, Path written) {
        var command = new ArrayList<String>(List.of("/bin/sh", "-c", PRINT, "sh", written.toString()));
        command.addAll(launch.command());
        return launch.running(command);
    }

    private void make(Path file, Launch launch) {
        Path half = file.resolveSibling(file.getFileName() + ".half");
        try {
            if (record(half, launch)) {
                Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("r--r--r--"));
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                LOG.info(
                        "no archive of classes could be made with {}: JVM workers only start slower", launch.command());
            }
        } catch (IOException e) {
            LOG.info("no archive of classes could be made: JVM workers only start slower", e);
        } finally {
            deleteIfThere(half);
        }
    }

    private boolean record(Path half, Launch launch) throws IOException {
        Child child = launcher.start(launch);
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (OutputStream out = Files.newOutputStream(half)) {
            var exited = child.exited().toCompletableFuture();
            while (!exited.isDone() && System.nanoTime() - until < 0) {
                pour(child, out);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            while (pour(child, out)) {
                // what was still in the pipe
            }
            return exited.isDone() && exited.join().status() == 0;
        } finally {
            child.kill();
        }
    }

    /** Whether there was anything. */
    private static boolean pour(Child child, OutputStream out) throws IOException {
        var poured = new long[1];
        var failed = new IOException[1];
        child.drainOutput((bytes, length) -> {
            try {
                poured[0] += length;
                out.write(bytes, 0, length);
            } catch (IOException full) {
                failed[0] = full;
            }
        });
        if (failed[0] != null) {
            throw failed[0];
        }
        return poured[0] > 0;
    }

    private static void deleteIfThere(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("could not delete {}", file, e);
        }
    }
}
