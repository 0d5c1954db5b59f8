package funcgraph.http.openapi;

import static funcgraph.contract.ErrorCode.INVALID_PARAMETER;
import static funcgraph.contract.ErrorCode.INVALID_QUERY;
import static funcgraph.contract.ErrorCode.NOT_FOUND;
import static funcgraph.contract.ErrorCode.TOO_MANY_REQUESTS;
import static funcgraph.http.openapi.Operation.that;

import funcgraph.contract.observe.ListAuditResponse;
import funcgraph.contract.observe.ListLogsResponse;
import funcgraph.contract.observe.ListRequestsResponse;
import funcgraph.contract.observe.LtsQueryRequest;
import funcgraph.contract.observe.LtsQueryResponse;
import java.util.Map;

/** What functions printed, how their calls went, and who changed what. */
final class LogOperations {

    private LogOperations() {}

    static void addTo(Map<String, Operation> all) {
        all.put(
                "ListFunctionLogs",
                that("Lists what a function printed.")
                        .asking("request_id", "from", "to", "level", "text", "desc", "limit", "marker")
                        .refusing(INVALID_QUERY)
                        .giving(ListLogsResponse.class));
        all.put(
                "FollowFunctionLogs",
                that("Follows what a function prints, as server-sent events.")
                        .asking("request_id", "from", "to", "level", "text", "tail")
                        .reading("Last-Event-ID")
                        .refusing(INVALID_QUERY, TOO_MANY_REQUESTS)
                        .giving(200, new Shape.Anything("text/event-stream")));
        all.put(
                "ListFunctionRequests",
                that("Lists a function's calls, the latest first.")
                        .asking("from", "to", "status", "limit", "marker")
                        .refusing(INVALID_QUERY)
                        .giving(ListRequestsResponse.class));
        all.put(
                "ListAuditEvents",
                that("Lists what was changed, by whom, the latest first.")
                        .asking("from", "to", "user", "action", "resource", "limit", "marker")
                        .refusing(INVALID_QUERY)
                        .giving(ListAuditResponse.class));
        all.put(
                "ListLogs",
                that("Queries logs as the log service does.")
                        .taking(LtsQueryRequest.class)
                        .refusing(INVALID_PARAMETER, INVALID_QUERY, NOT_FOUND)
                        .giving(LtsQueryResponse.class));
    }
}
