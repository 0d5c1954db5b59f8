package funcgraph.worker;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Events from JSON text and results to it. Public, because a function with a Gson of its own has its own twin of it. */
public interface Codec {

    /** The object. @throws RuntimeException when the text is not JSON, or not the JSON of such an object */
    @Nullable
    Object read(String json, Type type);

    /** The text. @throws RuntimeException when the value has no JSON form */
    String write(Object value);
}
