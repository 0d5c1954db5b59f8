package funcgraph.server.acceptance.functions;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of what {@code PUT …/config} takes: every parameter of the seed page, then every newer field
 * (functiongraph-api 1.3 column U, 3.5). A new function is a Python one, {@code index.handler}, 128 MB, 3 s.
 */
final class FieldTable {

    private static final List<Integer> MEMORY_SIZES =
            List.of(128, 256, 512, 768, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096);

    private FieldTable() {}

    static List<FieldRow> rows() {
        var table = new FieldRow.Table();
        runtime(table);
        code(table);
        handler(table);
        sizes(table);
        userData(table);
        texts(table);
        initializer(table);
        vpcAndStrategy(table);
        FieldTableNewer.rows(table);
        return table.rows();
    }

    private static void runtime(FieldRow.Table table) {
        table.given("{}");
        for (var name : List.of("Python2.7", "Python3.6", "Python3.9", "Python3.10", "Python3.12")) {
            table.takes("runtime", quoted(name));
        }
        table.shows("Runtime", "\"Python3.6\"", "/runtime", "\"Python3.6\"")
                .shows("runtime", "\"Python 3.6\"", "/runtime", "\"Python3.6\"")
                .shows("runtime", "\"Python\"", "/runtime", "\"Python3.9\"")
                .keeps("{\"runtime\": null}")
                .becomes("{\"Runtime\": \"Python3.6\", \"runtime\": \"Python 3.6\"}", "/runtime", "\"Python3.6\"")
                .becomes("{\"Runtime\": null, \"runtime\": \"Python3.6\"}", "/runtime", "\"Python3.6\"")
                .refusesBody("{\"Runtime\": \"Python3.6\", \"runtime\": \"Python2.7\"}", "FSS.1005", "runtime")
                .refusesBody("{\"Runtime\": \"Node.js\"}", "FSS.1005", "runtime")
                .refuses("runtime", "\"Java\"", "FSS.1005")
                .refuses("runtime", "\"Python4.0\"", "FSS.1005")
                .refuses("runtime", "\"\"", "FSS.1005")
                .refuses("runtime", "7", "FSS.0400");
        // A new language, whose rule of handlers the one in force must meet.
        for (var name : List.of("Node.js6.10", "Node.js8.10", "Node.js20.15", "Java8", "PHP7.3", "Go1.8", "http")) {
            table.takes("runtime", quoted(name));
        }
        for (var name : List.of("C#(.NET Core 2.0)", "C#.NET Core 2.0", "C#(.NET Core 2.1)", "C#.NET Core 2.1")) {
            var sdk = name.contains("2.0") ? "\"C#(.NET Core 2.0)\"" : "\"C#(.NET Core 2.1)\"";
            table.becomes(
                            "{\"runtime\": \"%s\", \"handler\": \"My::A.B::C\"}".formatted(name),
                            "/runtime",
                            sdk,
                            "/handler",
                            "\"My::A.B::C\"")
                    .refusesBody("{\"runtime\": \"%s\"}".formatted(name), "FSS.1003", "handler");
        }
        table.becomes("{\"runtime\": \"Go1.x\", \"handler\": \"main\"}", "/runtime", "\"Go1.x\"")
                .shows("runtime", "\"Node.js 8.10\"", "/runtime", "\"Node.js8.10\"")
                .after("{\"runtime\": \"Go1.x\", \"handler\": \"main\"}")
                .refusesBody("{\"runtime\": \"Python3.9\"}", "FSS.1003", "handler");
    }

