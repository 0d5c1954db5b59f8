package funcgraph.cli;

import funcgraph.cli.wire.Events;
import funcgraph.cli.wire.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A function's log as it grows. A stream that breaks is taken up again behind the last line that came. */
final class LogStream {

    /** The server shows every 15 s that it lives. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 30;

    private static final Pattern STAMP = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ");

    private final ApiClient api;
    private final String path;
    private final Map<String, String> filters;
    private final Consumer<JsonNode> lines;
    private final Consumer<String> remarks;
    private Runnable begun = () -> {};
    private String last = "";
    private int failures;

    /**
     * @param filters {@code level}, {@code text}, {@code request_id}
     * @param remarks what happens to the stream itself
     */
    LogStream(
            ApiClient api,
            String function,
            Map<String, String> filters,
            Consumer<JsonNode> lines,
            Consumer<String> remarks) {
        this.api = api;
        this.path = api.path(function) + "/logs/stream";
        this.filters = filters;
        this.lines = lines;
        this.remarks = remarks;
    }

    /** Who is told when the server begins to send. */
    LogStream onBegun(Runnable told) {
        begun = told;
        return this;
    }

    /**
     * Follows until the thread is interrupted.
     *
     * @param tail how many older lines come first
     * @throws ApiRefused when the server has no such function, or no such stream
     * @throws Unreachable when the stream broke and the server does not come back within half a minute
     */
    void follow(int tail) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                once(tail);
                failures = 0;
            } catch (IOException | Unreachable broken) {
                failures++;
                if (failures > ATTEMPTS || (last.isEmpty() && failures > 3)) {
                    throw new Unreachable("the log of " + path + " broke off: " + broken.getMessage(), broken);
                }
            }
            pause();
        }
    }

    private void once(int tail) throws IOException {
        var query = new LinkedHashMap<>(filters);
        if (last.isEmpty() && tail > 0) {
            query.put("tail", Integer.toString(tail));
        }
        var headers = last.isEmpty() ? Map.<String, String>of() : Map.of("Last-Event-ID", last);
        try (var exchange = api.follow(path, query, headers, SILENCE)) {
            if (exchange.status() != 200) {
                throw ApiRefused.of(api.answer(exchange));
            }
            begun.run();
            read(exchange);
        }
    }

    private void read(Exchange exchange) throws IOException {
        var events = new Events(exchange.body());
        for (var event = events.next(); event != null; event = events.next()) {
            failures = 0;
            if (!event.id().isEmpty()) {
                last = event.id();
            }
            switch (event.name()) {
                case "log" -> lines.accept(Json.read(event.data()));
                case "gap" ->
                    remarks.accept(Json.read(event.data()).path("dropped").asLong(0) + " lines were dropped");
                default -> {
                    // What later servers tell.
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line for people: when, how grave, of which call, what. */
    static String shown(JsonNode line) {
        var time = line.path("time").asString("");
        var level = line.path("level").asString("");
        var request = line.path("request_id").asString("");
        return "%s %-8s %s %s"
                .formatted(
                        time.length() > 11 ? time.substring(11) : time,
                        level,
                        request.substring(0, Math.min(8, request.length())),
                        bare(line.path("line").asString(""), request, level));
    }

    /** Runtimes print time, request and level before what a function says; these have columns of their own. */
    private static String bare(String text, String request, String level) {
        var rest = STAMP.matcher(text).replaceFirst("");
        for (var word : List.of(request, level)) {
            if (!word.isEmpty() && rest.startsWith(word + " ")) {
                rest = rest.substring(word.length() + 1);
            }
        }
        return rest;
    }
}
