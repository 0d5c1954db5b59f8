package funcgraph.cli.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads {@code text/event-stream}: events that a blank line ends, and comments that only show that the sender lives. */
public final class Events {

    private final BufferedReader lines;

    public Events(InputStream body) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /**
     * One event.
     *
     * @param id what to resume from, empty when it has none
     * @param name {@code message} when it says none
     */
    public record Event(String id, String name, String data) {}

    /** The next event, waited for; null at the stream's end. */
    public @Nullable Event next() throws IOException {
        var id = "";
        var name = "message";
        var data = new StringBuilder();
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && data.length() > 0) {
                return new Event(id, name, data.substring(0, data.length() - 1));
            }
            int colon = line.indexOf(':');
            var field = colon < 0 ? line : line.substring(0, colon);
            var value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data.append(value).append('\n');
                default -> {
                    // A comment, or a field that later clients know.
                }
            }
        }
        return null;
    }
}
