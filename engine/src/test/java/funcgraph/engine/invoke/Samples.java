package funcgraph.engine.invoke;

import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.ConfigChange;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.Strategy;
import java.time.Instant;
import java.util.List;

/** Functions to test with. */
final class Samples {

    static final FunctionKey KEY = new FunctionKey("p", "default", "f");
    private static final Instant BORN = Instant.parse("2026-01-01T00:00:00Z");

    private Samples() {}

    static Function function(long revision) {
        return function("id-1", revision, BORN, Strategy.DEFAULT);
    }

    static Function reborn(long revision) {
        return function("id-2", revision, BORN.plusSeconds(1), Strategy.DEFAULT);
    }

    static Function limited(String name, int maxInstances, int concurrentNum) {
        return new Function(
                "id-" + name,
                new FunctionKey("p", "default", name),
                1,
                config(new Strategy(maxInstances, concurrentNum)),
                inline("", "index.py"),
                "image",
                BORN,
                BORN);
    }

    static CodePackage inline(String digest, String entryFile) {
        return new CodePackage(CodeType.INLINE, "", "index.py", entryFile, 0, digest, "", List.of());
    }

    private static Function function(String id, long revision, Instant born, Strategy strategy) {
        return new Function(id, KEY, revision, config(strategy), inline("", "index.py"), "image", born, born);
    }

    private static FunctionConfig config(Strategy strategy) {
        var change = new ConfigChange(
                List.of(),
                null,
                null,
                null,
                null,
                "index.handler",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                ConfigChange.HookChange.NOTHING,
                null,
                new ConfigChange.StrategyChange(strategy.maxInstances(), strategy.concurrentNum()),
                null,
                null,
                ConfigChange.ExtrasChange.NOTHING,
                null);
        return change.applyTo(FunctionConfig.initial(RuntimeName.PYTHON_3_9));
    }
}
