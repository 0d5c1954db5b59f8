package funcgraph.cli.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request and its answer, over a connection of its own. Nothing is ever sent twice: a command that fails half way is
 * for its caller to repeat. {@link #close} may come from another thread and ends a wait for more of the body.
 */
public final class Exchange implements AutoCloseable {

    private static final Duration CONNECT_WAIT = Duration.ofSeconds(10);
    private static final int PIECE = 64 * 1024;
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 500;

    private final Socket socket;
    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;

    private Exchange(Socket socket, int status, HttpHeaders headers, InputStream body) {
        this.socket = socket;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Sends a request and reads the answer's head. */
    public static Exchange begin(Request request) throws IOException {
        var socket = connect(request);
        try {
            sendAll(request, socket);
            var in = new BufferedInputStream(socket.getInputStream());
            var line = statusLine(in);
            var headers = headers(in);
            while (line / 100 == 1) {
                line = statusLine(in);
                headers = headers(in);
            }
            return new Exchange(socket, line, headers, body(request.method(), line, headers, in));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** What comes of the answer's body; its end is the body's. */
    public InputStream body() {
        return body;
    }

    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException nothingLeftToSave) {
            // The answer is read, or given up.
        }
    }

    private static Socket connect(Request request) throws IOException {
        var host = request.endpoint().getHost();
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(Math.toIntExact(request.silence().toMillis()));
            plain.connect(new InetSocketAddress(bare, request.port()), Math.toIntExact(CONNECT_WAIT.toMillis()));
            return request.isSecure() ? secured(plain, bare, request.port()) : plain;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        var socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** A server that refuses a body answers before it has read it all, and that answer is what counts. */
    private static void sendAll(Request request, Socket socket) throws IOException {
        var out = socket.getOutputStream();
        out.write(head(request));
        try {
            sendBody(request, out);
        } catch (IOException brokenOff) {
            if (socket.getInputStream().available() == 0) {
                throw brokenOff;
            }
        }
    }

    private static byte[] head(Request request) {
        var head = new StringBuilder(512)
                .append(request.method())
                .append(' ')
                .append(request.target())
                .append(" HTTP/1.1\r\nHost: ")
                .append(request.endpoint().getRawAuthority())
                .append("\r\nConnection: close\r\n");
        request.headers()
                .forEach((name, value) -> head.append(name)
                        .append(": ")
                        .append(oneLine(name, value))
                        .append("\r\n"));
        if (request.body().length > 0 || !"GET".equals(request.method())) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A line break in a value would begin another header. */
    private static String oneLine(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the value of " + name + " must be one line");
        }
        return value;
    }

    private static void sendBody(Request request, OutputStream out) throws IOException {
        var bytes = request.body();
        for (int from = 0; from < bytes.length; from += PIECE) {
            int length = Math.min(PIECE, bytes.length - from);
            out.write(bytes, from, length);
            request.sent().accept(from + (long) length);
        }
        out.flush();
    }

    private static int statusLine(InputStream in) throws IOException {
        var line = line(in);
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new ProtocolException("it does not speak HTTP/1.1");
        }
        try {
            return Integer.parseInt(line.substring(9, 12));
        } catch (NumberFormatException e) {
            throw new ProtocolException("it does not speak HTTP/1.1");
        }
    }

    private static HttpHeaders headers(InputStream in) throws IOException {
        var found = new HashMap<String, List<String>>();
        for (int count = 0; count <= MAX_HEADERS; count++) {
            var line = line(in);
            if (line.isEmpty()) {
                return HttpHeaders.of(found, (name, value) -> true);
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                found.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        throw new ProtocolException("it answers with more than " + MAX_HEADERS + " headers");
    }

    private static InputStream body(String method, int status, HttpHeaders headers, InputStream in) {
        if ("HEAD".equals(method) || status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if (headers.firstValue("transfer-encoding").orElse("").equalsIgnoreCase("chunked")) {
            return new Chunks(in);
        }
        var length = headers.firstValueAsLong("content-length");
        return length.isPresent() ? new Counted(in, length.getAsLong()) : in;
    }

    /** Up to the line feed, without it and the carriage return before it. */
    static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(128);
        while (true) {
            int each = in.read();
            if (each < 0) {
                throw new EOFException("the connection was closed in the middle of an answer");
            }
            if (each == '\n') {
                var text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() >= MAX_LINE) {
                throw new ProtocolException("it answers with a line beyond " + MAX_LINE + " bytes");
            }
            line.write(each);
        }
    }
}
