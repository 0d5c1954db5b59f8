package funcgraph.cli;

import funcgraph.cli.screen.Table;
import funcgraph.cli.screen.Terminal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "top",
        description =
                "Shows which functions are busy: a table that a terminal redraws until Ctrl-C, and others get once.")
final class TopCommand extends Verb {

    private static final String CLEAR = "\033[H\033[2J";
    private static final int MAX_ROWS = 1000;
    private static final int MAX_SECONDS = 3600;

    @Mixin
    private Shown shown = new Shown();

    @Option(
            names = {"-n", "--rows"},
            paramLabel = "N",
            defaultValue = "20",
            description = "how many functions (default: 20)")
    private int rows;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "between two tables (default: 2)")
    private int interval;

    @Option(names = "--once", description = "show it once")
    private boolean once;

    @Override
    void prepare() {
        if (rows < 1 || rows > MAX_ROWS) {
            throw wrong("--rows: " + rows + " must be 1 to " + MAX_ROWS);
        }
        if (interval < 1 || interval > MAX_SECONDS) {
            throw wrong("--interval: " + interval + " must be 1 to " + MAX_SECONDS);
        }
    }

    @Override
    int run(ApiClient api) throws InterruptedException {
        boolean live = !once && shown.isTable() && Terminal.OUTPUT.isThere();
        while (true) {
            var functions = api.ask("GET", api.functions() + "/top", Map.of("limit", Integer.toString(rows)), null)
                    .path("functions");
            if (live) {
                out().print(CLEAR + api.endpoint() + ", the last minute, every " + interval + " s\n\n");
            }
            shown.print(out(), functions, TopCommand::tableOf);
            if (!live) {
                return Exit.DONE;
            }
            Thread.sleep(Duration.ofSeconds(interval));
        }
    }

    private static Table tableOf(JsonNode functions) {
        var table = new Table("FUNCTION", "CALLS/S", "ERRORS/S", "P50 MS", "P99 MS", "RUNNING", "WORKERS", "MEMORY");
        for (var each : functions) {
            table.row(
                    each.path("func_name").asString(""),
                    number(each, "calls_per_second"),
                    number(each, "errors_per_second"),
                    number(each, "p50_ms"),
                    number(each, "p99_ms"),
                    Long.toString(each.path("concurrency").asLong(0)),
                    Long.toString(each.path("workers").asLong(0)),
                    Long.toString(each.path("memory_mb").asLong(0)) + " MB");
        }
        return table;
    }

    private static String number(JsonNode from, String field) {
        return String.format(Locale.ROOT, "%.1f", from.path(field).asDouble(0));
    }
}
