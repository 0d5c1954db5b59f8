package funcgraph.domain;

import java.util.Set;

/** What must hold of a function's revision for a change to be made; beyond the page, our {@code If-Match}. */
public sealed interface Precondition {

    /** Nothing is asked: the last writer wins. */
    record Always() implements Precondition {}

    /** The revision must be one of these; never empty. */
    record RevisionIn(Set<Long> revisions) implements Precondition {
        public RevisionIn {
            revisions = Set.copyOf(revisions);
            if (revisions.isEmpty()) {
                throw new IllegalArgumentException("a precondition that nothing can meet");
            }
        }
    }

    /** Refuses with {@link Refusal.RevisionMoved} when the function's revision is another. */
    default void check(long revision) {
        switch (this) {
            case Always() -> {}
            case RevisionIn(Set<Long> revisions) -> {
                if (!revisions.contains(revision)) {
                    throw new Refused(
                            new Refusal.RevisionMoved(revisions.iterator().next(), revision));
                }
            }
        }
    }
}
