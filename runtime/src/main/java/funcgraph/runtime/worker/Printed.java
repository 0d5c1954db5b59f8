package funcgraph.runtime.worker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Deals out what a worker prints among its calls. Of a worker that runs one call at a time all of it is that call's, what
 * came before included, since the last call or the start. Of several that run at once, a line of the context's logger is
 * the call's whose request it names (runtimes 1.5), and any other line may be anybody's.
 */
final class Printed {

    private static final Runs NONE = new Runs(1);
    private static final int MOST_EARLY_BYTES = 64 * 1024;
    private static final int LONGEST_LINE_BYTES = 64 * 1024;

    private Runs runs = NONE;
    /** Printed while no call ran; the rest of a flood is left to the tail. */
    private @Nullable ByteArrayOutputStream early;
    /** The beginning of a line whose end has not come yet, of a worker that runs several calls at once. */
    private @Nullable ByteArrayOutputStream begun;

    void serves(Runs calls) {
        runs = calls;
    }

    void accept(byte[] bytes, int length) {
        Errand.Run run = runs.any();
        if (run == null) {
            keep(bytes, length);
        } else if (runs.areMany()) {
            dealOut(bytes, length);
        } else {
            run.output().printed(bytes, 0, length, true);
        }
    }

    void opened(Errand.Run run) {
        ByteArrayOutputStream kept = early;
        if (kept != null) {
            early = null;
            run.output().printed(kept.toByteArray(), 0, kept.size(), true);
        }
    }

    /** A call is about to be closed: a line that it has begun, or somebody else, will not become longer for it. */
    void ending() {
        ByteArrayOutputStream line = begun;
        if (line != null && runs.count() == 1) {
            begun = null;
            handOut(line.toByteArray(), 0, line.size());
        }
    }

    private void keep(byte[] bytes, int length) {
        ByteArrayOutputStream kept = early == null ? new ByteArrayOutputStream() : early;
        early = kept;
        kept.write(bytes, 0, Math.min(length, MOST_EARLY_BYTES - kept.size()));
    }

    private void dealOut(byte[] bytes, int length) {
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                lineEnds(bytes, from, at + 1);
                from = at + 1;
            }
        }
        if (from < length) {
            ByteArrayOutputStream line = begun == null ? new ByteArrayOutputStream() : begun;
            line.write(bytes, from, length - from);
            begun = line;
            if (line.size() > LONGEST_LINE_BYTES) {
                begun = null;
                handOut(line.toByteArray(), 0, line.size());
            }
        }
    }

    private void lineEnds(byte[] bytes, int from, int to) {
        ByteArrayOutputStream line = begun;
        if (line == null) {
            handOut(bytes, from, to - from);
        } else {
            begun = null;
            line.write(bytes, from, to - from);
            handOut(line.toByteArray(), 0, line.size());
        }
    }

    private void handOut(byte[] bytes, int from, int length) {
        Errand.Run any = runs.any();
        if (any == null) {
            return;
        }
        Errand.Run owner = runs.count() == 1
                ? any
                : owner(bytes, from, length, any.requestId().length());
        if (owner == null) {
            any.output().printed(bytes, from, length, false);
        } else {
            owner.output().printed(bytes, from, length, true);
        }
    }

    /** The second word of a logger's line; ids of one server are of one length. */
    private Errand.@Nullable Run owner(byte[] bytes, int from, int length, int idLength) {
        int id = from;
        int end = from + length;
        while (id < end && bytes[id] != ' ') {
            id++;
        }
        id++;
        if (id + idLength >= end || bytes[id + idLength] != ' ') {
            return null;
        }
        return runs.of(new String(bytes, id, idLength, StandardCharsets.UTF_8));
    }
}
