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

    /** The same as {@code explain}, as the page {@code docs/configuration.md}. */
    static String page() {
        var page = new StringBuilder("""
                # Configuration

                Written by `./dev golden` from the table that reads the configuration; do not edit. `funcgraph config --explain`
                prints the same, `funcgraph config` what holds and where it comes from.

                A flag goes before the environment, the environment before the file (`--config FILE`, YAML, one map a section),
                the file before the default. Lists in flags and environment are YAML. Every key is a flag, `--SECTION.NAME`, and a
                variable, `FUNCGRAPH_SECTION_NAME` in capitals. An unknown key is an error, and so is a value out of range.
                """);
        var section = "";
        for (var key : Keys.all()) {
            if (!key.section().equals(section)) {
                section = key.section();
                page.append("\n## ").append(section).append("\n\n");
                page.append("| key | type | default | allowed | meaning |\n|---|---|---|---|---|\n");
            }
            page.append(row(key));
        }
        return page.toString();
    }

    private static <T> String row(Key<T> key) {
        var name = "`" + key.name() + "`" + (key.shortFlag() == null ? "" : ", `" + key.shortFlag() + "`");
        return "| %s | %s | `%s` | %s | %s |%n"
                .formatted(
                        name,
                        inCell(key.kind().type()),
                        inCell(quotedWhenEmpty(key.show(key.byDefault()))),
                        inCell(key.kind().range()),
                        inCell(key.meaning()));
    }

    private static String inCell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
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