    private static void code(FieldRow.Table table) {
        table.given("{}");
        for (var type : List.of("inline", "zip", "jar")) {
            table.shows("code_type", quoted(type), "/code_type", "\"inline\"");
        }
        table.keeps("{\"code_type\": null}")
                .refuses("code_type", "\"tar\"", "FSS.1006")
                .refuses("code_type", "\"INLINE\"", "FSS.1006")
                .refuses("code_type", "\"\"", "FSS.1006")
                .refuses("code_type", "1", "FSS.0400")
                .refusesBody("{\"code_type\": \"obs\"}", "FSS.1010", "code_url")
                .refusesBody("{\"code_type\": \"obs\", \"code_url\": \"\"}", "FSS.1010", "code_url")
                .refusesBody("{\"code_type\": \"obs\", \"code_url\": \"no url\"}", "FSS.1010", "code_url")
                .refusesBody("{\"code_type\": \"obs\", \"code_url\": \"ftp://h/b/k\"}", "FSS.1010", "code_url")
                .refusesBody("{\"code_type\": \"obs\", \"code_url\": \"file:///etc/passwd\"}", "FSS.1010", "code_url")
                .refusesBody("{\"code_type\": \"obs\", \"code_url\": \"http://u:p@h/b/k\"}", "FSS.1010", "code_url")
                .becomes("{\"code_type\": \"zip\", \"code_url\": \"no url\"}", "/code_url", "\"\"")
                .becomes("{\"code_url\": \"http://nowhere.example/b/k.zip\"}", "/code_url", "\"\"")
                .keeps("{\"func_code\": {\"file\": \"!!\"}}")
                .keeps("{\"func_code\": 7, \"package\": \"agency\", \"cpu\": 1, \"unknown\": [null, 1e99]}");
    }

    private static void handler(FieldRow.Table table) {
        table.given("{}");
        for (var legal : List.of("a.b", "index.other", "dir/module.func", "a.b.c", "a" + "x".repeat(124) + ".yz")) {
            table.takes("handler", quoted(legal));
        }
        table.keeps("{\"handler\": null}");
        for (var illegal : List.of(
                "",
                "nodot",
                "a.",
                ".a",
                ".b.c",
                "a..b",
                "../a.b",
                "/a.b",
                "a.b\\n",
                "a\\nb.c",
                "a" + "x".repeat(125) + ".yz")) {
            table.refuses("handler", quoted(illegal), "FSS.1003");
        }
        table.refuses("handler", "{}", "FSS.0400");
    }

    private static void sizes(FieldRow.Table table) {
        table.given("{}");
        for (int size : MEMORY_SIZES) {
            table.becomes(
                    "{\"memory_size\": %d}".formatted(size),
                    "/memory_size",
                    String.valueOf(size),
                    "/cpu",
                    String.valueOf(size * 100 / 128 + 200));
        }
        table.keeps("{\"memory_size\": null}");
        for (var size : List.of("0", "-128", "64", "127", "129", "384", "640", "4097", "8192")) {
            table.refuses("memory_size", size, "FSS.1007");
        }
        for (var size : List.of("\"128\"", "\"abc\"", "128.0", "128.5", "true", "[128]", "2147483648", "1e400")) {
            table.refuses("memory_size", size, "FSS.0400");
        }
        for (var seconds : List.of("3", "4", "899", "900")) {
            table.takes("timeout", seconds);
        }
        table.keeps("{\"timeout\": null}");
        for (var seconds : List.of("2", "0", "-1", "901", "259200", "2147483647")) {
            table.refuses("timeout", seconds, "FSS.1008");
        }
        table.refuses("timeout", "\"3\"", "FSS.0400").refuses("timeout", "99999999999999999999", "FSS.0400");
    }

