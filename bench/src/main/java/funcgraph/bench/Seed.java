package funcgraph.bench;

import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.FuncVpc;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Hook;
import funcgraph.domain.Ids;
import funcgraph.domain.MountConfig;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.Strategy;
import funcgraph.domain.UserData;
import funcgraph.store.DataDirectory;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Fills a data directory by the store's own tables: a hundred thousand creations by HTTP would take a quarter hour. */
final class Seed {

    static final String PROJECT = "benchmark";
    static final String REGION = "cn-north-1";
    private static final int PER_TRANSACTION = 1000;
    /** No package of that name is stored: metadata is all that is asked for. */
    private static final CodePackage CODE =
            new CodePackage(CodeType.INLINE, "", "index.py", "index.py", 100, "ab".repeat(64), "", List.of());

    private Seed() {}

    static String name(int function) {
        return "function-" + function;
    }

    static String urn(int function) {
        return FunctionUrn.latest(REGION, key(function));
    }

    /** Makes the database with this many functions, which may be none. */
    static void fill(Path data, int functions) {
        var table = new FunctionTable();
        var random = new SplittableRandom(functions);
        var ids = new Ids(() -> random);
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var config = config();
        try (var directory = DataDirectory.open(data);
                var store = Store.open(StoreSettings.sqlite(directory.database()))) {
            for (int first = 0; first < functions; first += PER_TRANSACTION) {
                int from = first;
                store.write(tx -> {
                    for (int i = from; i < Math.min(functions, from + PER_TRANSACTION); i++) {
                        table.insert(tx, function(i, config, ids, now.plusMillis(i)));
                    }
                    return from;
                });
            }
        }
    }

    private static Function function(int number, FunctionConfig config, Ids ids, Instant now) {
        return new Function(
                ids.uuid(), key(number), Function.firstRevision(now), config, CODE, ids.imageName(now), now, now);
    }

    private static FunctionConfig config() {
        var userData = new UserData("{\"stage\":\"seed\",\"limit\":\"3\"}", Map.of("stage", "seed", "limit", "3"));
        return new FunctionConfig(
                RuntimeName.PYTHON_3_9,
                "index.handler",
                128,
                3,
                userData,
                UserData.NONE,
                "",
                "one of many",
                "",
                null,
                Hook.NONE,
                FuncVpc.NONE,
                Strategy.DEFAULT,
                "",
                MountConfig.NONE,
                FunctionConfig.Extras.NONE);
    }

    private static FunctionKey key(int function) {
        return new FunctionKey(PROJECT, FunctionKey.DEFAULT_PACKAGE, name(function));
    }
}
