package funcgraph.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One keep-alive HTTP/1.1 connection, used by one thread: one write, and as many reads as it takes. A full client costs
 * some 300 microseconds a call, more than what is measured. It reads answers that carry a Content-Length, or have no body.
 */
final class LeanClient implements AutoCloseable {

    private static final int LONGEST_ANSWER_BYTES = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] answer = new byte[LONGEST_ANSWER_BYTES];
    private int headEnd;
    private int end;

    LeanClient(URI endpoint) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), (int) PATIENCE.toMillis());
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a whole request and reads the whole answer, of which it returns the status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        end = 0;
        headEnd = -1;
        int scanned = 0;
        while (headEnd < 0) {
            fill();
            headEnd = endOfHead(Math.max(0, scanned - 3));
            scanned = end;
        }
        int whole = headEnd + bodyLength();
        while (end < whole) {
            fill();
        }
        return (answer[9] - '0') * 100 + (answer[10] - '0') * 10 + (answer[11] - '0');
    }

    /** A header of the last answer, {@code ""} when it has none of this name. */
    String header(String name) {
        return new String(answer, 0, headEnd, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The body of the last answer. */
    String body() {
        return new String(answer, headEnd, end - headEnd, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void fill() throws IOException {
        if (end == answer.length) {
            throw new IOException("the answer is longer than " + LONGEST_ANSWER_BYTES + " bytes");
        }
        int read = in.read(answer, end, answer.length - end);
        if (read < 0) {
            throw new EOFException("the server closed the connection in the middle of an answer");
        }
        end += read;
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < end; i++) {
            if (answer[i] == '\r' && answer[i + 1] == '\n' && answer[i + 2] == '\r' && answer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private int bodyLength() {
        for (int line = 0; line < headEnd; line = afterLine(line)) {
            if (isContentLength(line)) {
                int length = 0;
                for (int i = line + CONTENT_LENGTH.length; answer[i] != '\r'; i++) {
                    length = answer[i] == ' ' ? length : length * 10 + answer[i] - '0';
                }
                return length;
            }
        }
        return 0;
    }

    private boolean isContentLength(int line) {
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            if (Character.toLowerCase(answer[line + i]) != CONTENT_LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private int afterLine(int from) {
        int i = from;
        while (answer[i] != '\n') {
            i++;
        }
        return i + 1;
    }
}
