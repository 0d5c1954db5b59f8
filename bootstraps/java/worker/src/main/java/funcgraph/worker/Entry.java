package funcgraph.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A method that the platform calls: the handler, the initializer, the pre-stop handler or the heartbeat. */
final class Entry {

    private final Method method;
    private final Object instance;

    private Entry(Method method, Object instance) {
        this.method = method;
        this.instance = instance;
    }

    /** The handler named {@code name}: its parameters are an event and a context, or the event alone. */
    static Entry handler(Object instance, String handler, String name) throws Failure {
        Method alone = null;
        boolean named = false;
        for (Method each : methods(instance, handler)) {
            if (each.getName().equals(name) && !each.isBridge()) {
                named = true;
                Class<?>[] parameters = each.getParameterTypes();
                if (parameters.length == 2 && isContext(parameters[1])) {
                    return new Entry(each, instance);
                }
                if (parameters.length == 1 && !isContext(parameters[0])) {
                    alone = each;
                }
            }
        }
        if (alone == null) {
            throw missing(handler, instance, name, named, "of an event and a Context");
        }
        return new Entry(alone, instance);
    }

    /** The method named {@code name} that takes a context, or nothing. */
    static Entry hook(Object instance, String handler, String name) throws Failure {
        Method bare = null;
        boolean named = false;
        for (Method each : methods(instance, handler)) {
            if (each.getName().equals(name) && !each.isBridge()) {
                named = true;
                Class<?>[] parameters = each.getParameterTypes();
                if (parameters.length == 1 && isContext(parameters[0])) {
                    return new Entry(each, instance);
                }
                if (parameters.length == 0) {
                    bare = each;
                }
            }
        }
        if (bare == null) {
            throw missing(handler, instance, name, named, "of a Context");
        }
        return new Entry(bare, instance);
    }

    private static boolean isContext(Class<?> type) {
        return type.isInterface() && type.isAssignableFrom(CallContext.class);
    }

    private static Method[] methods(Object instance, String handler) throws Failure {
        try {
            Method[] methods = instance.getClass().getMethods();
            for (Method method : methods) {
                // A public method of a class that is not public is called all the same.
                if (!Modifier.isPublic(method.getDeclaringClass().getModifiers())
                        && method.getDeclaringClass() != Object.class) {
                    method.setAccessible(true);
                }
            }
            return methods;
        } catch (LinkageError signature) {
            throw Failure.thrown(Failure.LOAD_FAILED, "cannot load handler '" + handler + "': ", signature);
        }
    }

    private static Failure missing(String handler, Object instance, String name, boolean named, String wanted) {
        String what = named ? "takes other parameters" : "does not exist";
        return new Failure(
                Failure.ENTRY_NOT_FOUND,
                "cannot find handler '" + handler + "': the public method '" + name + "' " + wanted + " in "
                        + instance.getClass().getName() + " " + what,
                "HandlerNotFound");
    }

    /** What the event is to be turned into; for a handler. */
    Type eventType() {
        return method.getGenericParameterTypes()[0];
    }

    @Nullable
    Object call(@Nullable Object event, CallContext context) throws Throwable {
        return method.getParameterCount() == 2 ? invoke(event, context) : invoke(event);
    }

    @Nullable
    Object run(CallContext context) throws Throwable {
        return method.getParameterCount() == 1 ? invoke(context) : invoke();
    }

    private @Nullable Object invoke(@Nullable Object... arguments) throws Throwable {
        try {
            return method.invoke(instance, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            throw cause == null ? thrown : cause;
        }
    }
}
