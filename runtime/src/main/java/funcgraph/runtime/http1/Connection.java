package funcgraph.runtime.http1;

import funcgraph.runtime.http1.Head.Field;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection, for one thread at a time; closing it from another ends whatever waits. Blocking: who uses it is on a
 * virtual thread, and sees to it that the connection is closed some day.
 */
public final class Connection implements AutoCloseable {

    /** A head is refused beyond this; servers of other makers allow 8 to 64 KB. */
    private static final int MOST_HEAD_BYTES = 64 * 1024;

    private static final int MOST_FIELDS = 256;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private int received;

    public Connection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Whether anything has ever arrived since {@link #forgetReceived}. */
    public boolean hasReceived() {
        return received > 0 || in.hasRemaining();
    }

    public void forgetReceived() {
        received = 0;
    }

    /** The next head, empty when the other side has closed the connection instead. */
    public Optional<Head> readHead() throws IOException {
        var budget = new int[] {MOST_HEAD_BYTES};
        String start = line(budget, true);
        if (start != null && start.isEmpty()) {
            start = line(budget, true); // tolerated between messages (RFC 9112, 2.2)
        }
        if (start == null) {
            return Optional.empty();
        }
        var fields = new ArrayList<Field>();
        for (String line = line(budget); !line.isEmpty(); line = line(budget)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || fields.size() >= MOST_FIELDS) {
                throw new MalformedHttp("a header that is none, or one too many");
            }
            fields.add(new Field(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
        return Optional.of(new Head(start, fields));
    }

    /** The body of a request. */
    public byte[] readRequestBody(Head head, int most) throws IOException {
        if (head.isChunked()) {
            return chunks(most);
        }
        long length = head.contentLength();
        return length <= 0 ? new byte[0] : exactly(length, most);
    }

    /** The body of a response to a request with {@code method}. */
    public byte[] readResponseBody(Head head, String method, int most) throws IOException {
        int status = head.status();
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new byte[0];
        }
        if (head.isChunked()) {
            return chunks(most);
        }
        long length = head.contentLength();
        return length >= 0 ? exactly(length, most) : untilEnd(most);
    }

    /** Takes a body as it comes. */
    @FunctionalInterface
    public interface Pieces {
        void take(byte[] piece) throws IOException;
    }

    /** The same, in pieces as they arrive; only what exceeds {@code most} is refused. */
    public void readResponseBody(Head head, String method, long most, Pieces into) throws IOException {
        int status = head.status();
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return;
        }
        long length = head.contentLength();
        if (head.isChunked() || length >= 0) {
            pieces(head, most, into);
        } else {
            untilEnd(most, into);
        }
    }

    /** The body of a request, in pieces as they arrive. */
    public void readRequestBody(Head head, long most, Pieces into) throws IOException {
        if (head.isChunked() || head.contentLength() > 0) {
            pieces(head, most, into);
        }
    }

    private void pieces(Head head, long most, Pieces into) throws IOException {
        if (head.isChunked()) {
            long total = 0;
            for (long size = nextChunk(); size > 0; size = nextChunk()) {
                total += size;
                refuseBeyond(most, total);
                copy(size, into);
                endOfChunk();
            }
            trailers();
        } else {
            refuseBeyond(most, head.contentLength());
            copy(head.contentLength(), into);
        }
    }

    private static void refuseBeyond(long most, long bytes) throws BodyTooLarge {
        if (bytes > most) {
            throw new BodyTooLarge(bytes);
        }
    }

    private void copy(long length, Pieces into) throws IOException {
        for (long left = length; left > 0; ) {
            if (!in.hasRemaining() && !fill()) {
                throw new EOFException("the connection was closed in the middle of a message");
            }
            byte[] piece = new byte[(int) Math.min(in.remaining(), left)];
            in.get(piece);
            left -= piece.length;
            into.take(piece);
        }
    }

    private void untilEnd(long most, Pieces into) throws IOException {
        long total = 0;
        while (in.hasRemaining() || fill()) {
            byte[] piece = new byte[in.remaining()];
            in.get(piece);
            total += piece.length;
            refuseBeyond(most, total);
            into.take(piece);
        }
    }

    /** Whether a response with this head has an end of its own, so that the connection can outlive it. */
    public static boolean isDelimited(Head head, String method) throws MalformedHttp {
        int status = head.status();
        return method.equals("HEAD") || status == 204 || status == 304 || head.isChunked() || head.contentLength() >= 0;
    }

    private byte[] exactly(long length, int most) throws IOException {
        if (length > most) {
            throw new BodyTooLarge(length);
        }
        byte[] body = new byte[(int) length];
        read(body);
        return body;
    }

    private byte[] chunks(int most) throws IOException {
        var body = new ByteArrayOutputStream();
        for (long size = nextChunk(); size > 0; size = nextChunk()) {
            refuseBeyond(most, body.size() + size);
            byte[] chunk = new byte[(int) size];
            read(chunk);
            body.write(chunk);
            endOfChunk();
        }
        trailers();
        return body.toByteArray();
    }

    /** The size of the next chunk, 0 behind the last. */
    private long nextChunk() throws IOException {
        return chunkSize(line(new int[] {MOST_HEAD_BYTES}));
    }

    private void endOfChunk() throws IOException {
        if (!line(new int[] {2}).isEmpty()) {
            throw new MalformedHttp("a chunk that is longer than it says");
        }
    }

    private void trailers() throws IOException {
        var budget = new int[] {MOST_HEAD_BYTES};
        while (!line(budget).isEmpty()) {
            // Trailers say nothing that is of use here.
        }
    }

    private static long chunkSize(String line) throws MalformedHttp {
        int end = line.indexOf(';');
        String size = (end < 0 ? line : line.substring(0, end)).strip();
        if (size.isEmpty() || size.length() > 8 || !size.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new MalformedHttp("a chunk without a size");
        }
        return Long.parseLong(size, 16);
    }

    private byte[] untilEnd(int most) throws IOException {
        var body = new ByteArrayOutputStream();
        while (in.hasRemaining() || fill()) {
            body.write(in.array(), in.position(), in.remaining());
            in.position(in.limit());
            if (body.size() > most) {
                throw new BodyTooLarge(body.size());
            }
        }
        return body.toByteArray();
    }

    private void read(byte[] into) throws IOException {
        for (int at = 0; at < into.length; ) {
            if (!in.hasRemaining() && !fill()) {
                throw new EOFException("the connection was closed in the middle of a message");
            }
            int count = Math.min(in.remaining(), into.length - at);
            in.get(into, at, count);
            at += count;
        }
    }

    private String line(int[] budget) throws IOException {
        String line = line(budget, false);
        if (line == null) {
            throw new EOFException("the connection was closed in the middle of a message");
        }
        return line;
    }

    /** @return null when there is no first byte and {@code mayEnd} */
    private @Nullable String line(int[] budget, boolean mayEnd) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            if (!in.hasRemaining() && !fill()) {
                if (mayEnd && line.size() == 0) {
                    return null;
                }
                throw new EOFException("the connection was closed in the middle of a message");
            }
            byte next = in.get();
            if (--budget[0] < 0) {
                throw new MalformedHttp("a head that is too long");
            }
            if (next == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
        }
    }

