package funcgraph.server.acceptance.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.cli.Main;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Commands;
import funcgraph.server.acceptance.Described;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Streams;
import funcgraph.server.acceptance.Zips;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each block of the README and the book is done, or held against what it speaks of: requests are sent, configuration is
 * read, functions run, and what a usage line names is there. Pages that are one story from top to bottom are told whole by
 * {@link DocumentsAcceptanceTest}.
 */
class SnippetsAcceptanceTest {

    private static final Path ROOT =
            Path.of(System.getProperty("funcgraph.root")).toAbsolutePath().normalize();

    private static final Set<String> TOLD_WHOLE = Set.of(
            "docs/tutorial.md",
            "docs/guides/curl.md",
            "docs/guides/ci.md",
            "docs/guides/java-sdk.md",
            "docs/guides/node-sdk.md");

    /** By the beginnings of blocks: what needs a program that the tests do not have, or is a test itself. */
    private static final Map<String, String> NOT_DONE = Map.of(
            "docs/guides/terraform.md provider",
            "the provider is not in the registries that tests reach; TerraformReplayAcceptanceTest sends what it sends",
            "docs/triggers.md mc admin",
            "is about another product's command; the notifications it brings about are sent by a test of triggers",
            "docs/packages.md ./dev package",
            "installs packages, which takes minutes: it is a verb of its own",
            "docs/packages.md apt-get install",
            "done by ./dev package --test, in a root of its own",
            "docs/console.md cd console",
            "serves the console's sources until it is ended",
            "README.md ./funcgraph quickstart",
            "LauncherAcceptanceTest does it");

    private static final Pattern REQUEST = Pattern.compile("(GET|PUT|POST|DELETE) +(\\S+).*");
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");
    private static final Set<String> OF_THE_SERVER = Set.of("serve", "backup", "restore", "runtimes", "quickstart");

    private static PackagedServer server;
    private static Api api;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
        api.create(Sample.python("shown")).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Snippet> snippets() {
        return Snippet.all().stream()
                .filter(each ->
                        !TOLD_WHOLE.contains(each.path()) && !each.path().startsWith("docs/languages/"))
                .filter(each -> NOT_DONE.keySet().stream().noneMatch(begin -> beginsWith(each, begin)));
    }

    private static boolean beginsWith(Snippet snippet, String begin) {
        return (snippet.path() + " " + snippet.first()).startsWith(begin);
    }

