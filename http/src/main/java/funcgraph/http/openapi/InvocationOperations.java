package funcgraph.http.openapi;

import static funcgraph.contract.ErrorCode.EVENT_TOO_LARGE;
import static funcgraph.contract.ErrorCode.INVALID_PARAMETER;
import static funcgraph.contract.ErrorCode.INVALID_QUERY;
import static funcgraph.http.openapi.Operation.that;

import funcgraph.contract.HeaderNames;
import funcgraph.contract.async.AcceptedResponse;
import funcgraph.contract.async.AsyncConfigRequest;
import funcgraph.contract.async.AsyncConfigResponse;
import funcgraph.contract.async.CancelRequest;
import funcgraph.contract.async.ListAsyncConfigsResponse;
import funcgraph.contract.async.ListAsyncInvocationsResponse;
import funcgraph.contract.async.StatusLogResponse;
import java.util.List;
import java.util.Map;

/** Calls of functions, waited for and not. */
final class InvocationOperations {

    private static final Shape EVENT = new Shape.Anything("application/json");

    private InvocationOperations() {}

    static void addTo(Map<String, Operation> all) {
        all.put(
                "InvokeFunction",
                that("Calls a function and waits for its result.")
                        .reading(HeaderNames.REQUEST_VERSION, HeaderNames.LOG_TYPE)
                        .taking(EVENT)
                        .giving(200, new Shape.Anything(Shape.Anything.OF_A_FUNCTION))
                        .telling(HeaderNames.CFF_REQUEST_ID, HeaderNames.INVOKE_SUMMARY, HeaderNames.BILLING_DURATION)
                        .telling(HeaderNames.RESPONSE_VERSION, HeaderNames.FUNC_ERR_CODE, HeaderNames.IS_FUNC_ERR)
                        .telling(HeaderNames.FUNCTION_LOG)
                        .refusing(INVALID_PARAMETER));
        all.put(
                "AsyncInvokeFunction",
                that("Has a function called without waiting; answered once the event is on disk.")
                        .taking(EVENT)
                        .giving(202, new Shape.Records(List.of(AcceptedResponse.class)))
                        .telling(HeaderNames.CFF_REQUEST_ID)
                        .refusing(INVALID_PARAMETER, EVENT_TOO_LARGE));
        all.put("ListAsyncInvocations", list("Lists a function's asynchronous invocations."));
        all.put("ListActiveAsyncInvocations", list("Lists those that are not over."));
        all.put(
                "CancelAsyncInvocation",
                that("Cancels an asynchronous invocation.")
                        .taking(CancelRequest.class)
                        .givingEmptyObject());
        all.put(
                "ShowFunctionAsyncInvokeConfig",
                that("Shows how asynchronous invocations are run.").giving(AsyncConfigResponse.class));
        all.put(
                "UpdateFunctionAsyncInvokeConfig",
                that("Sets how asynchronous invocations are run.")
                        .taking(AsyncConfigRequest.class)
                        .giving(AsyncConfigResponse.class));
        all.put("DeleteFunctionAsyncInvokeConfig", that("Has asynchronous invocations run in the usual way."));
        all.put(
                "ListFunctionAsyncInvokeConfig",
                that("Lists the configurations of a function's versions and aliases.")
                        .asking("marker", "limit")
                        .giving(ListAsyncConfigsResponse.class)
                        .refusing(INVALID_QUERY));
        all.put("EnableAsyncStatusLog", that("Logs the status of invocations.").giving(StatusLogResponse.class));
        all.put(
                "ShowProjectAsyncStatusLogInfo",
                that("Shows where the status of invocations is logged.").giving(StatusLogResponse.class));
    }

    private static Operation list(String summary) {
        return that(summary)
                .asking("marker", "limit", "request_id", "status", "query_begin_time", "query_end_time")
                .giving(ListAsyncInvocationsResponse.class)
                .refusing(INVALID_QUERY);
    }
}
