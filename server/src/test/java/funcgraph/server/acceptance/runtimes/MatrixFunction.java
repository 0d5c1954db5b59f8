package funcgraph.server.acceptance.runtimes;

import static java.nio.charset.StandardCharsets.UTF_8;

import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/**
 * A function of the matrix on a server: whoever calls it does not see whether it takes events, or requests of a gateway as
 * {@code http} functions do.
 */
record MatrixFunction(Deployed deployed, boolean web) {

    static MatrixFunction of(Deployed deployed, String runtime) {
        return new MatrixFunction(deployed, runtime.equals("http"));
    }

    Reply call(String event) {
        return deployed.call(asked(event));
    }

    Reply callWithLog(String event) {
        return deployed.callWithLog(asked(event));
    }

    /** The result of a call that goes well, from JSON. */
    JsonNode result(String event) {
        return Api.json(said(call(event).ok()));
    }

    /** What the function itself said. */
    String said(Reply answer) {
        if (!web) {
            return answer.text();
        }
        return new String(Base64.getDecoder().decode(answer.json().path("body").asString()), UTF_8);
    }

    private String asked(String event) {
        return web
                ? Sample.object()
                        .put("httpMethod", "POST")
                        .put("path", "/")
                        .put("body", event)
                        .toString()
                : event;
    }
}