    private static void userData(FieldRow.Table table) {
        table.given("{\"user_data\": \"{\\\"old\\\": \\\"1\\\"}\"}");
        var kept = "\"{\\\"old\\\": \\\"1\\\"}\"";
        table.takes("user_data", "\"{ \\\"b\\\" : \\\"2\\\",\\\"a\\\":\\\"\\\" }\"")
                .takes("user_data", "\"\"")
                .takes("user_data", "\"{}\"")
                .keeps("{\"user_data\": null}")
                .shows("description", "\"x\"", "/user_data", kept)
                .takes("user_data", quoted(entries(20)))
                .refuses("user_data", quoted(entries(21)), "FSS.1017")
                .takes("user_data", quoted(bytes(4096)))
                .refuses("user_data", quoted(bytes(4097)), "FSS.1018")
                .takes("user_data", quoted("{\\\"k\\\":\\\"" + "é".repeat(2044) + "\\\"}"))
                .refuses("user_data", quoted("{\\\"k\\\":\\\"" + "é".repeat(2045) + "\\\"}"), "FSS.1018");
        for (var malformed : List.of(
                "Host={host_ip}",
                "[]",
                "7",
                "null",
                " ",
                "{",
                "{}{}",
                "{\\\"k\\\":1}",
                "{\\\"k\\\":null}",
                "{\\\"k\\\":{}}",
                "{\\\"k\\\":\\\"1\\\",\\\"k\\\":\\\"2\\\"}",
                "{\\\"1k\\\":\\\"\\\"}",
                "{\\\"_k\\\":\\\"\\\"}",
                "{\\\"a-b\\\":\\\"\\\"}",
                "{\\\"a b\\\":\\\"\\\"}",
                "{\\\"\\\":\\\"\\\"}",
                "{\\\"é\\\":\\\"\\\"}",
                "{\\\"k\\\":\\\"\\\\u0000\\\"}",
                "{\\\"k\\\":\\\"\\\\ud800\\\"}")) {
            table.refuses("user_data", quoted(malformed), "FSS.1009");
        }
        for (var reserved : List.of("RUNTIME_HANDLER", "RUNTIME_USERDATA", "RUNTIME_API_ADDR", "RUNTIME_CODE_ROOT")) {
            table.refuses("user_data", quoted("{\\\"" + reserved + "\\\":\\\"\\\"}"), "FSS.1009");
        }
        table.refuses("user_data", "{\"k\": \"v\"}", "FSS.0400");
    }

    private static void texts(FieldRow.Table table) {
        table.given("{\"description\": \"old\", \"xrole\": \"old\", \"app_xrole\": \"oldapp\"}");
        table.takes("description", "\"\"")
                .keeps("{\"description\": null}")
                .takes("description", "\"two\\nlines, 中文 and \\ud83d\\ude00\"")
                .takes("description", quoted("d".repeat(512)))
                .takes("description", quoted("中".repeat(512)))
                .refuses("description", quoted("d".repeat(513)), "FSS.1019")
                .refuses("description", "false", "FSS.0400")
                .takes("xrole", "\"cffservice\"")
                .takes("xrole", "\"\"")
                .keeps("{\"xrole\": null}")
                .refuses("xrole", quoted("x".repeat(129)), "FSS.0400")
                .refuses("xrole", "\"a\\nb\"", "FSS.0400")
                .takes("app_xrole", "\"other\"")
                .shows("app_xrole", "\"\"", "/app_xrole", "\"old\"")
                .keeps("{\"app_xrole\": null}")
                .refuses("app_xrole", quoted("x".repeat(129)), "FSS.0400")
                .takes("extend_config", "\"{}\"")
                .takes("extend_config", "\"\"")
                .refuses("extend_config", quoted("x".repeat(1025)), "FSS.0400")
                .refuses("dependency_pkg", "\"no url\"", "FSS.1024")
                .refuses("dependency_pkg", "\"ftp://h/b/k.zip\"", "FSS.1024")
                .takes("dependency_pkg", "\"\"")
                .keeps("{\"func_name\": \"NAME\"}")
                .refuses("func_name", "\"another\"", "FSS.1002");
    }

