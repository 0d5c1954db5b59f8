package funcgraph.store;

import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.CustomImage;
import funcgraph.domain.DependencyVersion;
import funcgraph.domain.FuncVpc;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Hook;
import funcgraph.domain.LogSettings;
import funcgraph.domain.MountConfig;
import funcgraph.domain.NetworkController;
import funcgraph.domain.RuntimeName;
import funcgraph.domain.Strategy;
import funcgraph.domain.UserData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Functions to store in tests. */
final class Samples {

    static final String PROJECT = "0123456789abcdef0123456789abcdef";
    static final Instant NOW = Instant.ofEpochMilli(1_750_000_000_123L);

    private Samples() {}

    static FunctionKey key(String name) {
        return new FunctionKey(PROJECT, "default", name);
    }

    static Function function(String name) {
        return function(key(name), NOW);
    }

    static Function function(FunctionKey key, Instant createdAt) {
        return new Function(
                UUID.randomUUID().toString(),
                key,
                1,
                config(),
                code('a', 1000),
                "latest-1@aaaaa",
                createdAt,
                createdAt);
    }

    static CodePackage code(char digit, long sizeBytes) {
        return new CodePackage(
                CodeType.ZIP,
                "",
                "index.zip",
                "",
                sizeBytes,
                String.valueOf(digit).repeat(128),
                "",
                List.of());
    }

    static DependencyVersion dependency(String id) {
        return new DependencyVersion(
                id,
                "of-" + id,
                PROJECT,
                "name",
                RuntimeName.DOTNET_2_0,
                3,
                "说明",
                "https://h/b/k",
                "k.zip",
                1L << 40,
                "e7a9",
                "f".repeat(128),
                NOW);
    }

    /** No field as it is initially. */
    static FunctionConfig config() {
        return new FunctionConfig(
                RuntimeName.PYTHON_3_9,
                "index.handler",
                512,
                30,
                userData(
                        "{ \"b\": \"2\", \"a\" : \"\\ud800 \uD83D\uDE00 \u0000\" }",
                        "b",
                        "2",
                        "a",
                        "\ud800 \uD83D\uDE00 \u0000"),
                userData("{\"secret\":\"x\"}", "secret", "x"),
                "https://obs.example.com/bucket/dep.zip",
                "说明 \"quoted\" \\ \n",
                "agency",
                "execution-agency",
                new Hook("index.init", 10),
                new FuncVpc("vpc", "subnet"),
                new Strategy(10, 3),
                "{\"x\":1}",
                new MountConfig(1001, 1001, List.of(new MountConfig.Mount("ecs", "resource", "/share", "/mnt/a"))),
                extras());
    }

    private static FunctionConfig.Extras extras() {
        return new FunctionConfig.Extras(
                new Hook("index.stop", 20),
                "index.beat",
                new Hook("index.restore", 30),
                1024,
                "nvidia-t4",
                10_240,
                new CustomImage(true, "swr/image:1", "sh,-c", "a,b", "/work", "1003", "1004", true),
                "enterprise",
                new LogSettings(true, "group", "group-name", "stream", "stream-name", tags()),
                new NetworkController(true, List.of(new NetworkController.AccessVpc("vpc-1", "name"))),
                "10.0.0.0/8",
                "[{\"id\":\"z\"}]",
                true,
                true,
                true,
                true,
                true,
                "kms-1",
                "kms-2",
                "v1");
    }

    private static Map<String, String> tags() {
        var tags = new LinkedHashMap<String, String>();
        tags.put("z", "1");
        tags.put("a", "2");
        return tags;
    }

    private static UserData userData(String text, String... entries) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put(entries[i], entries[i + 1]);
        }
        return new UserData(text, map);
    }
}
