package funcgraph.server.config;

import java.io.PrintStream;

/** Prints what can be configured, and what is. */
public final class Reference {

    private Reference() {}

    /** {@code funcgraph config --explain}: every key with its type, default, range, sources and meaning. */
    public static void explain(PrintStream out) {
        out.println("# Every key of the configuration. A flag goes before the environment, the environment before the");
        out.println(
                "# file (--config FILE, YAML), the file before the default. Lists in flags and environment are YAML.");
        for (var key : Keys.all()) {
            out.println();
            explain(key, out);
        }
    }

    /** {@code funcgraph config}: the value of every key and where it comes from; secrets as {@code ***}. */
    public static void show(Settings settings, PrintStream out) {
        for (var key : Keys.all()) {
            out.printf("%-32s %-40s # %s%n", key.name() + ":", shown(key, settings), settings.source(key));
        }
    }

    private static <T> void explain(Key<T> key, PrintStream out) {
        out.println(key.name());
        out.println("    " + key.meaning());
        out.println("    type     " + key.kind().type());
        out.println("    default  " + quotedWhenEmpty(key.show(key.byDefault())));
        out.println("    allowed  " + key.kind().range());
        out.println("    sources  " + String.join(", ", key.flags()) + "; " + key.environmentName());
    }

    private static <T> String shown(Key<T> key, Settings settings) {
        return quotedWhenEmpty(key.show(settings.value(key)));
    }

    private static String quotedWhenEmpty(String text) {
        return text.isEmpty() ? "\"\"" : text;
    }
}
