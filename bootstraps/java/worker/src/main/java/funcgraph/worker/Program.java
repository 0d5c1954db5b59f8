package funcgraph.worker;

import com.google.gson.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The function: its classes, the one instance of each class that is called, its handler. */
final class Program {

    private static final int MAX_RESPONSE_BYTES = 6291456;

    private final Spec spec;
    private final FunctionLoader loader;
    private final Codec codec;
    private final Map<String, Object> instances = new HashMap<>();
    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();
    private final Entry handler;
    private final @Nullable Entry initializer;
    private final Type eventType;

    private Program(Spec spec, FunctionLoader loader, Codec codec) throws Failure {
        this.spec = spec;
        this.loader = loader;
        this.codec = codec;
        handler = Entry.handler(instance(spec.handler), spec.handler, methodOf(spec.handler));
        eventType = handler.eventType();
        initializer = spec.initializer.isEmpty() ? null : hook(spec.initializer);
    }

    /** Loads the code; what its classes do when they are loaded, they do now. */
    static Program load(Spec spec, FunctionLoader loader) throws Failure {
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return new Program(spec, loader, loader.codec());
        } catch (Failure failure) {
            throw failure;
        } catch (Throwable thrown) {
            throw Failure.thrown(Failure.LOAD_FAILED, "cannot load handler '" + spec.handler + "': ", thrown);
        }
    }

    FunctionLoader loader() {
        return loader;
    }

    /** The method that a string of the metadata names, of the shape {@code package.Class.method}. */
    Entry hook(String name) throws Failure {
        return Entry.hook(instance(name), name, methodOf(name));
    }

    private static String methodOf(String handler) {
        return handler.substring(handler.lastIndexOf('.') + 1);
    }

    private Object instance(String handler) throws Failure {
        int dot = handler.lastIndexOf('.');
        String name = dot < 0 ? "" : handler.substring(0, dot);
        Object known = instances.get(name);
        if (known != null) {
            return known;
        }
        Object made = construct(handler, name);
        instances.put(name, made);
        return made;
    }

    private Object construct(String handler, String name) throws Failure {
        String start = "cannot find handler '" + handler + "': ";
        Class<?> type;
        try {
            type = Class.forName(name, true, loader);
        } catch (ClassNotFoundException absent) {
            throw new Failure(
                    Failure.ENTRY_NOT_FOUND, start + "there is no class " + name + " in the code", "HandlerNotFound");
        } catch (Throwable thrown) {
            throw unloadable(handler, thrown);
        }
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException hidden) {
            throw new Failure(
                    Failure.ENTRY_NOT_FOUND,
                    start + name + " is no public class with a public constructor without parameters",
                    "HandlerNotFound");
        } catch (InvocationTargetException thrown) {
            throw unloadable(handler, thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (Throwable thrown) {
            throw unloadable(handler, thrown);
        }
    }

    private static Failure unloadable(String handler, Throwable thrown) {
        Throwable real =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        return Failure.thrown(Failure.LOAD_FAILED, "cannot load handler '" + handler + "': ", real);
    }

    boolean hasInitializer() {
        return initializer != null;
    }

    void initialize() throws Failure {
        if (initializer == null) {
            return;
        }
        try {
            initializer.run(context(new JsonObject(), spec.initializerTimeoutSeconds));
        } catch (Throwable thrown) {
            throw Failure.thrown(Failure.INITIALIZER_FAILED, Failure.INITIALIZER_TEXT, thrown);
        }
    }

    /** A context for what is no call. */
    CallContext context(JsonObject call, int timeoutSeconds) {
        return new CallContext(spec, call, timeoutSeconds, state);
    }

    /** Runs the handler. @return the result as JSON text in UTF-8; no bytes for null and void */
    byte[] call(JsonObject call, byte[] payload) throws Failure {
        Object event = event(payload);
        CallContext context = context(call, spec.timeoutSeconds);
        Object value;
        try {
            value = handler.call(event, context);
        } catch (Throwable thrown) {
            throw Failure.thrown(Failure.RAISED, Failure.RAISED_TEXT, thrown);
        }
        return value == null ? Frame.NOTHING : serialised(value);
    }

    private @Nullable Object event(byte[] payload) throws Failure {
        try {
            String text = payload.length == 0 ? "{}" : Utf8.decode(payload);
            return eventType == String.class ? text : codec.read(text, eventType);
        } catch (CharacterCodingException notText) {
            throw unreadable("the event is not JSON text in UTF-8: ", notText);
        } catch (OutOfMemoryError tooLarge) {
            throw Failure.outOfMemory();
        } catch (RuntimeException | Error notJson) {
            throw unreadable("the event cannot be read as " + eventType.getTypeName() + ": ", notJson);
        }
    }

    private static Failure unreadable(String text, Throwable thrown) {
        return new Failure(
                Failure.RAISED,
                text + Failure.messageOf(thrown),
                thrown.getClass().getName());
    }

    private byte[] serialised(Object value) throws Failure {
        byte[] body;
        try {
            body = Utf8.encode(codec.write(value));
        } catch (OutOfMemoryError tooLarge) {
            throw Failure.outOfMemory();
        } catch (RuntimeException | Error strange) {
            throw new Failure(
                    Failure.RESULT_INVALID,
                    "the result cannot be written as JSON: " + Failure.messageOf(strange),
                    strange.getClass().getName());
        }
        if (body.length > MAX_RESPONSE_BYTES) {
            throw new Failure(
                    Failure.RESPONSE_TOO_LARGE,
                    "response body size " + body.length + " exceeds the limit of " + MAX_RESPONSE_BYTES,
                    "ResponseTooLarge");
        }
        return body;
    }
}
