package funcgraph.http.auth;

import java.util.ArrayList;
import java.util.Comparator;

/** The query part of a canonical request: names and values encoded anew, sorted by name, then by value. */
final class CanonicalQuery {

    private record Parameter(String name, String value) {}

    private static final Comparator<Parameter> ORDER =
            Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

    private CanonicalQuery() {}

    static void write(String rawQuery, ByteText to) {
        if (rawQuery.isEmpty()) {
            return;
        }
        var parameters = new ArrayList<Parameter>();
        for (int at = 0; at <= rawQuery.length(); ) {
            int ampersand = rawQuery.indexOf('&', at);
            int end = ampersand < 0 ? rawQuery.length() : ampersand;
            if (end > at) {
                parameters.add(parameter(rawQuery.substring(at, end)));
            }
            at = end + 1;
        }
        parameters.sort(ORDER);
        for (int i = 0; i < parameters.size(); i++) {
            if (i > 0) {
                to.add('&');
            }
            to.add(parameters.get(i).name()).add('=').add(parameters.get(i).value());
        }
    }

    private static Parameter parameter(String raw) {
        int equals = raw.indexOf('=');
        return equals < 0
                ? new Parameter(encodedAnew(raw), "")
                : new Parameter(encodedAnew(raw.substring(0, equals)), encodedAnew(raw.substring(equals + 1)));
    }

    /** On the wire a plus is a blank, as all three SDKs send it (axios, Go) or never send one (Java). */
    private static String encodedAnew(String raw) {
        var text = new ByteText();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '+') {
                text.addEncoded(' ');
            } else if (PercentText.isEncodedByte(raw, i)) {
                text.addEncoded(PercentText.encodedByte(raw, i));
                i += 2;
            } else {
                PercentText.encode(c, text);
            }
        }
        return text.toString();
    }
}