    private boolean fill() throws IOException {
        in.clear();
        int count = channel.read(in);
        in.flip();
        if (count > 0) {
            received += count;
        }
        return count > 0;
    }

    /**
     * Waits until the other side sends something or ends the connection.
     *
     * @throws IOException when it breaks the connection, as one does that has not read all it was sent
     */
    public void awaitMore() throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
    }

    /** Whether the other side has gone, asked without waiting. What it has sent meanwhile is kept. */
    public boolean isAbandoned() {
        if (in.hasRemaining()) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            in.clear();
            int count = channel.read(in);
            in.flip();
            channel.configureBlocking(true);
            return count < 0;
        } catch (IOException gone) {
            in.position(0).limit(0);
            return true;
        }
    }

    /** Drops what still comes, so that the other side gets to read why its message is refused before it is cut off. */
    public void drain(long most) throws IOException {
        for (long dropped = in.remaining(); dropped < most && fill(); ) {
            dropped += in.remaining();
        }
    }

    /** Writes a whole message; its length is among {@code fields} if it has one. */
    public void write(String start, List<Field> fields, byte[] body) throws IOException {
        var head = new StringBuilder(start).append("\r\n");
        fields.forEach(field ->
                head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        byte[] text = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        write(new ByteBuffer[] {ByteBuffer.wrap(text), ByteBuffer.wrap(body)});
    }

    private void write(ByteBuffer[] parts) throws IOException {
        while (parts[0].hasRemaining() || parts[1].hasRemaining()) {
            channel.write(parts);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // There is nothing to be done about it, and nobody to tell.
        }
    }
}