    @Test
    void whatever_is_not_done_is_there_and_has_a_reason() {
        assertThat(NOT_DONE).allSatisfy((begin, reason) -> {
            assertThat(Snippet.all()).as(begin).anyMatch(each -> beginsWith(each, begin));
            assertThat(reason).hasSizeGreaterThan(20);
        });
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_block_is_what_the_page_says(Snippet snippet) throws Exception {
        var first = snippet.first();
        if (snippet.language().equals("yaml")) {
            configures(snippet);
        } else if (snippet.language().equals("js")) {
            runs(snippet);
        } else if (snippet.language().equals("bash")) {
            commands(snippet);
        } else if (REQUEST.matcher(first).matches()) {
            requests(snippet);
        } else if (first.startsWith("{")) {
            var before = requestBefore(snippet);
            var target = target(before);
            assertThat(api.send(method(before), target, Map.of(), snippet.text().getBytes(UTF_8))
                            .status())
                    .as("%s: %s", snippet, target)
                    .isBetween(200, 299);
        } else if (first.startsWith("source <(funcgraph completion")) {
            completes(snippet);
        } else {
            usage(snippet);
        }
    }

    /** A file of the server, or one of a function. */
    private void configures(Snippet snippet) throws IOException {
        if (snippet.text().contains("\nruntime:")) {
            Files.writeString(folder.resolve("index.py"), "def handler(event, context):\n    return event\n");
            Files.writeString(
                    folder.resolve("funcgraph.yaml"), snippet.text().replace("${env:DB_PASSWORD}", "${env:PATH}"));
            assertThat(cli("deploy", folder.toString(), "--data", server.data().toString()))
                    .contains("created");
            return;
        }
        var config =
                Files.writeString(folder.resolve("config.yaml"), snippet.text().replace("…", "0"));
        try (var configured = PackagedServer.start("--config", config.toString())) {
            assertThat(Api.of(configured).list("").status()).isEqualTo(200);
        }
    }

    private static void runs(Snippet snippet) throws Exception {
        var request = Sample.inline("of-a-page", "Node.js20.15", "index.handler", snippet.text());
        api.create(Streams.streaming(request)).ok();
        var answer = Streams.open(api, "of-a-page", "{}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(new String(answer.body().readAllBytes(), UTF_8)).contains("data: one\n\n", "data: three\n\n");
    }

    private void commands(Snippet snippet) throws Exception {
        Files.createSymbolicLink(folder.resolve("funcgraph"), ROOT.resolve("funcgraph"));
        var said = Commands.run(
                folder,
                Map.of("FUNCGRAPH_SERVER_DATA", server.data().toString()),
                "bash",
                "-c",
                "set -euo pipefail\n" + snippet.text());
        assertThat(said).contains("Hello, Ada!");
    }

    private static void requests(Snippet snippet) {
        int body = snippet.text().indexOf("\n{");
        if (body < 0) {
            for (var line : snippet.lines()) {
                if (!line.contains("…") || line.contains("…/functions/")) {
                    assertIsServed(snippet, line);
                }
            }
            return;
        }
        var sent = snippet.text()
                .substring(body)
                .replace(
                        "<base64 of the zip>",
                        java.util.Base64.getEncoder().encodeToString(Zips.of("one.py", "X = 1")));
        api.create(Sample.inline("web", "http", "bootstrap.handler", "exit 0").put("timeout", 30));
        var path = snippet.text().contains("is_return_stream")
                ? target(snippet.first()).replace("shown", "web")
                : target(snippet.first());
        var reply = api.send(method(snippet.first()), path, Map.of(), sent.getBytes(UTF_8));
        assertThat(reply.status()).as("%s: %s", snippet, reply).isBetween(200, 299);
    }

    private static void assertIsServed(Snippet snippet, String line) {
        var path = target(line);
        // What never ends is read by the tests of logs.
        if (method(line).equals("GET") && !path.contains("/stream?")) {
            assertThat(api.send("GET", path, Map.of(), new byte[0]).code())
                    .as("%s: %s", snippet, line)
                    .isNotIn("FSS.0404", "FSS.0405");
        }
        assertThat(Described.by(server.endpoint()).find(method(line), path.replaceAll("\\?.*", "")))
                .as("%s: %s", snippet, line)
                .isPresent();
    }

    private static String method(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static String target(String line) {
        var request = REQUEST.matcher(line);
        assertThat(request.matches()).as(line).isTrue();
        return request.group(2)
                .replace("…/functions/", "/v2/{project_id}/fgs/functions/")
                .replace("{project_id}", api.projectId())
                .replace("{function_urn}", api.urn("shown"))
                .replaceAll("\\{[a-z_]+}", "none");
    }

    /** The last request that a page shows before a body which stands alone. */
    private static String requestBefore(Snippet body) {
        return Snippet.all().stream()
                .filter(each -> each.path().equals(body.path()) && each.line() < body.line())
                .map(Snippet::first)
                .filter(line -> REQUEST.matcher(line).matches())
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    private void completes(Snippet snippet) throws Exception {
        Files.createDirectories(folder.resolve(".config/fish/completions"));
        Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("bin")).resolve("funcgraph"), ROOT.resolve("funcgraph"));
        Commands.run(
                folder,
                Map.of("HOME", folder.toString(), "PATH", folder.resolve("bin") + ":" + System.getenv("PATH")),
                "bash",
                "-c",
                "set -eu\n" + snippet.text() + "complete -p funcgraph");
        assertThat(folder.resolve(".config/fish/completions/funcgraph.fish")).isNotEmptyFile();
    }

    /** Each verb that is named is there, and each flag that stands behind it is one of its own. */
    private static void usage(Snippet snippet) throws Exception {
        for (var line : snippet.lines()) {
            var words = line.replaceAll("^(\\./)?funcgraph ", "").split(" +", -1);
            assertThat(line).as(snippet.toString()).matches("(\\./)?funcgraph .*");
            var help = OF_THE_SERVER.contains(words[0]) ? launcherHelp() : helpOf(words);
            for (var flag : FLAG.matcher(line.replaceAll("#.*", "")).results().toList()) {
                assertThat(help).as("%s: %s", snippet, flag.group()).contains(flag.group());
            }
        }
    }

    private static String launcherHelp() throws Exception {
        return Commands.run(ROOT, Map.of(), "./funcgraph", "help");
    }

    private static String helpOf(String[] words) {
        var verb = words[0];
        if (!Set.of("versions", "alias", "triggers", "config").contains(verb)) {
            return cli(verb, "--help");
        }
        var help = new StringBuilder();
        // `list NAME | publish NAME`, `enable|disable NAME`: what stands first in each part is a verb below this one.
        var rest = String.join(" ", List.of(words).subList(1, words.length));
        for (var part : rest.split(" \\| |\\|(?=\\w+[| ])", -1)) {
            help.append(cli(verb, part.strip().split(" ", 2)[0], "--help"));
        }
        return help.toString();
    }

    private static String cli(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), words);
        assertThat(code).as("%s: %s%s", String.join(" ", words), out, err).isZero();
        return out.toString();
    }
}
