package funcgraph.http.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A request as an SDK sent it over the wire, which a test may alter before it is checked. */
final class RecordedRequest {

    /** Those of functiongraph-api 7.3. */
    static final List<String> NAMES = List.of(
            "java-automatic-project-look-up",
            "java-create-function",
            "java-delete-tags",
            "java-enable-lts-logs",
            "java-invoke-function",
            "java-list-functions",
            "java-show-function-config-of-an-alias",
            "java-update-function-config",
            "node-automatic-project-look-up",
            "node-create-function",
            "node-invoke-function",
            "node-list-functions",
            "node-update-function-config");

    String method;
    String path;
    String query;
    Map<String, String> headers;
    byte[] body;

    RecordedRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = new TreeMap<>(headers);
        this.body = body;
    }

    /** Reads a recording: ISO 8859-1, as a server reads a request's head. */
    static RecordedRequest read(String name) {
        var text = new String(bytes("/signed-requests/" + name + ".http"), StandardCharsets.ISO_8859_1);
        int endOfHead = text.indexOf("\n\n");
        var lines = Arrays.asList(text.substring(0, endOfHead).split("\n", -1));
        var requestLine = lines.getFirst().split(" ", -1);
        var headers = new TreeMap<String, String>();
        for (var line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var body = text.substring(endOfHead + 2, endOfHead + 2 + length).getBytes(StandardCharsets.ISO_8859_1);
        int mark = requestLine[1].indexOf('?');
        return new RecordedRequest(
                requestLine[0],
                mark < 0 ? requestLine[1] : requestLine[1].substring(0, mark),
                mark < 0 ? "" : requestLine[1].substring(mark + 1),
                headers,
                body);
    }

    RequestFacts facts() {
        return new RequestFacts(method, path, query, headers::get, ByteBuffer.wrap(body));
    }

    List<String> signedHeaders() {
        var authorization = Objects.requireNonNull(headers.get("authorization"));
        int from = authorization.indexOf("SignedHeaders=") + "SignedHeaders=".length();
        var names = new ArrayList<String>();
        for (var name :
                authorization.substring(from, authorization.indexOf(',', from)).split(";", -1)) {
            names.add(name);
        }
        return names;
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = RecordedRequest.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
