package funcgraph.server;

import funcgraph.contract.RuntimeTypeResponse;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.Interpreter;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.server.config.Config;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What this machine can run, and with what: for people, for programs, and for the API. */
final class RuntimeList {

    private RuntimeList() {}

    static RuntimeCatalog catalog(Config.Runtimes config) {
        var path = System.getenv("PATH");
        return RuntimeCatalog.ofMachine(path == null ? "" : path, config.directory(), config.substitute());
    }

    /** A line for each runtime: its name, how it is here, the version, and the program or what to do. */
    static void print(RuntimeCatalog catalog, PrintStream out) {
        var rows = catalog.describeAll().stream().map(RuntimeList::row).toList();
        int name = widest(rows, 0);
        int status = widest(rows, 1);
        int version = widest(rows, 2);
        for (var row : rows) {
            var line = ("%-" + name + "s  %-" + status + "s  %-" + version + "s  %s")
                    .formatted(row.get(0), row.get(1), row.get(2), row.get(3));
            out.println(line.stripTrailing());
        }
    }

    private static int widest(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }

    private static List<String> row(Interpreter interpreter) {
        var name = interpreter.runtime().wireName();
        return switch (interpreter) {
            case Interpreter.Present it ->
                List.of(name, status(it), it.version(), it.executable().toString());
            case Interpreter.Unneeded it -> List.of(name, status(it), it.version(), "");
            case Interpreter.Absent it ->
                List.of(name, status(it), "", it.command().orElse(it.reason()));
        };
    }

    /** The same for programs: an array of objects. */
    static void printJson(RuntimeCatalog catalog, PrintStream out) {
        var all = catalog.describeAll().stream().map(RuntimeList::facts).toList();
        out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }

    private static Map<String, String> facts(Interpreter interpreter) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("runtime", interpreter.runtime().wireName());
        facts.put("status", status(interpreter));
        switch (interpreter) {
            case Interpreter.Present it -> {
                facts.put("version", it.version());
                facts.put("executable", it.executable().toString());
            }
            case Interpreter.Unneeded it -> facts.put("version", it.version());
            case Interpreter.Absent it -> {
                facts.put("reason", it.reason());
                it.command().ifPresent(command -> facts.put("install", command));
            }
        }
        return facts;
    }

    /** For the API, which does not say where things lie on this machine. */
    static List<RuntimeTypeResponse> types(RuntimeCatalog catalog) {
        return catalog.describeAll().stream().map(RuntimeList::type).toList();
    }

    private static RuntimeTypeResponse type(Interpreter interpreter) {
        var runtime = interpreter.runtime();
        return switch (interpreter) {
            case Interpreter.Present it -> answer(runtime, it, it.version(), null);
            case Interpreter.Unneeded it -> answer(runtime, it, it.version(), null);
            case Interpreter.Absent it -> answer(runtime, it, null, RuntimeCatalog.remedy(runtime));
        };
    }

    private static RuntimeTypeResponse answer(
            RuntimeName runtime, Interpreter interpreter, @Nullable String version, @Nullable String remedy) {
        return new RuntimeTypeResponse(runtime.wireName(), displayName(runtime), status(interpreter), version, remedy);
    }

    /** {@code Python 3.9} for {@code Python3.9}. */
    private static String displayName(RuntimeName runtime) {
        return runtime.wireName().replaceFirst("(?<=[a-z])(?=[0-9])|(?<=#)(?=\\()", " ");
    }

    private static String status(Interpreter interpreter) {
        return switch (interpreter) {
            case Interpreter.Exact ignored -> "exact";
            case Interpreter.Unneeded ignored -> "exact";
            case Interpreter.Substitute ignored -> "substitute";
            case Interpreter.Absent ignored -> "absent";
        };
    }
}
