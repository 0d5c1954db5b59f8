package funcgraph.server;

import funcgraph.runtime.catalog.Interpreter;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.server.config.Config;
import java.io.PrintStream;

/** {@code funcgraph runtimes}: what this machine can run, and with what. */
final class RuntimeList {

    private RuntimeList() {}

    static void print(Config.Runtimes config, PrintStream out) {
        for (var interpreter : catalog(config).describeAll()) {
            out.println(line(interpreter));
        }
    }

    static RuntimeCatalog catalog(Config.Runtimes config) {
        var path = System.getenv("PATH");
        return RuntimeCatalog.ofMachine(path == null ? "" : path, config.substitute());
    }

    private static String line(Interpreter interpreter) {
        var name = interpreter.runtime().wireName();
        return switch (interpreter) {
            case Interpreter.Exact it -> "%-20s exact       %-10s %s".formatted(name, it.version(), it.executable());
            case Interpreter.Substitute it ->
                "%-20s substitute  %-10s %s".formatted(name, it.version(), it.executable());
            case Interpreter.Unneeded it -> "%-20s exact       %s".formatted(name, it.version());
            case Interpreter.Absent it ->
                "%-20s absent      %s".formatted(name, it.command().orElse(it.reason()));
        };
    }
}
