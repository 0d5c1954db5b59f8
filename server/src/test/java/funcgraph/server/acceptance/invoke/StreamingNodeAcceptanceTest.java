package funcgraph.server.acceptance.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import funcgraph.contract.HeaderNames;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event functions of Node.js whose result is a stream, with {@code is_return_stream}: it goes to its caller as it comes. */
class StreamingNodeAcceptanceTest {

    /** Its deeds wait for each other, so that a test sees what is sent before the rest is. */
    private static final String DEEDS = """
            const { Readable } = require('stream');
            let go = () => {};
            let gone = false;
            let given = 0;
            const deeds = {
              events: () => {
                const body = new Readable({ read() {} });
                body.push('data: 1\\n\\n');
                go = () => { body.push('data: 2\\n\\n'); body.push(null); };
                return { statusCode: 200, headers: { 'Content-Type': 'text/event-stream', 'X-Own': ['a', 'b'] }, body };
              },
              go: () => { go(); return 'gone on'; },
              generator: async function* () { yield 'one '; yield Buffer.from('two '); yield new Uint8Array([51]); },
              web: () => new ReadableStream({ start(it) { it.enqueue('of the web'); it.close(); } }),
              empty: async function* () {},
              refused: () => ({ statusCode: 404, headers: {}, body: Readable.from(['no such thing']) }),
              fails: async function* () { throw new RangeError('at once'); },
              breaks: async function* () { yield 'begun'; throw new RangeError('later'); },
              objects: async function* () { yield { a: 1 }; },
              headless: () => ({ statusCode: 'many', headers: {}, body: Readable.from(['x']) }),
              large: async function* () {
                given = 0;
                const block = Buffer.alloc(1 << 20, 'x');
                for (let n = 0; n < 150; n++) { given += block.length; yield block; }
              },
              given: () => given,
              endless: async function* () {
                gone = false;
                try {
                  for (;;) { yield 'again\\n'; await new Promise((then) => setTimeout(then, 5)); }
                } finally {
                  gone = true;
                }
              },
              gone: () => gone,
              locked: () => { const it = new ReadableStream({}); it.getReader(); return it; },
              getter: () => ({ statusCode: 200, get body() { throw new Error('no body'); } }),
              paused: () => { const it = Readable.from(['paused']); it.pause(); return it; },
              read: async () => { const it = Readable.from(['x']); for await (const piece of it); return it; },
              proxied: () => ({
                statusCode: 200,
                headers: new Headers({ 'Content-Length': '1', Connection: 'close', 'X-Own': 'kept' }),
                body: Readable.from(['longer than one']),
              }),
              nearly: () => ({ statusCode: 200, headers: {}, body: Readable.from([Buffer.alloc(5000000)]) }),
              dawdles: async function* () { gone = false; try { await new Promise((then) => setTimeout(then, 2000)); yield 'x'; } finally { gone = true; } },
              silent: async function* () { yield 'begun\\n'; await new Promise(() => {}); },
              plain: () => ({ a: 1 }),
              pid: () => process.pid,
            };
            exports.handler = async (event) => deeds[event.deed]();
            """;

    /** Answers, and fails afterwards. */
    private static final String AFTERWARDS = """
            const { Readable } = require('stream');
            exports.handler = (event, context, callback) => {
              if (event.deed) return callback(null, process.pid);
              const body = new Readable({ read() {} });
              callback(null, body);
              body.push('first ');
              callback(new Error('too late'));
              setTimeout(() => { body.push('and last'); body.push(null); }, 10);
            };
            """;

    private static final String OLD = """
            var stream = require('stream');
            exports.handler = function (event, context, callback) {
              var body = new stream.Readable({ read: function () {} });
              callback(null, body);
              body.push('of an ');
              setTimeout(function () { body.push('old one'); body.push(null); }, 10);
            };
            """;

