package funcgraph.bench;

import funcgraph.domain.FunctionOrder;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.ApiSpec;
import funcgraph.domain.trigger.Trigger;
import funcgraph.store.DataDirectory;
import funcgraph.store.FunctionFilter;
import funcgraph.store.FunctionTable;
import funcgraph.store.Store;
import funcgraph.store.StoreSettings;
import funcgraph.store.StoredTrigger;
import funcgraph.store.TriggerTable;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls of one API of the gateway, on a server where its group has ten routes, and on one where it has ten thousand. Both
 * are up at once; each round measures both, every second round in the opposite order.
 */
final class GatewayBench {

    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int CONNECTIONS = 16;
    private static final int MEMORY_MB = 1024;
    private static final double MOST = 1.2;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final String GROUP = "bench";

    private GatewayBench() {}

    static void run(int rounds, Duration time, Path home, PrintStream out) throws Exception {
        var scratch = Files.createTempDirectory(home.resolve("bench").resolve("target"), "gateway-");
        var config = Files.writeString(scratch.resolve("config.yaml"), """
                api: {project_id: %s, rate_limit_per_second: 0}
                log: {level: warn}
                """.formatted(Seed.PROJECT));
        var script = Wrk.script(scratch.resolve("post.lua"), Map.of("Content-Type", "text/plain"), "x".repeat(1000));
        seed(scratch.resolve("few"), FEW);
        seed(scratch.resolve("many"), MANY);
        try (var fewServer = BenchServer.start(home, config, scratch.resolve("few"));
                var manyServer = BenchServer.start(home, config, scratch.resolve("many"));
                var few = new Functions(fewServer, home);
                var many = new Functions(manyServer, home)) {
            var targets = List.of(open(few), open(many));
            for (var target : targets) {
                Wrk.run(target, script, CONNECTIONS, WARM_UP);
            }
            var rates = new double[2][rounds];
            for (int round = 0; round < rounds; round++) {
                out.printf("round %d of %d%n", round + 1, rounds);
                for (int i = 0; i < 2; i++) {
                    int at = round % 2 == 0 ? i : 1 - i;
                    rates[at][round] =
                            Wrk.run(targets.get(at), script, CONNECTIONS, time).perSecond();
                }
            }
            print(rates, out);
        }
    }

    /** event_data of an API that anybody may call. */
    static ObjectNode api(String group, String path) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("group_id", group)
                .put("env_id", ApiSpec.RELEASE_ID)
                .put("auth", "NONE")
                .put("protocol", "HTTP")
                .put("name", "bench")
                .put("path", path)
                .put("match_mode", "NORMAL")
                .put("req_method", "POST");
    }

    private static URI open(Functions functions) throws Exception {
        functions.deployWeb("web", MEMORY_MB);
        return functions.open("web", GROUP, "/users/{id}/files");
    }

    /** Routes of the same group, environment and method, half of them below the same first segment. */
    private static void seed(Path data, int routes) {
        Seed.fill(data, 1);
        var triggers = new TriggerTable();
        try (var directory = DataDirectory.open(data);
                var store = Store.open(StoreSettings.sqlite(directory.database()))) {
            var function = store.read(view -> new FunctionTable()
                            .list(view, FunctionFilter.ofProject(Seed.PROJECT), FunctionOrder.OF_CREATION, 0, 1))
                    .getFirst();
            var all = new ArrayList<Trigger>();
            for (int i = 0; i < routes; i++) {
                var path = i % 2 == 0 ? "/users/user-" + i : "/route-" + i + "/{id}/files";
                var eventData = new LinkedHashMap<String, Object>();
                api(GROUP, path)
                        .properties()
                        .forEach(field ->
                                eventData.put(field.getKey(), field.getValue().stringValue()));
                var now = Instant.ofEpochMilli(i);
                all.add(new Trigger(
                        "route-" + i,
                        function.id(),
                        function.key(),
                        "latest",
                        TriggerType.APIG,
                        true,
                        eventData,
                        now,
                        now));
            }
            store.write(tx -> {
                all.forEach(one -> triggers.insert(tx, new StoredTrigger(one, one.id(), "", Optional.empty())));
                return all.size();
            });
        }
    }

    private static void print(double[][] rates, PrintStream out) {
        var ratios = new double[rates[0].length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = rates[0][round] / rates[1][round];
        }
        double ratio = Medians.of(ratios);
        out.printf(
                Locale.ROOT,
                "%nPOST of 1 KB through the gateway, %d connections%n%8d routes  %9.0f /s%n%8d routes  %9.0f /s%n"
                        + "%d routes cost %.2f x of %d, at most %.1f: %s%n",
                CONNECTIONS,
                FEW,
                Medians.of(rates[0]),
                MANY,
                Medians.of(rates[1]),
                MANY,
                ratio,
                FEW,
                MOST,
                ratio <= MOST ? "reached" : "missed");
    }
}
