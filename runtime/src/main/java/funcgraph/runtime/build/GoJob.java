package funcgraph.runtime.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory of one build; closing it deletes all that is in it. */
public final class GoJob implements AutoCloseable {

    /** What the package is called when the upload does not say. */
    private static final String USUAL_NAME = "function";

    private static final Pattern MODULE =
            Pattern.compile("(?m)^\\s*module\\s+\"?([A-Za-z0-9._~/-]{1,200})\"?\\s*(//.*)?$");
    private static final Pattern SEGMENTS =
            Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]*(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");
    private static final List<String> RESERVED = List.of("huaweicloud.com", "funcgraph");
    private static final int MOST_MODULE_FILE_BYTES = 1024 * 1024;

    private final Path directory;
    private Path sourceDirectory;

    private GoJob(Path directory) {
        this.directory = directory;
        this.sourceDirectory = directory.resolve("src").resolve(USUAL_NAME);
    }

    static GoJob open(Path directory) throws IOException {
        var job = new GoJob(directory);
        for (String name : List.of("src", "tmp", "out")) {
            Files.createDirectories(directory.resolve(name));
        }
        return job;
    }

    /** Deletes what killed servers left in a directory of jobs. */
    static void removeOlder(Path jobs, Duration age) throws IOException {
        if (!Files.isDirectory(jobs)) {
            return;
        }
        var before = System.currentTimeMillis() - age.toMillis();
        try (Stream<Path> all = Files.list(jobs)) {
            for (Path job : all.toList()) {
                if (Files.getLastModifiedTime(job).toMillis() < before) {
                    deleteTree(job);
                }
            }
        }
    }

    Path directory() {
        return directory;
    }

    /** Where the upload's files go. It does not exist at first; its name may change when the job is built. */
    public Path sourceDirectory() {
        return sourceDirectory;
    }

    /** Where whoever has the job may put a file of its own. */
    public Path file(String name) {
        return directory.resolve("out").resolve(name);
    }

    /**
     * Puts the upload where Go finds its packages: under the name that its go.mod gives it, so that its own packages can
     * be imported by that name. A copy of the SDK among its vendored packages makes way for the platform's, because its
     * types would be other types than the worker's.
     *
     * @return the import path
     */
    String arrange() throws IOException {
        deleteTree(sourceDirectory.resolve("vendor").resolve("huaweicloud.com").resolve("go-runtime"));
        String name = moduleName();
        if (!name.equals(USUAL_NAME)) {
            Path target = directory.resolve("src").resolve(name);
            Files.createDirectories(target.resolveSibling("."));
            Files.move(sourceDirectory, target);
            sourceDirectory = target;
        }
        return name;
    }

    private String moduleName() throws IOException {
        Path file = sourceDirectory.resolve("go.mod");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_MODULE_FILE_BYTES) {
            return USUAL_NAME;
        }
        var found = MODULE.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        if (!found.find()) {
            return USUAL_NAME;
        }
        String name = found.group(1);
        boolean usable = SEGMENTS.matcher(name).matches()
                && !name.startsWith(USUAL_NAME + "/")
                && RESERVED.stream().noneMatch(reserved -> name.equals(reserved) || name.startsWith(reserved + "/"));
        return usable ? name : USUAL_NAME;
    }

    @Override
    public void close() throws IOException {
        deleteTree(directory);
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
