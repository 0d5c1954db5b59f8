package funcgraph.cli;

import funcgraph.cli.screen.Live;
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
                "Shows which functions are busy: a table that a terminal redraws until q or Ctrl-C, and others get once.")
final class TopCommand extends Verb {

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
        if (once || !shown.isTable() || !Terminal.OUTPUT.isThere()) {
            shown.print(out(), busiest(api), TopCommand::tableOf);
            return Exit.DONE;
        }
        var picture = head(api) + tableOf(busiest(api));
        try (var screen = Live.open(out())) {
            screen.draw(picture);
            while (!screen.heard("q", Duration.ofSeconds(interval))) {
                screen.draw(picture(api));
            }
        }
        return Exit.DONE;
    }

    private String head(ApiClient api) {
        return api.endpoint() + ", the last minute, every " + interval + " s; q ends this\n\n";
    }

    /** A server that is away for a moment ends nothing; who looks sees it and when it is back. */
    private String picture(ApiClient api) {
        try {
            return head(api) + tableOf(busiest(api));
        } catch (Unreachable e) {
            return head(api) + e.getMessage();
        }
    }

    private JsonNode busiest(ApiClient api) {
        return api.ask("GET", api.functions() + "/top", Map.of("limit", Integer.toString(rows)), null)
                .path("functions");
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
