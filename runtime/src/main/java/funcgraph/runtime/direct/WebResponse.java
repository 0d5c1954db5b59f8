package funcgraph.runtime.direct;

import funcgraph.runtime.http1.Head;
import funcgraph.runtime.http1.Head.Field;
import funcgraph.runtime.wire.Outlet;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What an {@code http} function answered, as the result of its call. */
record WebResponse(Head head, byte[] body) {

    /** What of a head goes on to a caller who gets the response as it comes. */
    static Outlet.Opening opening(Head head) throws IOException {
        return new Outlet.Opening(
                head.status(),
                head.fields().stream()
                        .filter(field -> Outlet.Opening.passesOn(field.name()))
                        .map(field -> Map.entry(canonical(field.name()), field.value()))
                        .toList());
    }

    int status() throws IOException {
        return head.status();
    }

    boolean isGood() throws IOException {
        return status() >= 200 && status() < 300;
    }

    /** The shape that an API gateway makes a response of (runtimes 1.10), with a list of values for each header. */
    ObjectNode apig() throws IOException {
        var answer = Json.object().put("statusCode", status());
        var headers = answer.putObject("headers");
        for (Field field : head.fields()) {
            if (!Outlet.Opening.isOfAConnection(field.name())) {
                headers.withArrayProperty(canonical(field.name())).add(field.value());
            }
        }
        return answer.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
    }

    /** The same, with what the errors of all functions say. */
    byte[] apigError() throws IOException {
        return error(apig(), status());
    }

    /** What is said of a response that its caller has already. */
    static byte[] error(int status) {
        return error(Json.object(), status);
    }

    private static byte[] error(ObjectNode about, int status) {
        var error = about.put("errorMessage", "the function answered with status " + status)
                .put("errorType", "HttpStatusError");
        error.putArray("stackTrace");
        return Json.write(error);
    }

    /** One name has one spelling, whatever the program's: {@code Content-Type}. */
    static String canonical(String name) {
        var text = new StringBuilder(name.length());
        boolean first = true;
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            text.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
            first = c == '-';
        }
        return text.toString();
    }
}
