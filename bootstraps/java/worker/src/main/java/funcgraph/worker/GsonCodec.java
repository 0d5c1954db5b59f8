package funcgraph.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * JSON by Gson, with nulls written and HTML not escaped, as the real platform does (runtimes 1.9). A function may bring
 * any Gson along, so what old ones have not is done without.
 */
public final class GsonCodec implements Codec {

    private final Gson gson;

    public GsonCodec() {
        GsonBuilder builder = new GsonBuilder().serializeNulls().disableHtmlEscaping();
        try {
            builder.setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE); // 2.8.9: 1 stays 1 in a Map, not 1.0
            builder.setStrictness(Strictness.STRICT); // 2.11: what is not JSON is not read
        } catch (LinkageError older) {
            // Then numbers are doubles, and reading is lenient.
        }
        gson = builder.create();
    }

    @Override
    public @Nullable Object read(String json, Type type) {
        return gson.fromJson(json, type);
    }

    @Override
    public String write(Object value) {
        return gson.toJson(value);
    }
}
