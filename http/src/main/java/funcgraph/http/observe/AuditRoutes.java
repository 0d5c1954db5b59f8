package funcgraph.http.observe;

import funcgraph.contract.observe.ListAuditResponse;
import funcgraph.domain.log.AuditEvent;
import funcgraph.domain.log.AuditFilter;
import funcgraph.engine.observe.Audit;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Query;
import funcgraph.http.exchange.Route;

/** The record of changes. */
public final class AuditRoutes {

    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final String SERVICE = "FunctionGraph:";

    private final Audit audit;

    public AuditRoutes(Audit audit) {
        this.audit = audit;
    }

    public Answer list(ApiRequest request) {
        var query = new Query(request.query());
        long marker = query.marker();
        var page = audit.list(
                new AuditFilter(
                        request.parameter(Route.PROJECT),
                        query.time("from"),
                        query.time("to"),
                        query.text("user"),
                        query.text("action").map(action -> action.startsWith(SERVICE) ? action : SERVICE + action),
                        query.text("resource"),
                        marker == 0 ? Long.MAX_VALUE : marker),
                query.limit(USUAL, MOST));
        return Answer.ok(new ListAuditResponse(
                page.items().stream().map(AuditRoutes::event).toList(),
                page.next() == 0 ? "" : Long.toString(page.next())));
    }

    private static ListAuditResponse.Event event(AuditEvent of) {
        return new ListAuditResponse.Event(
                of.seq(),
                Query.written(of.time()),
                of.requestId(),
                of.userName(),
                of.userId(),
                of.accessKey(),
                of.sourceIp(),
                of.action().substring(SERVICE.length()),
                of.resource(),
                of.status(),
                of.errorCode(),
                of.changes().stream()
                        .map(change -> new ListAuditResponse.Change(change.field(), change.before(), change.after()))
                        .toList());
    }
}
