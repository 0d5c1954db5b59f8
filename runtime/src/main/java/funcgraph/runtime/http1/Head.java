package funcgraph.runtime.http1;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What comes before a body.
 *
 * @param start the request line or the status line
 * @param fields in the order in which they came
 */
public record Head(String start, List<Field> fields) {

    /** One header. */
    public record Field(String name, String value) {}

    public Head {
        fields = List.copyOf(fields);
    }

    /** The first header of this name, however it is spelled. */
    public Optional<String> first(String name) {
        return all(name).findFirst();
    }

    Stream<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value);
    }

    /** The part of the first line with this number, from 0; empty when there is none. */
    public String word(int index) {
        String[] words = start.split(" ", -1);
        return index < words.length ? words[index] : "";
    }

    /** Of a response: its status. */
    public int status() throws MalformedHttp {
        String word = word(1);
        if (!start.startsWith("HTTP/1.") || word.length() != 3 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedHttp(
                    "a response that begins with: " + (start.length() > 64 ? start.substring(0, 64) : start));
        }
        return Integer.parseInt(word);
    }

    /** Whether the other side means to go on with the connection after this message, which says {@code version}. */
    public boolean keepsAlive(String version) {
        boolean close = listed("Connection", "close");
        return version.equals("HTTP/1.0") ? listed("Connection", "keep-alive") && !close : !close;
    }

    /** Whether a header that is a list of words has this one. */
    public boolean listed(String name, String word) {
        return all(name)
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .anyMatch(part -> part.strip().toLowerCase(Locale.ROOT).equals(word));
    }

    boolean isChunked() {
        return listed("Transfer-Encoding", "chunked");
    }

    /** What the length header says, -1 without one. */
    long contentLength() throws MalformedHttp {
        var lengths = all("Content-Length").distinct().toList();
        if (lengths.isEmpty()) {
            return -1;
        }
        String length = lengths.getFirst();
        if (lengths.size() > 1
                || length.isEmpty()
                || length.length() > 18
                || !length.chars().allMatch(Character::isDigit)) {
            throw new MalformedHttp("a length that is no number: " + lengths);
        }
        return Long.parseLong(length);
    }
}