    private static PackagedServer server;
    private static Api api;
    private static Deployed deeds;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
        create("deeds", "Node.js20.15", DEEDS, 30);
        deeds = new Deployed(api, "deeds");
        deeds.change("{\"strategy_config\": {\"concurrency\": 1, \"concurrent_num\": 10}}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void create(String name, String runtime, String source, int timeout) {
        api.create(Streams.streaming(Sample.inline(name, runtime, "index.handler", source))
                        .put("timeout", timeout))
                .ok();
    }

    private static String deed(String name) {
        return "{\"deed\": \"" + name + "\"}";
    }

    private static HttpResponse<InputStream> open(String name) throws Exception {
        return Streams.open(api, "deeds", deed(name));
    }

    private static String all(HttpResponse<InputStream> answer) throws IOException {
        return new String(answer.body().readAllBytes(), UTF_8);
    }

    private static String text(String name) {
        return deeds.call(deed(name)).ok().text();
    }

    @Test
    void events_reach_the_caller_before_the_last_is_sent_under_the_functions_own_headers() throws Exception {
        var answer = open("events");
        assertThat(answer.headers().allValues("X-Own")).containsExactly("a", "b");
        assertThat(answer.headers().firstValue(HeaderNames.CFF_REQUEST_ID)).isPresent();
        Streams.assertComesInPieces(answer, () -> assertThat(text("go")).isEqualTo("\"gone on\""));
    }