    private static void initializer(FieldRow.Table table) {
        table.given("{}");
        for (var timeout : List.of("1", "300")) {
            table.becomes(
                    "{\"initializer_handler\": \"index.start\", \"initializer_timeout\": %s}".formatted(timeout),
                    "/initializer_handler",
                    "\"index.start\"",
                    "/initializer_timeout",
                    timeout);
        }
        for (var timeout : List.of("0", "-1", "301")) {
            table.refusesBody(
                    "{\"initializer_handler\": \"index.start\", \"initializer_timeout\": %s}".formatted(timeout),
                    "FSS.1405",
                    "initializer_timeout");
        }
        for (var handler : List.of("nodot", "a..b", "/a.b", "a.", ".b")) {
            table.refusesBody(
                    "{\"initializer_handler\": \"%s\", \"initializer_timeout\": 3}".formatted(handler),
                    "FSS.1404",
                    "initializer_handler");
        }
        table.refuses("initializer_handler", "\"index.start\"", "FSS.1405")
                .refuses("initializer_timeout", "301", "FSS.1405")
                .becomes(
                        "{\"initializer_handler\": \"\", \"initializer_timeout\": 0}",
                        "/initializer_handler",
                        "\"\"",
                        "/initializer_timeout",
                        "0")
                .after("{\"initializer_handler\": \"index.start\", \"initializer_timeout\": 9}")
                .becomes("{\"initializer_handler\": \"\"}", "/initializer_handler", "\"\"", "/initializer_timeout", "0")
                .becomes("{\"initializer_handler\": \"index.go\"}", "/initializer_timeout", "9")
                .becomes("{\"initializer_timeout\": 10}", "/initializer_handler", "\"index.start\"")
                .refuses("initializer_timeout", "0", "FSS.1405")
                .becomes("{\"description\": \"x\"}", "/initializer_timeout", "9");
    }

    private static void vpcAndStrategy(FieldRow.Table table) {
        var vpc = "{\"vpc_id\": \"v-1\", \"subnet_id\": \"s-1\"}";
        table.given("{}")
                .becomes(
                        "{\"func_vpc\": %s}".formatted(vpc),
                        "/func_vpc/vpc_id",
                        "\"v-1\"",
                        "/func_vpc/subnet_id",
                        "\"s-1\"",
                        "/func_vpc/cidr",
                        "\"\"")
                .keeps("{\"func_vpc\": null}")
                .refusesBody("{\"func_vpc\": {\"vpc_id\": \"v-1\"}}", "FSS.1037", "func_vpc.subnet_id")
                .refusesBody("{\"func_vpc\": {\"subnet_id\": \"s-1\"}}", "FSS.1037", "func_vpc.vpc_id")
                .refuses("func_vpc", "\"\"", "FSS.0400")
                .refuses("func_vpc", "[]", "FSS.0400")
                .after("{\"func_vpc\": %s}".formatted(vpc))
                .keeps("{\"func_vpc\": null}")
                .shows("description", "\"x\"", "/func_vpc/vpc_id", "\"v-1\"")
                .shows("func_vpc", "{}", "/func_vpc", "null")
                .shows("func_vpc", "{\"vpc_id\": \"\", \"subnet_id\": \"\"}", "/func_vpc", "null");
        table.given("{}");
        for (var number : List.of("0", "-1", "1", "1000")) {
            table.shows(
                    "strategy_config",
                    "{\"concurrency\": %s}".formatted(number),
                    "/strategy_config",
                    "{\"concurrency\": %s, \"concurrent_num\": 1}".formatted(number));
        }
        table.refusesBody("{\"strategy_config\": {\"concurrency\": -2}}", "FSS.1026", "strategy_config.concurrency")
                .refusesBody(
                        "{\"strategy_config\": {\"concurrency\": 1001}}", "FSS.1026", "strategy_config.concurrency")
                .refusesBody(
                        "{\"strategy_config\": {\"concurrent_num\": 0}}", "FSS.1026", "strategy_config.concurrent_num")
                .refusesBody(
                        "{\"strategy_config\": {\"concurrent_num\": 1001}}",
                        "FSS.1026",
                        "strategy_config.concurrent_num")
                .refusesBody(
                        "{\"strategy_config\": {\"concurrency\": \"0\"}}", "FSS.0400", "strategy_config.concurrency")
                .after("{\"strategy_config\": {\"concurrency\": 7, \"concurrent_num\": 5}}")
                .shows("strategy_config", "{\"concurrent_num\": 1000}", "/strategy_config/concurrency", "7")
                .shows("strategy_config", "{\"concurrency\": 0}", "/strategy_config/concurrent_num", "5")
                .keeps("{\"strategy_config\": null}")
                .keeps("{\"strategy_config\": {}}");
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\\\"k" + i + "\\\":\\\"v\\\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** An object of one entry, of exactly so many bytes. */
    private static String bytes(int count) {
        return "{\\\"k\\\":\\\"" + "v".repeat(count - 8) + "\\\"}";
    }
}
