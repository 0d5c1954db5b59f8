package funcgraph.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import tools.jackson.databind.json.JsonMapper;

/** Deploys functions to a server under test, and calls them once; what is measured is measured by leaner clients. */
final class Functions implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int TIMEOUT_SECONDS = 30;
    private static final String WEB =
            "exports.handler = async (event) => ({statusCode: 200, body: event.pathParameters.id});";
    private static final String SLEEPS = "exports.handler = () => new Promise((done) => setTimeout(done, 20000));";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** A function of a language, in its shortest form. */
    enum Kind {
        NODE("Node.js20.15", "index.handler", "index.js", "exports.handler = async (event) => event;"),
        PYTHON("Python3.11", "index.handler", "index.py", "def handler(event, context):\n    return event\n"),
        PHP("PHP8.2", "index.handler", "index.php", "<?php function handler($event, $context) { return $event; }"),
        CSHARP("C#(.NET Core 2.1)", "Echo::Demo.Echo::Handle", "Echo.dll", """
                namespace Demo {
                    public class Echo {
                        public System.IO.Stream Handle(System.IO.Stream input, HC.Serverless.Function.Common.IFunctionContext context) {
                            return input;
                        }
                    }
                }
                """),
        JAVA("Java17", "Echo.handle", "Echo.java", """
                public class Echo {
                    public com.google.gson.JsonObject handle(com.google.gson.JsonObject event, com.services.runtime.Context context) {
                        return event;
                    }
                }
                """);

        final String runtime;
        final String handler;
        final String file;
        final String source;

        Kind(String runtime, String handler, String file, String source) {
            this.runtime = runtime;
            this.handler = handler;
            this.file = file;
            this.source = source;
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BenchServer server;
    private final Path home;
    private final String token;

    Functions(BenchServer server, Path home) throws IOException {
        this.server = server;
        this.home = home;
        this.token = server.token();
    }

    String token() {
        return token;
    }

    /** Where the function is called. */
    URI target(String name) {
        return server.endpoint().resolve(path() + "/" + urn(name) + "/invocations");
    }

    /** Where the function is called without waiting. */
    URI asyncTarget(String name) {
        return server.endpoint().resolve(path() + "/" + urn(name) + "/invocations-async");
    }

    /** How many asynchronous invocations of the function wait or run, counted up to 100,000. */
    long underWay(String name) throws Exception {
        var answer = send(
                "GET", server.endpoint().resolve(path() + "/" + urn(name) + "/active-async-invocations?limit=1"), "");
        expect(200, answer);
        return MAPPER.readTree(answer.body()).path("count").asLong();
    }

    void deploy(String name, Kind kind, int memoryMb) throws Exception {
        deploy(name, kind, memoryMb, zip(kind));
    }

    /** Has each worker of a function take so many calls side by side, as a plain server does. */
    void widen(String name, Kind kind, int memoryMb, int calls) throws Exception {
        var body = MAPPER.createObjectNode()
                .put("func_name", name)
                .put("runtime", kind.runtime)
                .put("handler", kind.handler)
                .put("timeout", TIMEOUT_SECONDS)
                .put("memory_size", memoryMb);
        body.putObject("strategy_config").put("concurrency", -1).put("concurrent_num", calls);
        var config = server.endpoint().resolve(path() + "/" + urn(name) + "/config");
        expect(200, send("PUT", config, MAPPER.writeValueAsString(body)));
    }

    /** A Node.js function that takes its time, and none of the processor's. */
    void deploySleeper(String name, int memoryMb) throws Exception {
        deploy(name, Kind.NODE, memoryMb, zipOf(Kind.NODE.file, SLEEPS.getBytes(StandardCharsets.UTF_8)));
    }

    /** A Node.js function that answers as the gateway needs it. */
    void deployWeb(String name, int memoryMb) throws Exception {
        deploy(name, Kind.NODE, memoryMb, zipOf(Kind.NODE.file, WEB.getBytes(StandardCharsets.UTF_8)));
    }

    private void deploy(String name, Kind kind, int memoryMb, byte[] code) throws Exception {
        var body = MAPPER.createObjectNode()
                .put("func_name", name)
                .put("package", "default")
                .put("runtime", kind.runtime)
                .put("handler", kind.handler)
                .put("timeout", TIMEOUT_SECONDS)
                .put("memory_size", memoryMb)
                .put("code_type", "zip");
        body.putObject("func_code").put("file", Base64.getEncoder().encodeToString(code));
        expect(200, send("POST", server.endpoint().resolve(path()), MAPPER.writeValueAsString(body)));
    }

    /** Puts an API of the gateway before it, and says where that is called. */
    URI open(String name, String group, String apiPath) throws Exception {
        var body = MAPPER.createObjectNode().put("trigger_type_code", "APIG");
        body.putObject("event_data").setAll(GatewayBench.api(group, apiPath));
        var triggers = "/v2/" + Seed.PROJECT + "/fgs/triggers/" + urn(name);
        var answer = send("POST", server.endpoint().resolve(triggers), MAPPER.writeValueAsString(body));
        expect(201, answer);
        var url = MAPPER.readTree(answer.body())
                .path("event_data")
                .path("invoke_url")
                .asString();
        return URI.create(url.replace("{id}", "7"));
    }

    /** Calls it once and returns the nanoseconds that took, on a connection that is there already. */
    long call(String name, String event) throws Exception {
        var endpoint = server.endpoint();
        var request = new Requests(endpoint.getAuthority(), token, 0)
                .post(target(name).getRawPath(), event);
        try (var lean = new LeanClient(endpoint)) {
            long began = System.nanoTime();
            int status = lean.exchange(request);
            long took = System.nanoTime() - began;
            expect(200, status, target(name), lean.body());
            return took;
        }
    }

    void remove(String name) throws Exception {
        expect(204, send("DELETE", server.endpoint().resolve(path() + "/" + urn(name)), ""));
    }

    private HttpResponse<String> send(String method, URI uri, String body) throws Exception {
        var request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void expect(int status, HttpResponse<String> answer) throws IOException {
        expect(status, answer.statusCode(), answer.request().uri(), answer.body());
    }

    private static void expect(int wanted, int status, URI uri, String body) throws IOException {
        if (status != wanted) {
            throw new IOException("%s was answered %d: %s".formatted(uri, status, body));
        }
    }

    private static String path() {
        return "/v2/" + Seed.PROJECT + "/fgs/functions";
    }

    private static String urn(String name) {
        return "urn:fss:" + Seed.REGION + ":" + Seed.PROJECT + ":function:default:" + name;
    }

    private byte[] zip(Kind kind) throws Exception {
        return switch (kind) {
            case JAVA -> zipOf("echo.jar", zipOf("Echo.class", compiled(kind)));
            case CSHARP ->
                zipOf(kind.file, DotNet.installed(home.resolve("bench/target")).library("Echo", kind.source));
            case NODE, PYTHON, PHP -> zipOf(kind.file, kind.source.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] zipOf(String name, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private byte[] compiled(Kind kind) throws Exception {
        var directory = Files.createTempDirectory(home.resolve("bench/target"), "java-");
        var source = Files.writeString(directory.resolve(kind.file), kind.source);
        var compiler = ToolProvider.getSystemJavaCompiler();
        int status =
                compiler.run(null, null, null, "--release", "17", "-cp", classPath(), "-proc:none", source.toString());
        if (status != 0) {
            throw new IOException("the Java function does not compile");
        }
        return Files.readAllBytes(directory.resolve("Echo.class"));
    }

    /** The SDK that this build made, and the Gson that goes with it, both packed into the runtime's classes. */
    private String classPath() {
        Path packed = home.resolve("runtime/target/classes/bootstraps/java");
        return packed.resolve("sdk.jar") + ":" + packed.resolve("gson.jar");
    }

    @Override
    public void close() {
        client.close();
    }
}
