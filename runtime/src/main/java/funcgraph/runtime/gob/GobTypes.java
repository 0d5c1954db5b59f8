package funcgraph.runtime.gob;

import io.vertx.core.buffer.Buffer;

/**
 * The types that a caller of a Go1.x binary sends, described as gob wants it: each before its first value. The numbers
 * are ours to choose; Go's own begin at 64, too.
 */
enum GobTypes {
    /** {@code struct { ServiceMethod string; Seq uint64 }} of net/rpc. */
    REQUEST(65) {
        @Override
        GobWriter description() {
            return struct("Request", id(), "ServiceMethod", GobWriter.STRING, "Seq", GobWriter.UINT);
        }
    },
    STRINGS(66) {
        @Override
        GobWriter description() {
            var slice = new GobWriter(32).field(0).append(named("[]string", id()));
            slice.field(1).signed(GobWriter.STRING).endStruct();
            return wireType(SLICE, slice);
        }
    },
    /** {@code map[string][]string}, which is http.Header. */
    HEADER(67) {
        @Override
        GobWriter description() {
            var map = new GobWriter(32).field(0).append(named("Header", id()));
            map.field(1).signed(GobWriter.STRING).field(2).signed(STRINGS.id()).endStruct();
            return wireType(MAP, map);
        }
    },
    /** {@code struct { Payload []byte; Header http.Header }}. */
    INVOKE_REQUEST(68) {
        @Override
        GobWriter description() {
            return struct("InvokeRequest", id(), "Payload", GobWriter.BYTES, "Header", HEADER.id());
        }
    },
    /** {@code struct {}}. */
    HEALTH_CHECK_REQUEST(69) {
        @Override
        GobWriter description() {
            var empty = new GobWriter(32).field(0).append(named("HealthCheckRequest", id()));
            return wireType(STRUCT, empty.endStruct());
        }
    };

    // Fields of encoding/gob's wireType.
    private static final int SLICE = 1;
    private static final int STRUCT = 2;
    private static final int MAP = 3;

    private final int id;

    GobTypes(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /** Without the number, which the message begins with. */
    abstract GobWriter description();

    /** The message that describes the type. */
    void appendDescriptionTo(Buffer target) {
        new GobWriter(64).signed(-id).append(description()).appendMessageTo(target);
    }

    private static GobWriter struct(String name, int id, String one, int oneType, String other, int otherType) {
        var struct = new GobWriter(64).field(0).append(named(name, id)).field(1).unsigned(2);
        struct.append(member(one, oneType)).append(member(other, otherType));
        return wireType(STRUCT, struct.endStruct());
    }

    private static GobWriter member(String name, int type) {
        return new GobWriter(32).field(0).string(name).field(1).signed(type).endStruct();
    }

    private static GobWriter named(String name, int id) {
        return new GobWriter(32).field(0).string(name).field(1).signed(id).endStruct();
    }

    private static GobWriter wireType(int kind, GobWriter description) {
        return new GobWriter(80).field(kind).append(description).endStruct();
    }
}
