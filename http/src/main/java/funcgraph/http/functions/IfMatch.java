package funcgraph.http.functions;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.Precondition;
import funcgraph.http.exchange.Rejected;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code If-Match}: revisions in quotes, as the {@code ETag} carries them, or {@code *} for whatever there is. */
final class IfMatch {

    /** No revision is 0, so an entity tag that is no revision of ours never matches. */
    private static final long NO_REVISION = 0;

    private IfMatch() {}

    /**
     * Reads the header.
     *
     * @throws Rejected with {@link ErrorCode#INVALID_PARAMETER} when it is malformed
     */
    static Precondition read(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return new Precondition.Always();
        }
        var revisions = new HashSet<Long>();
        for (var part : header.split(",", -1)) {
            revisions.add(revision(part.strip(), header));
        }
        return new Precondition.RevisionIn(revisions);
    }

    private static long revision(String tag, String header) {
        boolean quoted = tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
        var digits = quoted ? tag.substring(1, tag.length() - 1) : "";
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Rejected(
                    ErrorCode.INVALID_PARAMETER,
                    "If-Match is '" + header + "'; allowed: the ETag of the function, such as \"7\", or *");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return NO_REVISION;
        }
    }
}
