package funcgraph.http;

import funcgraph.contract.RuntimeTypeResponse;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import java.util.List;
import java.util.function.Supplier;

/** What the runtime catalogue says, as the console and Terraform ask for it (functiongraph-api 2.9). */
public final class RuntimeRoutes {

    private final Supplier<List<RuntimeTypeResponse>> types;

    /** @param types may block: it may ask interpreters for their versions */
    public RuntimeRoutes(Supplier<List<RuntimeTypeResponse>> types) {
        this.types = types;
    }

    Answer list(ApiRequest ignored) {
        return Answer.ok(types.get());
    }
}
