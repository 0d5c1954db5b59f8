package funcgraph.worker;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Ways into the JVM's own classes. The manifest opens their packages; Java 8 has no doors there. */
final class Jdk {

    private Jdk() {}

    static @Nullable Object read(Class<?> owner, String field, @Nullable Object of)
            throws ReflectiveOperationException {
        Field found = owner.getDeclaredField(field);
        found.setAccessible(true);
        return found.get(of);
    }

    static void write(Class<?> owner, String field, Object of, int value) throws ReflectiveOperationException {
        Field found = owner.getDeclaredField(field);
        found.setAccessible(true);
        found.setInt(of, value);
    }

    static Method method(Class<?> owner, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method found = owner.getDeclaredMethod(name, parameters);
        found.setAccessible(true);
        return found;
    }

    /** The class, or null on a JVM that does not have it. */
    static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }
}
