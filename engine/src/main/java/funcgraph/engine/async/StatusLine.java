package funcgraph.engine.async;

import funcgraph.domain.FunctionUrn;

/** A line of the status log of asynchronous invocations. */
final class StatusLine {

    private StatusLine() {}

    static String of(Completion completion) {
        var taken = completion.taken();
        var urn = FunctionUrn.unqualified(taken.urn().region(), taken.urn().key());
        var status = switch (completion) {
            case Completion.Ended ended -> ended.status() + " " + ended.code() + " " + ended.message();
            case Completion.Back back -> "WAIT until " + back.due() + " " + back.code() + " " + back.message();
        };
        return "%s:%s %s %s"
                .formatted(urn, taken.row().qualifier(), taken.row().requestId(), status)
                .strip();
    }
}
