package funcgraph.worker;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a process that has long begun. A JVM copies it once, at its start, into a map that it hands out
 * read-only; a child process gets that map when its environment was touched, and else what the C library holds, as native
 * code does. So both are changed: the map from within, and the C library's pointer to a new block.
 */
final class Environment {

    private Environment() {}

    static void forget(String... names) {
        Map<String, String> variables = variables();
        if (variables != null) {
            for (String name : names) {
                variables.remove(name);
            }
        }
    }

    /** Sets variables; names that no environment can have are left out. */
    static void set(Map<String, String> added) {
        Map<String, String> variables = variables();
        if (variables == null) {
            return;
        }
        for (Map.Entry<String, String> each : added.entrySet()) {
            try {
                variables.put(each.getKey(), each.getValue());
            } catch (IllegalArgumentException impossible) {
                // An '=' or a NUL in it: getUserData has it all the same.
            }
        }
        try {
            publish(variables);
        } catch (ReflectiveOperationException | RuntimeException strange) {
            // A JVM without these doors: its children see the variables where their environment is touched.
        }
        if (added.containsKey("TZ")) {
            System.clearProperty("user.timezone");
            TimeZone.setDefault(null);
        }
    }

    /** The map behind {@link System#getenv()}, by name and value. */
    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, String> variables() {
        try {
            return (Map<String, String>)
                    Jdk.read(Class.forName("java.util.Collections$UnmodifiableMap"), "m", System.getenv());
        } catch (ReflectiveOperationException | RuntimeException strange) {
            return null;
        }
    }

    private static void publish(Map<String, String> variables) throws ReflectiveOperationException {
        long pointer = address("environ");
        if (pointer == 0) {
            return;
        }
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        long[] starts = new long[variables.size() + 1];
        int count = 0;
        for (Map.Entry<String, String> each : variables.entrySet()) {
            starts[count++] = block.size();
            byte[] text = (each.getKey() + "=" + each.getValue()).getBytes(StandardCharsets.UTF_8);
            block.write(text, 0, text.length);
            block.write(0);
        }
        Memory memory = new Memory();
        long texts = memory.copy(block.toByteArray(), block.size(), "ARRAY_BYTE_BASE_OFFSET");
        for (int i = 0; i < count; i++) {
            starts[i] += texts;
        }
        memory.put(pointer, memory.copy(starts, starts.length * 8L, "ARRAY_LONG_BASE_OFFSET"));
    }

    /** Where the C library keeps a variable of its own; 0 when the JVM does not tell. */
    private static long address(String symbol) throws ReflectiveOperationException {
        for (Method method : ClassLoader.class.getDeclaredMethods()) {
            if (method.getName().equals("findNative")) {
                method.setAccessible(true);
                Object found = method.getParameterCount() == 2
                        ? method.invoke(null, null, symbol)
                        : method.invoke(null, null, ClassLoader.class, symbol, symbol);
                return found instanceof Long ? (Long) found : 0;
            }
        }
        return 0;
    }

    /** Raw memory. Never freed: who has read the pointer may still be reading what it points to. */
    private static final class Memory {

        private final Class<?> type;
        private final @Nullable Object unsafe;

        Memory() throws ReflectiveOperationException {
            Class<?> newer = Jdk.find("jdk.internal.misc.Unsafe");
            type = newer == null ? Class.forName("sun.misc.Unsafe") : newer;
            unsafe = Jdk.read(type, "theUnsafe", null);
        }

        long copy(Object array, long bytes, String baseOffset) throws ReflectiveOperationException {
            Object to = Jdk.method(type, "allocateMemory", long.class).invoke(unsafe, Math.max(bytes, 1));
            Number offset = (Number) Jdk.read(type, baseOffset, null);
            if (!(to instanceof Long) || offset == null) {
                throw new NoSuchFieldException(baseOffset);
            }
            Jdk.method(type, "copyMemory", Object.class, long.class, Object.class, long.class, long.class)
                    .invoke(unsafe, array, offset.longValue(), null, to, bytes);
            return (Long) to;
        }

        void put(long address, long value) throws ReflectiveOperationException {
            Jdk.method(type, "putAddress", long.class, long.class).invoke(unsafe, address, value);
        }
    }
}
