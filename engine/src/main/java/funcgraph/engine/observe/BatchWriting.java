package funcgraph.engine.observe;

import funcgraph.domain.log.CallText;
import funcgraph.domain.log.LogLevel;
import funcgraph.domain.log.LogLine;
import funcgraph.domain.log.LoggedCall;
import funcgraph.store.LogTable;
import funcgraph.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes rows of what calls told, all in one transaction; gives each line its place. By the writer's thread alone. */
final class BatchWriting {

    private static final int LONGEST_LINE_BYTES = 64 * 1024;

    private final LogTable table;
    private final Tx tx;
    private final Map<String, Long> numbers;
    private final Set<String> touched = new HashSet<>();
    private long last;

    /**
     * Begins.
     *
     * @param numbers of functions, as far as they are known
     * @param last place that is taken
     */
    BatchWriting(LogTable table, Tx tx, Map<String, Long> numbers, long last) {
        this.table = table;
        this.tx = tx;
        this.numbers = numbers;
        this.last = last;
    }

    /** The last place that is taken now. */
    long last() {
        return last;
    }

    /** Ids of the functions whose logs grew. */
    Set<String> touched() {
        return touched;
    }

    void write(LogQueue.Entry entry) {
        switch (entry) {
            case LogQueue.Printed printed -> write(printed);
            case LogQueue.Finished finished -> write(finished);
        }
    }

    private void write(LogQueue.Printed printed) {
        begin(printed.output());
        if (printed.own()) {
            split(printed.output(), printed.bytes(), printed.at());
        } else {
            new String(printed.bytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(text -> line(printed.output(), printed.at(), "", LogLevel.PLAIN, text));
        }
    }

    private void begin(CallOutput output) {
        if (!output.isBegun()) {
            var started = Instant.ofEpochMilli(output.startedAt());
            var function = output.function();
            line(
                    output,
                    output.startedAt(),
                    output.requestId(),
                    LogLevel.PLATFORM,
                    CallText.start(started, output.requestId(), function.version()));
            output.begin(last);
        }
    }

    private void split(CallOutput output, byte[] bytes, long at) {
        int from = 0;
        for (int to = 0; to < bytes.length; to++) {
            if (bytes[to] == '\n' || output.unfinished().size() + to - from >= LONGEST_LINE_BYTES) {
                output.unfinished().write(bytes, from, to - from + (bytes[to] == '\n' ? 0 : 1));
                from = to + 1;
                endLine(output, at);
            }
        }
        output.unfinished().write(bytes, from, bytes.length - from);
    }

    private void endLine(CallOutput output, long at) {
        var text = output.unfinished().toString(StandardCharsets.UTF_8);
        output.unfinished().reset();
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        line(output, at, output.requestId(), LogLevel.of(text, output.requestId()), text);
    }

    private void write(LogQueue.Finished finished) {
        var output = finished.output();
        long at = finished.ended().toEpochMilli();
        var marks = marks(finished);
        boolean silent = !output.isBegun() && marks.isEmpty();
        if (!silent) {
            begin(output);
            if (output.hasUnfinished()) {
                endLine(output, at);
            }
            marks.forEach(mark -> line(output, at, output.requestId(), mark.level(), mark.text()));
            line(output, at, output.requestId(), LogLevel.PLATFORM, finish(finished));
        }
        long first = silent ? last + 1 : output.firstSeq();
        boolean reached = OutcomeText.reached(finished.outcome());
        if (silent) {
            last += reached ? 2 : 1; // its lines are made of the call when they are asked for
        }
        touched.add(output.function().id());
        table.insert(tx, number(output), call(finished, first, silent && reached), last, finished.ended());
    }

    private record Mark(LogLevel level, String text) {}

    /** What the platform has to say of the call besides its begin and end. */
    private static List<Mark> marks(LogQueue.Finished finished) {
        var output = finished.output();
        var marks = new ArrayList<Mark>();
        if (!finished.note().isEmpty()) {
            marks.add(new Mark(LogLevel.WARN, CallText.note(finished.started(), output.requestId(), finished.note())));
        }
        if (output.cutBytes() > 0) {
            marks.add(new Mark(
                    LogLevel.PLATFORM,
                    "[... cut: %d more bytes of this call's output are not kept]".formatted(output.cutBytes())));
        }
        if (output.droppedBytes() > 0) {
            marks.add(new Mark(
                    LogLevel.PLATFORM,
                    "[... dropped: %d bytes of this call's output came faster than logs are written]"
                            .formatted(output.droppedBytes())));
        }
        if (finished.reason().length > 0) {
            var reason = new String(finished.reason(), StandardCharsets.UTF_8);
            marks.add(new Mark(LogLevel.ERROR, CallText.error(finished.ended(), output.requestId(), reason)));
        }
        return marks;
    }

    private static String finish(LogQueue.Finished finished) {
        var usage = finished.outcome().usage();
        return CallText.finish(
                finished.ended(),
                finished.output().requestId(),
                !OutcomeText.code(finished.outcome()).isEmpty(),
                usage.durationMicros(),
                CallText.billedMillis(usage.durationMicros(), usage.initMicros()),
                usage.peakMemoryKb(),
                finished.memoryMb());
    }

    private static LoggedCall call(LogQueue.Finished finished, long seq, boolean silent) {
        var outcome = finished.outcome();
        var usage = outcome.usage();
        var code = OutcomeText.code(outcome);
        return new LoggedCall(
                seq,
                finished.output().requestId(),
                finished.output().function().version(),
                finished.started(),
                usage.durationMicros(),
                OutcomeText.reached(outcome) ? CallText.billedMillis(usage.durationMicros(), usage.initMicros()) : 0,
                usage.initMicros(),
                usage.peakMemoryKb(),
                finished.memoryMb(),
                !code.isEmpty(),
                code,
                OutcomeText.name(outcome),
                finished.background(),
                silent);
    }

    private void line(CallOutput output, long at, String requestId, LogLevel level, String text) {
        last++;
        touched.add(output.function().id());
        var time = Instant.ofEpochMilli(at);
        table.insert(
                tx,
                number(output),
                new LogLine(last, time, requestId, output.function().version(), level, text));
    }

    private long number(CallOutput output) {
        var function = output.function();
        return numbers.computeIfAbsent(
                function.id(), id -> table.numberOf(tx, id, function.key().projectId()));
    }
}
