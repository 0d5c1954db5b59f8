package funcgraph.http.async;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.AsyncStatus;
import funcgraph.engine.async.AsyncInvocations;
import funcgraph.http.exchange.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the queries of the lists (functiongraph-api 2.7). */
final class AsyncQueries {

    private static final List<AsyncStatus> UNDER_WAY = List.of(AsyncStatus.WAIT, AsyncStatus.RUNNING);
    private static final Duration USUAL_SPAN = Duration.ofHours(1);

    private AsyncQueries() {}

    /** Which invocations are wanted; without times those of the last hour. */
    static AsyncInvocations.Wanted wanted(Map<String, String> query, Instant now) {
        var requestId = text(query, "request_id");
        var from = time(query, "query_begin_time");
        var to = time(query, "query_end_time");
        // Who names an invocation wants that one, however old it is.
        var usual = requestId.isPresent() ? Instant.EPOCH : now.minus(USUAL_SPAN);
        return new AsyncInvocations.Wanted(
                requestId,
                status(query).map(List::of).orElse(List.of()),
                from.orElse(usual),
                to.orElse(now.plus(USUAL_SPAN)));
    }

    /** The same, of those that are not over; without times all of them. */
    static AsyncInvocations.Wanted underWay(Map<String, String> query, Instant now) {
        var asked = wanted(query, now);
        var statuses = asked.statuses().isEmpty()
                ? UNDER_WAY
                : asked.statuses().stream().filter(UNDER_WAY::contains).toList();
        if (statuses.isEmpty()) {
            throw bad("status", query.getOrDefault("status", ""), "WAIT or RUNNING in this list");
        }
        var from = text(query, "query_begin_time").isPresent() ? asked.from() : Instant.EPOCH;
        return new AsyncInvocations.Wanted(asked.requestId(), statuses, from, asked.to());
    }

    /** A number from 0 on; {@code absent} when it is not there, cut at {@code most}. */
    static int number(Map<String, String> query, String name, int absent, int most) {
        var text = query.getOrDefault(name, "");
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) {
                return Math.min(value, most);
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw bad(name, text, "a number from 0 to " + Integer.MAX_VALUE);
    }

    private static Optional<AsyncStatus> status(Map<String, String> query) {
        return text(query, "status")
                .map(name -> Arrays.stream(AsyncStatus.values())
                        .filter(status -> status.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> bad(
                                "status",
                                name,
                                Arrays.stream(AsyncStatus.values())
                                        .map(AsyncStatus::name)
                                        .collect(Collectors.joining(", ")))));
    }

    private static Optional<Instant> time(Map<String, String> query, String name) {
        return text(query, name).map(text -> {
            try {
                var time = text.length() > "yyyy-MM-ddTHH:mm:ss".length()
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
                return Instant.ofEpochMilli(time.toEpochMilli()); // what the store can count in
            } catch (DateTimeParseException | ArithmeticException e) {
                throw bad(name, text, "a time in UTC like 2020-08-20T12:00:00");
            }
        });
    }

    private static Optional<String> text(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    private static Rejected bad(String name, String value, String allowed) {
        return new Rejected(ErrorCode.INVALID_QUERY, name + " is '" + value + "'; allowed: " + allowed);
    }
}
