package funcgraph.worker;

/** One message between the server and this worker, and the bytes that stand for its types. */
final class Frame {

    static final byte HELLO = 1;
    static final byte READY = 2;
    static final byte INIT_FAILED = 3;
    static final byte RESULT = 4;
    static final byte ERROR = 5;
    static final byte LOADED = 6;
    static final byte INIT = 16;
    static final byte CALL = 17;
    static final byte STOP = 18;

    static final byte[] NOTHING = new byte[0];

    final byte type;
    final int callId;
    final byte[] header;
    final byte[] payload;

    Frame(byte type, int callId, byte[] header, byte[] payload) {
        this.type = type;
        this.callId = callId;
        this.header = header;
        this.payload = payload;
    }
}
