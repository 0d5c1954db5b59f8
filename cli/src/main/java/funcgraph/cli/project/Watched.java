package funcgraph.cli.project;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The folders of a project, looked at for changes by the kernel. */
public final class Watched implements AutoCloseable {

    /** An editor writes a file in several steps; when none has come for so long, they are done. */
    private static final Duration QUIET = Duration.ofMillis(60);

    /** A program that never stops writing must not put a deployment off for ever. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private static final int MAX_FOLDERS = 10_000;

    private final WatchService service;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Path root;
    private final Ignored ignored;

    private Watched(WatchService service, Path root, Ignored ignored) {
        this.service = service;
        this.root = root;
        this.ignored = ignored;
    }

    /** Watches a project's folder, what lies below and is not ignored, and its code where that lies elsewhere. */
    public static Watched of(Project project) throws IOException {
        var root = project.directory().toAbsolutePath().normalize();
        var watched = new Watched(root.getFileSystem().newWatchService(), root, project.ignored());
        watched.addTree(root);
        switch (project.code()) {
            case Code.Made(Path archive) -> watched.addFolderOf(archive);
            case Code.Files(Path code) when Files.isDirectory(code) -> watched.addTree(code.toAbsolutePath());
            case Code.Files(Path code) -> watched.addFolderOf(code);
            case Code.Remote remote -> {}
            case Code.None none -> {}
        }
        return watched;
    }

    /** Waits for a change, and then until no more come. False when nothing changed for as long as {@code atMost}. */
    public boolean awaitChange(Duration atMost) throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        boolean changed = false;
        while (!changed) {
            long left = end - System.nanoTime();
            var key = left <= 0 ? null : service.poll(left, TimeUnit.NANOSECONDS);
            if (key == null) {
                return false;
            }
            changed = isOfInterest(key);
        }
        long patience = System.nanoTime() + PATIENCE.toNanos();
        for (@Nullable WatchKey key = more(); key != null && System.nanoTime() < patience; key = more()) {
            isOfInterest(key);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }

    private @Nullable WatchKey more() throws InterruptedException {
        return service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isOfInterest(WatchKey key) throws IOException {
        var folder = folders.getOrDefault(key, root);
        boolean interesting = false;
        for (var event : key.pollEvents()) {
            if (event.kind().equals(OVERFLOW)) {
                interesting = true;
                continue;
            }
            var path = folder.resolve(String.valueOf(event.context()));
            boolean isFolder = Files.isDirectory(path);
            if (isIgnored(path, isFolder)) {
                continue;
            }
            if (isFolder && event.kind().equals(ENTRY_CREATE)) {
                addTree(path);
            }
            interesting = true;
        }
        if (!key.reset()) {
            folders.remove(key);
        }
        return interesting;
    }

    /** The project's own file is no code, and yet what it says counts. */
    private boolean isIgnored(Path path, boolean isFolder) {
        var name = path.startsWith(root) ? root.relativize(path).toString() : "";
        boolean own = name.equals(Project.FILE) || name.equals(Ignored.FILE);
        return !own && !name.isEmpty() && ignored.leavesOut(name, isFolder);
    }

    private void addTree(Path folder) throws IOException {
        if (folders.size() > MAX_FOLDERS) {
            throw new IOException("more than " + MAX_FOLDERS + " folders to watch: leave some out (ignore:)");
        }
        add(folder);
        try (var entries = Files.list(folder)) {
            for (var each : entries.toList()) {
                if (Files.isDirectory(each) && !Files.isSymbolicLink(each) && !isIgnored(each, true)) {
                    addTree(each);
                }
            }
        }
    }

    private void addFolderOf(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null && Files.isDirectory(folder)) {
            add(folder);
        }
    }

    private void add(Path folder) throws IOException {
        folders.put(folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), folder);
    }
}
