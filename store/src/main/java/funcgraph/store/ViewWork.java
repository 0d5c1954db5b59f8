package funcgraph.store;

import org.jspecify.annotations.Nullable;

/** What is read. Each statement sees everything that was acknowledged before it began. */
@FunctionalInterface
public interface ViewWork<T extends @Nullable Object> {
    T run(View view);
}
