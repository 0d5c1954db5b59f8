package funcgraph.runtime.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message to the part of the kernel that keeps networks (rtnetlink(7)), built from front to back. Not thread-safe. */
final class Message {

    static final int NEW_LINK = 16;
    static final int DELETE_LINK = 17;
    static final int GET_LINK = 18;
    static final int NEW_ADDRESS = 20;
    static final int NEW_ROUTE = 24;

    static final int ACKNOWLEDGE = 4;
    static final int CREATE = 0x600; // and fail when it is there

    static final int UP = 1;

    private static final int REQUEST = 1;
    private static final int NESTED = 0x8000;
    private static final int HEAD = 16;
    private static final int ATTRIBUTE_HEAD = 4;
    private static final int ROOM = 1024;

    private final ByteBuffer bytes = ByteBuffer.allocate(ROOM).order(ByteOrder.nativeOrder());

    Message(int type, int flags) {
        bytes.putInt(0)
                .putShort((short) type)
                .putShort((short) (REQUEST | flags))
                .putLong(0);
    }

    /** The fixed part of what is said about an interface; {@code index} 0 when attributes tell which. */
    Message link(int index, int flags) {
        bytes.putInt(0).putInt(index).putInt(flags).putInt(flags);
        return this;
    }

    /** The fixed part of what is said about an address or a route. */
    Message fixed(byte... fields) {
        bytes.put(fields);
        return this;
    }

    Message number(int index) {
        bytes.putInt(index);
        return this;
    }

    Message attribute(int type, byte[] value) {
        bytes.putShort((short) (ATTRIBUTE_HEAD + value.length))
                .putShort((short) type)
                .put(value);
        return aligned();
    }

    Message attribute(int type, String text) {
        return attribute(type, (text + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    Message attribute(int type, int value) {
        return attribute(
                type,
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    /** An address travels as it stands in packets, whatever the machine's order. */
    Message address(int type, int address) {
        return attribute(
                type, ByteBuffer.allocate(Integer.BYTES).putInt(address).array());
    }

    /** Begins an attribute that holds others; to be ended with what this returns. */
    int begin(int type) {
        int at = bytes.position();
        bytes.putShort((short) 0).putShort((short) (NESTED | type));
        return at;
    }

    Message end(int begun) {
        bytes.putShort(begun, (short) (bytes.position() - begun));
        return this;
    }

    byte[] whole() {
        bytes.putInt(0, bytes.position());
        byte[] all = new byte[bytes.position()];
        bytes.get(0, all);
        return all;
    }

    private Message aligned() {
        while (bytes.position() % ATTRIBUTE_HEAD != 0) {
            bytes.put((byte) 0);
        }
        return this;
    }

    /** What the kernel said: an error number, 0 for none, or for {@link #GET_LINK} the index of the interface. */
    static final class Answer {

        private static final int ERROR = 2;
        private static final int TYPE_AT = 4;
        private static final int INDEX_AT = HEAD + 4;

        private final ByteBuffer bytes;

        Answer(byte[] answer) {
            bytes = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
        }

        int error() {
            return bytes.getShort(TYPE_AT) == ERROR ? -bytes.getInt(HEAD) : 0;
        }

        int index() {
            return bytes.getInt(INDEX_AT);
        }
    }
}
