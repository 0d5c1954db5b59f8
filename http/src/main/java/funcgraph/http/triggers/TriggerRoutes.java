package funcgraph.http.triggers;

import funcgraph.contract.ListTriggersResponse;
import funcgraph.contract.TriggerEventsResponse;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.Trigger;
import funcgraph.engine.trigger.Ingest;
import funcgraph.engine.trigger.Triggers;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Route;
import funcgraph.http.functions.Paging;
import funcgraph.http.json.Json;

/** The routes of triggers (functiongraph-api 2.5), and the one through which records come in. */
public final class TriggerRoutes {

    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final Triggers triggers;
    private final Ingest ingest;
    private final TriggerViews views;
    private final String region;

    public TriggerRoutes(Triggers triggers, Ingest ingest, TriggerViews views, String region) {
        this.triggers = triggers;
        this.ingest = ingest;
        this.views = views;
        this.region = region;
    }

    public Answer create(ApiRequest request) {
        var urn = request.urn(region);
        triggers.requireTarget(urn);
        var body = Json.object(request.body());
        var trigger = triggers.create(
                urn, TriggerBodies.type(body), TriggerBodies.active(body), TriggerBodies.eventData(body));
        return Answer.json(CREATED, views.trigger(trigger));
    }

    /** A bare array, as the documents have it. */
    public Answer list(ApiRequest request) {
        return Answer.ok(
                triggers.list(request.urn(region)).stream().map(views::trigger).toList());
    }

    public Answer show(ApiRequest request) {
        return Answer.ok(views.trigger(shown(request)));
    }

    public Answer update(ApiRequest request) {
        var urn = request.urn(region);
        triggers.requireTarget(urn);
        triggers.show(urn, type(request), id(request));
        var body = Json.object(request.body());
        var change = new Triggers.Change(TriggerBodies.active(body), TriggerBodies.eventDataOrNull(body));
        return Answer.ok(views.trigger(triggers.update(urn, type(request), id(request), change)));
    }

    public Answer delete(ApiRequest request) {
        var urn = request.urn(region);
        triggers.requireTarget(urn);
        triggers.delete(urn, type(request), id(request));
        return Answer.noContent();
    }

    public Answer deleteAll(ApiRequest request) {
        triggers.deleteAll(request.urn(region));
        return Answer.noContent();
    }

    public Answer listProject(ApiRequest request) {
        var paging = Paging.of(request.query());
        var page = triggers.listProject(request.parameter(Route.PROJECT), paging.marker(), paging.most());
        var items = page.triggers().stream().map(views::trigger).toList();
        return Answer.ok(new ListTriggersResponse(items, paging.next(items.size()), Math.toIntExact(page.count())));
    }

    public Answer types(ApiRequest request) {
        return Answer.ok(views.types());
    }

    /** Records of a source, for a trigger that listens to it. */
    public Answer accept(ApiRequest request) {
        var trigger = shown(request);
        var receipt = ingest.accept(trigger, TriggerBodies.records(Json.object(request.body())));
        return Answer.json(
                ACCEPTED,
                new TriggerEventsResponse(
                        receipt.requestIds().isEmpty()
                                ? ""
                                : receipt.requestIds().getFirst(),
                        receipt.requestIds(),
                        receipt.taken(),
                        receipt.skipped()));
    }

    private Trigger shown(ApiRequest request) {
        var urn = request.urn(region);
        triggers.requireTarget(urn);
        return triggers.show(urn, type(request), id(request));
    }

    private static TriggerType type(ApiRequest request) {
        return TriggerBodies.type(request.parameter("trigger_type_code"));
    }

    private static String id(ApiRequest request) {
        return request.parameter("trigger_id");
    }
}
