package funcgraph.engine.invoke;

import funcgraph.domain.CodePackage;
import funcgraph.domain.DependencyVersion;
import funcgraph.domain.FunctionKey;
import funcgraph.runtime.worker.WorkerSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Unpacked code, ready to run: one directory {@code code} for each different code package and dependency, shared by all
 * revisions that run it. A cache: it is rebuilt from the package store, so it starts empty and may forget anything that
 * no call and no worker uses.
 *
 * <p>Preparing happens once however many calls ask at the same time; all wait for the same.
 */
public final class CodeTrees {

    /** A tree that nobody has used for so long makes way for one that is new. */
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Path root;
    private final CodeLayout layout;
    private final Hop hop;
    private final int capacity;
    private final ConcurrentHashMap<TreeKey, Tree> trees = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Revision, Use> crews = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();
    private final AtomicBoolean trimming = new AtomicBoolean();

    /**
     * Opens the cache and empties it.
     *
     * @param capacity trees kept; more only while all are in use
     */
    public CodeTrees(Path root, CodeLayout layout, Hop hop, int capacity) {
        this.root = root;
        this.layout = layout;
        this.hop = hop;
        this.capacity = capacity;
        CodeLayout.delete(root);
    }

    /** A call's or a worker's hold on a tree; it is not forgotten before {@link #end}. */
    static final class Use {

        private final Tree tree;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Use(Tree tree) {
            this.tree = tree;
        }

        /** The directory with the code, once it lies there. */
        Future<Path> ready() {
            return tree.ready;
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                tree.uses.decrementAndGet();
            }
        }
    }

    /**
     * Notes that workers of a revision run from a package's tree, so that it stays until {@link #crewEnded}. To be called
     * with a lease of that revision in hand.
     */
    void keepFor(WorkerSpec revision, CodePackage code) {
        var key = new Revision(revision.function(), revision.version(), revision.revision());
        if (!crews.containsKey(key)) {
            crews.computeIfAbsent(key, ignored -> use(code));
        }
    }

    /** No worker and no call of that revision is left. */
    public void crewEnded(WorkerSpec revision) {
        var held = crews.remove(new Revision(revision.function(), revision.version(), revision.revision()));
        if (held != null) {
            held.end();
        }
    }

    private record Revision(FunctionKey function, String version, long revision) {}

    /** Takes hold of a package's tree and has it prepared when it is new. Does not wait. */
    Use use(CodePackage code) {
        var use = hold(code);
        use.tree.lastUseNanos = System.nanoTime();
        use.tree.wasUsed = true;
        return use;
    }

    /**
     * Has a package's tree prepared before anybody needs it, when it is new and takes the place of none that was used of
     * late. Does not wait. Trees that nobody has used go before all others.
     */
    void prepareAhead(CodePackage code) {
        if (!trees.containsKey(key(code)) && hasRoom()) {
            var use = hold(code);
            use.ready().onComplete(ignored -> use.end());
        }
    }

    private boolean hasRoom() {
        long before = System.nanoTime() - KEPT_NANOS;
        return trees.size() < capacity
                || trees.values().stream()
                        .anyMatch(tree -> tree.uses.get() == 0 && (!tree.wasUsed || tree.lastUseNanos - before < 0));
    }

    private Use hold(CodePackage code) {
        var key = key(code);
        var preparing = new AtomicBoolean();
        var tree = trees.compute(key, (ignored, present) -> {
            var held = present;
            if (held == null) {
                preparing.set(true);
                held = new Tree(root.resolve(Long.toString(names.incrementAndGet())));
            }
            held.uses.incrementAndGet();
            return held;
        });
        if (preparing.get()) {
            prepare(key, tree, code);
        }
        return new Use(tree);
    }

    private record TreeKey(String digest, String entryFile, String dependencyDigest, List<String> dependencies) {}

    private static TreeKey key(CodePackage code) {
        return new TreeKey(code.digest(), code.entryFile(), code.dependencyDigest(), digests(code));
    }

    private static List<String> digests(CodePackage code) {
        return code.dependencies().isEmpty()
                ? List.of()
                : code.dependencies().stream().map(DependencyVersion::digest).toList();
    }

    private static final class Tree {
        final Path home;
        final Promise<Path> promise = Promise.promise();
        final Future<Path> ready = promise.future();
        final AtomicInteger uses = new AtomicInteger();
        volatile long lastUseNanos = System.nanoTime();
        volatile boolean wasUsed;

        Tree(Path home) {
            this.home = home;
        }

        /** Named as on the real platform, where its parent is the working directory (runtimes 1.7). */
        Path directory() {
            return home.resolve("code");
        }
    }

    private void prepare(TreeKey key, Tree tree, CodePackage code) {
        hop.off(() -> {
                    layout.lay(code, tree.home);
                    return tree.directory();
                })
                .onComplete(laid -> {
                    if (laid.failed()) {
                        trees.remove(key, tree);
                        tree.promise.fail(laid.cause());
                    } else {
                        tree.promise.complete(laid.result());
                        trimLater();
                    }
                });
    }

    private void trimLater() {
        if (trees.size() > capacity && trimming.compareAndSet(false, true)) {
            hop.off(() -> {
                        trim();
                        return true;
                    })
                    .onComplete(ignored -> trimming.set(false));
        }
    }

    /** Forgets the longest unused trees; a call that comes for one meanwhile finds it held, or prepares it anew. */
    private void trim() {
        long now = System.nanoTime();
        var idle = trees.entrySet().stream()
                .filter(entry -> entry.getValue().uses.get() == 0)
                .sorted(Comparator.comparing((Map.Entry<TreeKey, Tree> entry) -> entry.getValue().wasUsed)
                        .thenComparingLong(entry -> entry.getValue().lastUseNanos - now))
                .limit(Math.max(0, trees.size() - capacity))
                .map(Map.Entry::getKey)
                .toList();
        for (var key : idle) {
            var dropped = new Tree[1];
            trees.computeIfPresent(key, (ignored, tree) -> {
                if (tree.uses.get() > 0) {
                    return tree;
                }
                dropped[0] = tree;
                return null;
            });
            if (dropped[0] != null) {
                CodeLayout.delete(dropped[0].home);
            }
        }
    }
}
