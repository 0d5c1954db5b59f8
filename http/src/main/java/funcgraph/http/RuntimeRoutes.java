package funcgraph.http;

import funcgraph.contract.LimitsResponse;
import funcgraph.contract.RuntimeTypeResponse;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import java.util.List;
import java.util.function.Supplier;

/** What functions may be made of on this server: the runtime catalogue (functiongraph-api 2.9), and the limits. */
public final class RuntimeRoutes {

    private final Supplier<List<RuntimeTypeResponse>> types;
    private final LimitsResponse limits;

    /** @param types may block: it may ask interpreters for their versions */
    public RuntimeRoutes(Supplier<List<RuntimeTypeResponse>> types, LimitsResponse limits) {
        this.types = types;
        this.limits = limits;
    }

    Answer list(ApiRequest ignored) {
        return Answer.ok(types.get());
    }

    Answer limits(ApiRequest ignored) {
        return Answer.ok(limits);
    }
}
