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
        return switch (interpreter) {
            case Interpreter.Exact(var runtime, var executable, var version) ->
                "%-20s exact       %-10s %s".formatted(runtime.wireName(), version, executable);
            case Interpreter.Substitute(var runtime, var executable, var version) ->
                "%-20s substitute  %-10s %s".formatted(runtime.wireName(), version, executable);
            case Interpreter.Absent(var runtime, var remedy) ->
                "%-20s absent      %s".formatted(runtime.wireName(), remedy);
        };
    }
}
