package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of its work has kept everything it acknowledged. */
class CrashTest {

    private static final int ROUNDS = 4;
    private static final int ACKNOWLEDGED_PER_ROUND = 60;
    private static final int WRITERS = 8;

    @TempDir
    Path directory;

    @Test
    void every_acknowledged_write_is_there_after_each_of_several_kills() throws Exception {
        var acknowledged = new HashMap<String, Long>();
        for (int round = 0; round < ROUNDS; round++) {
            killInTheMiddle(acknowledged);
            requireAllThere(acknowledged);
        }
        assertThat(acknowledged).hasSize(WRITERS);
    }

    private void killInTheMiddle(Map<String, Long> acknowledged) throws Exception {
        try (var child = ChildJvm.start(Writing.class, directory.toString())) {
            for (int i = 0; i < ACKNOWLEDGED_PER_ROUND; i++) {
                note(child.line(), acknowledged);
            }
            // Through the handle: the process itself would close the pipe, and with it what was said last.
            child.process().toHandle().destroyForcibly();
            assertThat(child.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
            // What it had said before it died counts too. The last line may be cut off in its middle.
            for (var line = child.output().readLine();
                    line != null;
                    line = child.output().readLine()) {
                if (line.endsWith(";")) {
                    note(line, acknowledged);
                }
            }
        }
    }

    private static void note(String line, Map<String, Long> acknowledged) {
        assertThat(line).endsWith(";");
        var parts = line.substring(0, line.length() - 1).split(" ", -1);
        acknowledged.merge(parts[0], Long.valueOf(parts[1]), Math::max);
    }

    private void requireAllThere(Map<String, Long> acknowledged) {
        var functions = new FunctionTable();
        try (var data = DataDirectory.open(directory);
                var store = Store.open(StoreSettings.sqlite(data.database()))) {
            acknowledged.forEach((name, revision) -> {
                var function = store.read(view -> functions.find(view, Samples.key(name)));
                assertThat(function).isPresent();
                assertThat(function.get().revision()).isGreaterThanOrEqualTo(revision);
            });
            String sound = store.write(tx ->
                    tx.first("pragma integrity_check", row -> row.getString(1)).orElseThrow());
            assertThat(sound).isEqualTo("ok");
            var usage = store.read(view -> functions.usage(view, Samples.PROJECT));
            assertThat(usage.functions()).isEqualTo(WRITERS);
        }
    }

    /** Raises the revisions of some functions from several threads, and says each that was acknowledged. */
    static final class Writing {
        private Writing() {}

        public static void main(String[] arguments) throws InterruptedException {
            var data = DataDirectory.open(Path.of(arguments[0]));
            var store = Store.open(StoreSettings.sqlite(data.database()));
            var functions = new FunctionTable();
            for (int writer = 0; writer < WRITERS; writer++) {
                var name = "f" + writer;
                Thread.ofPlatform().start(() -> {
                    while (true) {
                        long revision = store.write(tx -> next(functions, tx, name));
                        synchronized (Writing.class) {
                            System.out.println(name + " " + revision + ";");
                        }
                    }
                });
            }
            Thread.currentThread().join();
        }

        private static long next(FunctionTable functions, Tx tx, String name) {
            var found = functions.findForUpdate(tx, Samples.key(name));
            if (found.isEmpty()) {
                functions.insert(tx, Samples.function(name));
                return 1;
            }
            var before = found.get();
            var after = before.changed(before.config(), before.code(), before.imageName(), before.lastModified());
            functions.update(tx, before, after);
            return after.revision();
        }
    }
}
