package funcgraph.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "logs", description = "Prints what a function has logged, oldest first.")
final class LogsCommand extends Verb {

    private static final int MAX_LINES = 1000;

    @Mixin
    private Shown shown = new Shown();

    @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what comes, until Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "how many of the latest lines, 0 to 1000 (default: 100, with -f 10)")
    private @Nullable Integer lines;

    @Option(names = "--level", paramLabel = "LEVEL", description = "DEBUG, INFO, WARN or ERROR: that and graver")
    private @Nullable String level;

    @Option(names = "--text", paramLabel = "TEXT", description = "only lines that contain it, in whatever case")
    private @Nullable String text;

    @Option(names = "--request", paramLabel = "ID", description = "only lines of this call")
    private @Nullable String request;

    @Option(names = "--since", paramLabel = "TIME", description = "10m, 2h, 1d, or a time such as 2026-11-28T16:00:00Z")
    private @Nullable String since;

    @Override
    void prepare() {
        if (lines != null && (lines < 0 || lines > MAX_LINES)) {
            throw wrong("--lines: " + lines + " must be 0 to " + MAX_LINES);
        }
        if (follow && since != null) {
            throw wrong("--since is for lines that are there already: leave out -f, or say --lines");
        }
        if (since != null) {
            instant(since);
        }
    }

    @Override
    int run(ApiClient api) {
        var filters = filters();
        if (follow) {
            new LogStream(api, name, filters, this::print, remark -> err().println("funcgraph: " + remark))
                    .follow(lines == null ? 10 : lines);
            return Exit.DONE;
        }
        int wanted = lines == null ? 100 : lines;
        if (wanted == 0) {
            return Exit.DONE;
        }
        if (since != null) {
            filters.put("from", Long.toString(instant(since).toEpochMilli()));
        }
        filters.put("desc", "true");
        filters.put("limit", Integer.toString(wanted));
        var found = api.ask("GET", api.path(name) + "/logs", filters, null).path("logs");
        for (int i = found.size() - 1; i >= 0; i--) {
            print(found.path(i));
        }
        return Exit.DONE;
    }

    private Map<String, String> filters() {
        var filters = new LinkedHashMap<String, String>();
        if (level != null) {
            filters.put("level", level.toUpperCase(Locale.ROOT));
        }
        if (text != null) {
            filters.put("text", text);
        }
        if (request != null) {
            filters.put("request_id", request);
        }
        return filters;
    }

    private void print(JsonNode line) {
        if (shown.isTable()) {
            out().println(LogStream.shown(line));
        } else {
            out().println(Json.line(line));
        }
        out().flush();
    }

    private Instant instant(String text) {
        try {
            return text.matches("\\d{1,6}[smhd]") ? Clock.systemUTC().instant().minus(span(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong("--since: '" + text + "' must be a span such as 10m, 2h, 1d, or a time such as"
                    + " 2026-11-28T16:00:00Z");
        }
    }

    private static Duration span(String text) {
        var days = text.endsWith("d");
        return Duration.parse((days ? "P" : "PT") + text.toUpperCase(Locale.ROOT));
    }
}
