package funcgraph.http.gateway;

import funcgraph.contract.ErrorResponse;
import funcgraph.http.exchange.Answer;

/** Answers with errors of the gateway's own. */
final class GatewayErrors {

    private GatewayErrors() {}

    static Answer of(GatewayCode code, String message, String requestId) {
        var body =
                new ErrorResponse(code.wireCode(), message, requestId, new ErrorResponse.Details(code.standardText()));
        return Answer.json(code.httpStatus(), body);
    }
}
