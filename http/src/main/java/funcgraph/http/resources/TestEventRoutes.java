package funcgraph.http.resources;

import funcgraph.contract.ListTestEventsResponse;
import funcgraph.contract.TestEventRequest;
import funcgraph.contract.TestEventResponse;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.NewTestEvent;
import funcgraph.domain.TestEvent;
import funcgraph.engine.control.TestEvents;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.json.Json;
import org.jspecify.annotations.Nullable;

/** Test events of a function (functiongraph-api 2.9). What the URN says of a version is not looked at. */
public final class TestEventRoutes {

    private static final String ID = "event_id";
    private static final double MILLIS = 1000.0;

    private final TestEvents events;
    private final String region;

    public TestEventRoutes(TestEvents events, String region) {
        this.events = events;
        this.region = region;
    }

    public Answer list(ApiRequest request) {
        var items = events.list(key(request)).stream()
                .map(event -> new TestEventResponse(event.id(), event.name(), null, seconds(event)))
                .toList();
        return Answer.ok(new ListTestEventsResponse(items, items.size(), items.size()));
    }

    public Answer create(ApiRequest request) {
        var key = key(request);
        events.list(key);
        var wire = wire(request);
        return named(events.create(key, new NewTestEvent(orEmpty(wire.name()), orEmpty(wire.content()))));
    }

    public Answer show(ApiRequest request) {
        var event = events.show(key(request), request.parameter(ID));
        return Answer.ok(new TestEventResponse(event.id(), event.name(), event.content(), seconds(event)));
    }

    public Answer update(ApiRequest request) {
        var key = key(request);
        var id = request.parameter(ID);
        events.show(key, id);
        return named(events.update(key, id, orEmpty(wire(request).content())));
    }

    public Answer delete(ApiRequest request) {
        events.delete(key(request), request.parameter(ID));
        return Answer.noContent();
    }

    private static Answer named(TestEvent event) {
        return Answer.ok(new TestEventResponse(event.id(), event.name(), null, null));
    }

    private static double seconds(TestEvent event) {
        return event.lastModified().toEpochMilli() / MILLIS;
    }

    private static TestEventRequest wire(ApiRequest request) {
        return Json.bind(Json.object(request.body()), TestEventRequest.class);
    }

    private FunctionKey key(ApiRequest request) {
        return request.urn(region).key();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