    @Test
    void the_gateway_passes_them_on_as_they_come() throws Exception {
        create("routed", "Node.js20.15", DEEDS.replace("event.deed", "event.path.slice(1)"), 30);
        var routed = new Deployed(api, "routed");
        routed.change("{\"strategy_config\": {\"concurrency\": 1, \"concurrent_num\": 10}}");
        var request = Streams.throughTheGateway(api, "routed", "/events", 30_000);

        Streams.assertComesInPieces(
                Streams.HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()),
                () -> routed.call("{\"path\": \"/go\"}").ok());
    }

    @Test
    void generators_and_streams_of_the_web_are_streams_too() throws Exception {
        var answer = open("generator");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(all(answer)).isEqualTo("one two 3");
        assertThat(all(open("web"))).isEqualTo("of the web");
        assertThat(all(open("empty"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Node.js6.10", "Node.js8.10", "Node.js12.13"})
    void older_ones_answer_with_a_readable_by_their_callback(String runtime) throws Exception {
        var name = "old-" + runtime.substring("Node.js".length()).replace('.', '-');
        create(name, runtime, OLD, 30);
        assertThat(all(Streams.open(api, name, "{}"))).isEqualTo("of an old one");
    }

    @Test
    void status_and_headers_are_the_functions_own() throws Exception {
        var answer = open("refused");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(all(answer)).isEqualTo("no such thing");
    }

    @Test
    void a_result_that_is_no_stream_is_answered_as_always() {
        assertThat(text("plain")).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_stream_that_fails_before_its_first_piece_is_an_error_as_any_other() {
        var failed = deeds.call(deed("fails"));
        assertThat(failed.header(HeaderNames.IS_FUNC_ERR)).isEqualTo("true");
        assertThat(failed.json().path("errorMessage").asString()).contains("at once");
        assertThat(failed.json().path("errorType").asString()).isEqualTo("RangeError");
    }

    @Test
    void what_is_no_answer_is_refused_by_name() {
        assertThat(deeds.call(deed("objects")).header(HeaderNames.FUNC_ERR_CODE))
                .isEqualTo("4007");
        var headless = deeds.call(deed("headless"));
        assertThat(headless.header(HeaderNames.FUNC_ERR_CODE)).isEqualTo("4007");
        assertThat(headless.json().path("errorMessage").asString()).contains("statusCode", "many", "200 to 599");
    }

    @Test
    void a_stream_that_breaks_never_looks_complete_and_its_instance_stays() throws Exception {
        var before = text("pid");
        var answer = open("breaks");
        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(text("pid")).isEqualTo(before);
    }

    @Test
    void answers_larger_than_six_megabytes_pass_and_a_slow_caller_holds_the_function_back() throws Exception {
        var answer = open("large");
        await().atMost(Duration.ofSeconds(20)).until(() -> !text("given").equals("0"));
        // Whoever does not read is not sent for: what is given stands still, far from the end.
        await().pollInterval(Duration.ofMillis(200))
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> Long.parseLong(text("given")), given -> given < 75L << 20);
        assertThat(answer.body().transferTo(OutputStream.nullOutputStream())).isEqualTo(150L << 20);
    }

    @Test
    void a_caller_that_goes_away_ends_the_stream_and_nothing_else() throws Exception {
        var before = text("pid");
        var answer = open("endless");
        assertThat(Streams.lines(answer).readLine()).isEqualTo("again");
        answer.body().close();
        await().atMost(Duration.ofSeconds(20)).until(() -> text("gone").equals("true"));
        assertThat(text("pid")).isEqualTo(before);
    }

    @Test
    void the_functions_timeout_holds_for_the_whole_answer() throws Exception {
        create("short", "Node.js20.15", DEEDS, 3);
        var lines = Streams.lines(Streams.open(api, "short", deed("silent")));
        assertThat(lines.readLine()).isEqualTo("begun");
        assertThatThrownBy(lines::readLine).isInstanceOf(IOException.class);
        assertThat(new Deployed(api, "short").call(deed("go")).ok().text()).isEqualTo("\"gone on\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"locked", "getter", "read"})
    void a_stream_that_cannot_be_read_is_an_error_of_this_call_alone(String deed) {
        var before = text("pid");
        assertThat(deeds.call(deed(deed)).header(HeaderNames.IS_FUNC_ERR)).isEqualTo("true");
        assertThat(text("pid")).isEqualTo(before);
    }

    @Test
    void a_stream_that_was_paused_is_read_all_the_same() throws Exception {
        assertThat(all(open("paused"))).isEqualTo("paused");
    }

    @Test
    void headers_of_another_connection_are_not_passed_on() throws Exception {
        var answer = open("proxied");
        assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        assertThat(answer.headers().firstValue("X-Own")).contains("kept");
        assertThat(all(answer)).isEqualTo("longer than one");
    }

    @Test
    void a_call_is_answered_by_the_first_answer_it_gives() throws Exception {
        create("afterwards", "Node.js20.15", AFTERWARDS, 30);
        var function = new Deployed(api, "afterwards");
        var before = function.call(deed("pid")).ok().text();
        assertThat(all(Streams.open(api, "afterwards", "{}"))).isEqualTo("first and last");
        assertThat(function.call(deed("pid")).ok().text()).isEqualTo(before);
    }

    @Test
    void a_caller_that_goes_away_before_the_first_piece_ends_the_stream_too() throws Exception {
        create("dawdling", "Node.js20.15", DEEDS.replace("event.deed", "event.path.slice(1)"), 30);
        var dawdling = new Deployed(api, "dawdling");
        dawdling.change("{\"strategy_config\": {\"concurrency\": 1, \"concurrent_num\": 10}}");
        var request = Streams.throughTheGateway(api, "dawdling", "/dawdles", 500);
        assertThat(Streams.HTTP
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(504);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> dawdling.call("{\"path\": \"/gone\"}").ok().text().equals("true"));
    }

    @Test
    void whoever_takes_the_answer_whole_gets_it_whole() {
        var enveloped = deeds.callEnveloped(deed("generator"));
        assertThat(enveloped.path("result").asString()).isEqualTo("one two 3");
        var web = Api.json(deeds.callEnveloped(deed("refused")).path("result").asString());
        assertThat(web.path("statusCode").asInt()).isEqualTo(404);
        assertThat(new String(Base64.getDecoder().decode(web.path("body").asString()), UTF_8))
                .isEqualTo("no such thing");
        assertThat(deeds.callEnveloped(deed("nearly")).path("result").asString())
                .as("its form in base64 is larger")
                .contains("exceeds the limit of 6291456");
        assertThat(deeds.callEnveloped(deed("large")).path("result").asString())
                .contains("exceeds the limit of 6291456");
    }
}
