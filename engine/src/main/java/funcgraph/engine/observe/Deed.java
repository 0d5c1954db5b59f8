package funcgraph.engine.observe;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.log.AuditEvent;
import funcgraph.domain.log.FieldChange;
import funcgraph.store.AuditTable;
import funcgraph.store.Rider;
import funcgraph.store.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request is about to change, for the record. The use case that makes the change says what it changed; the record
 * is written in the same transaction, so that no accepted change is missing from it.
 */
public final class Deed implements Rider {

    private static final ScopedValue<Deed> CURRENT = ScopedValue.newInstance();
    private static final AuditTable TABLE = new AuditTable();
    private static final int ACCEPTED = 200;
    private static final int LONGEST_RESOURCE = 512;
    private static final Facts NOTHING = new Facts("", "", "", "", "", ACCEPTED);

    private final long seq;
    private final Instant time;
    private final String region;
    private final Facts facts;
    private volatile Actor actor = Actor.NOBODY;
    private volatile String resource;
    private volatile int status;
    private volatile String errorCode = "";
    private volatile List<FieldChange> changes = List.of();
    private volatile @Nullable AuditEvent written;
    private volatile boolean landed;

    /**
     * What is known of a request before it is let in.
     *
     * @param status of the answer if it goes well
     */
    public record Facts(
            String requestId, String projectId, String sourceIp, String action, String resource, int status) {

        Facts about(String other) {
            return new Facts(requestId, projectId, sourceIp, action, other, status);
        }
    }

    /** Who asked. */
    public record Actor(String userName, String userId, String accessKey) {
        static final Actor NOBODY = new Actor("", "", "");
    }

    Deed(long seq, Instant time, String region, Facts facts) {
        this.seq = seq;
        this.time = time;
        this.region = region;
        this.facts = facts;
        this.resource = facts.resource();
        this.status = facts.status();
    }

    /** The deed of the request that this thread works on; one that nobody will read when there is none. */
    public static Deed current() {
        return CURRENT.isBound() ? CURRENT.get() : new Deed(0, Instant.EPOCH, "", NOTHING);
    }

    static ScopedValue<Deed> currentValue() {
        return CURRENT;
    }

    /** Says who asks. */
    public void by(Actor who) {
        actor = who;
    }

    /** Says which function it is about, where the request's path does not. */
    public void about(FunctionKey function) {
        resource = FunctionUrn.unqualified(region, function);
    }

    /** Says what it changes, instead of what was said before; within the transaction that changes it. */
    public void changed(List<FieldChange> all) {
        changes = List.copyOf(all);
    }

    /** Says how it was answered. */
    void ended(int answered, String code) {
        status = answered;
        errorCode = code;
    }

    /** Whether what is durable says all there is to say. */
    boolean isRecorded() {
        return landed && event().equals(written);
    }

    AuditEvent event() {
        var about = resource.replace('\0', '?');
        return new AuditEvent(
                seq,
                time,
                facts.requestId(),
                facts.projectId(),
                actor.userName(),
                actor.userId(),
                actor.accessKey(),
                facts.sourceIp(),
                facts.action(),
                about.substring(0, Math.min(about.length(), LONGEST_RESOURCE)),
                status,
                errorCode,
                landed || errorCode.isEmpty() ? changes : List.of());
    }

    @Override
    public void ride(Tx tx) {
        var now = event();
        TABLE.put(tx, now);
        written = now;
    }

    @Override
    public void landed() {
        landed = true;
    }

    @Override
    public boolean hasLanded() {
        return landed;
    }
}
