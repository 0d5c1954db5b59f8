package funcgraph.domain;

/**
 * Carries a {@link Refusal} out of a use case and rolls back the transaction around it. It has no stack trace: it is an
 * answer, not a fault.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
