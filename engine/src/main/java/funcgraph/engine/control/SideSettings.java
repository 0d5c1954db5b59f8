package funcgraph.engine.control;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.engine.StoreCalls;
import funcgraph.store.SettingTable;
import funcgraph.store.Store;

/**
 * What is kept of functions and projects beside metadata, and changes no revision: whether a function is among the
 * favourites, its tracing keys, whether a project's logs are on.
 */
public final class SideSettings {

    private static final String FAVOURITE = "favourite";
    private static final String TRACING_KEY = "tracing_ak";
    private static final String TRACING_SECRET = "tracing_sk";
    private static final String LOGS = "lts_logs";

    private final Store store;
    private final HeldFunctions functions;
    private final SettingTable table;

    public SideSettings(Store store, HeldFunctions functions, SettingTable table) {
        this.store = store;
        this.functions = functions;
        this.table = table;
    }

    /** Keys of a tracing service, both {@code ""} for none. */
    public record Tracing(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Tracing[" + accessKey + ", ***]";
        }
    }

    /** Puts a function among the favourites, or takes it out. Throws {@link Refused} with {@link Refusal.NoFunction}. */
    public void favour(FunctionKey key, boolean favourite) {
        put(key, FAVOURITE, Boolean.toString(favourite));
    }

    /** The tracing keys. Throws {@link Refused} with {@link Refusal.NoFunction}. */
    public Tracing tracing(FunctionKey key) {
        return functions.read(
                key,
                (view, function) -> new Tracing(
                        table.ofFunction(view, function.id(), TRACING_KEY).orElse(""),
                        table.ofFunction(view, function.id(), TRACING_SECRET).orElse("")));
    }

    /** Replaces the tracing keys. Throws {@link Refused} with {@link Refusal.NoFunction}. */
    public void trace(FunctionKey key, Tracing tracing) {
        functions.change(key, (tx, function) -> {
            table.putFunction(tx, function.id(), TRACING_KEY, tracing.accessKey());
            table.putFunction(tx, function.id(), TRACING_SECRET, tracing.secretKey());
            return function;
        });
    }

    /** Turns a project's logs on. Throws {@link Refused} with {@link Refusal.LogsAreOn} when they are. */
    public void enableLogs(String projectId) {
        boolean first = StoreCalls.available(() -> store.write(tx -> table.addProject(tx, projectId, LOGS, "true")));
        if (!first) {
            throw new Refused(new Refusal.LogsAreOn());
        }
    }

    /** Whether the logs of a function are on, for itself or for its whole project. */
    public boolean hasLogs(Function function) {
        return function.config().extras().log().enabled()
                || functions.readAll(view ->
                        table.ofProject(view, function.key().projectId(), LOGS).isPresent());
    }

    private void put(FunctionKey key, String name, String value) {
        functions.change(key, (tx, function) -> {
            table.putFunction(tx, function.id(), name, value);
            return function;
        });
    }
}
