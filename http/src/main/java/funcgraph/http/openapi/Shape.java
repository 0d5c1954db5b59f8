package funcgraph.http.openapi;

import java.util.List;
import java.util.Map;

/** What a body looks like. */
sealed interface Shape {

    /** A wire record; of several, all of them read the same object. */
    record Records(List<Class<? extends Record>> types) implements Shape {}

    /** A bare array of records. */
    record Array(Class<? extends Record> item) implements Shape {}

    /** An object that no record stands for. */
    record Fields(Map<String, Map<String, Object>> properties) implements Shape {
        static final Fields NONE = new Fields(Map.of());
    }

    /** Whatever it likes to be: an event, a result, a file. */
    record Anything(String contentType) implements Shape {
        /** A function may answer with any type. */
        static final String OF_A_FUNCTION = "*/*";
    }

    /** No body. */
    record Nothing() implements Shape {}
}
