package funcgraph.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.InvokeOutcome;
import funcgraph.domain.RuntimeName;
import funcgraph.runtime.worker.WorkerSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NodeWorkerTest {

    private static Workshop shop;

    @BeforeAll
    static void open() {
        shop = new Workshop(Workshop.limits());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void callback_async_and_promise_forms_all_answer() {
        var callback =
                shop.node("callback", "exports.handler = (event, context, callback) => { callback(null, event); };");
        var async = shop.node("async", "exports.handler = async (event, context) => event;");
        var promise =
                shop.node("promise", "exports.handler = (event) => new Promise(ok => setTimeout(() => ok(event), 5));");
        var plain = shop.node("plain", "exports.handler = (event) => 'as is';");
        assertThat(shop.answer(callback, "{\"a\":\"\u00e4\u20ac\"}")).isEqualTo("{\"a\":\"\u00e4\u20ac\"}");
        assertThat(shop.answer(async, "[1]")).isEqualTo("[1]");
        assertThat(shop.answer(promise, "")).isEqualTo("{}");
        assertThat(shop.answer(plain, "{}")).isEqualTo("\"as is\"");
    }

    @Test
    void undefined_is_empty_and_null_is_null() {
        var odd = shop.node("odd", "exports.handler = async (event) => event === 1 ? undefined : event;");
        assertThat(shop.answer(odd, "1")).isEmpty();
        assertThat(shop.answer(odd, "null")).isEqualTo("null");
        assertThat(shop.answer(odd, "\"\\ud800\"")).isNotEmpty();
        assertThat(shop.failure(odd, "{broken").errorCode()).isEqualTo(4002);
    }

    @Test
    void each_way_to_fail_has_its_words() {
        var failing = shop.node("failing", """
                exports.handler = (event, context, callback) => {
                    if (event === 'throw') throw new RangeError('thrown');
                    if (event === 'reject') return Promise.reject(new TypeError('rejected'));
                    if (event === 'later') setTimeout(() => { throw new Error('later'); }, 1);
                    else if (event === 'callback') callback(new Error('handed over'));
                    else callback(null, 'fine');
                };
                """);
        assertThat(Workshop.error(shop.failure(failing, "\"throw\"")))
                .contains("\"errorMessage\":\"function invocation exception, error: thrown\"")
                .contains("\"errorType\":\"RangeError\"")
                .contains("index.js:2");
        assertThat(Workshop.error(shop.failure(failing, "\"reject\""))).contains("error: rejected", "TypeError");
        assertThat(Workshop.error(shop.failure(failing, "\"callback\"")))
                .isEqualTo(
                        "{\"errorMessage\":\"function entry exception, error: handed over\",\"errorType\":\"Error\"}");
        assertThat(Workshop.error(shop.failure(failing, "\"later\""))).contains("error: later");
        assertThat(shop.answer(failing, "{}")).isEqualTo("\"fine\"");
    }

    @Test
    void process_exit_is_told_and_the_next_call_gets_a_fresh_worker() {
        var leaving = shop.node("leaving", """
                let calls = 0;
                exports.handler = async (event) => { calls++; if (event) process.exit(3); return calls; };
                """);
        assertThat(shop.answer(leaving, "0")).isEqualTo("1");
        assertThat(Workshop.error(shop.failure(leaving, "1"))).contains("process.exit(3)");
        assertThat(shop.answer(leaving, "0")).isEqualTo("1");
    }

    @Test
    void results_that_cannot_be_sent_are_refused_by_name() {
        var odd = shop.node("results", """
                exports.handler = async (event) => {
                    if (event === 'circle') { const a = {}; a.a = a; return a; }
                    if (event === 'function') return () => 1;
                    return 'x'.repeat(event);
                };
                """);
        assertThat(shop.failure(odd, "\"circle\"").errorCode()).isEqualTo(4007);
        assertThat(shop.failure(odd, "\"function\"").errorCode()).isEqualTo(4007);
        var large = shop.failure(odd, "6291455");
        assertThat(large.errorCode()).isEqualTo(4004);
        assertThat(Workshop.error(large)).contains("response body size 6291457 exceeds the limit of 6291456");
        assertThat(shop.answer(odd, "6291454")).hasSize(6291456);
    }

    @Test
    void six_megabytes_go_in() {
        var length = shop.node("length", "exports.handler = async (event) => event.length;");
        assertThat(shop.answer(length, "\"" + "x".repeat(6_291_454) + "\"")).isEqualTo("6291454");
    }

    @Test
    void missing_and_broken_code_are_told_apart() {
        assertThat(shop.failure(shop.node("missing", "exports.other = 1;"), "{}")
                        .errorCode())
                .isEqualTo(4001);
        var noFile = shop.spec("nofile", 1, RuntimeName.NODE_20_15, "other.js", "");
        assertThat(Workshop.error(shop.failure(noFile, "{}"))).contains("there is no file index.js");
        var syntax = shop.failure(shop.node("syntax", "exports.handler = ("), "{}");
        assertThat(syntax.errorCode()).isEqualTo(4009);
        assertThat(Workshop.error(syntax)).contains("SyntaxError");
    }

    @Test
    void modules_of_either_kind_load() {
        var module = shop.spec(
                "module", 1, RuntimeName.NODE_20_15, "index.mjs", "export const handler = async () => 'module';");
        assertThat(shop.answer(module, "{}")).isEqualTo("\"module\"");
        var typed = shop.node("typed", "export async function handler() { return 'typed'; }");
        Workshop.write(typed.codeDirectory().resolve("package.json"), "{\"type\":\"module\"}");
        assertThat(shop.answer(typed, "{}")).isEqualTo("\"typed\"");
    }

    @Test
    void context_and_environment_show_the_metadata() {
        var plain = shop.node("context", """
                exports.handler = async (event, context) => ({
                    names: [context.getFunctionName(), context.getVersion(), context.getPackage(), context.getProjectID(),
                        context.getMemorySize(), context.getCPUNumber(), context.getRunningTimeInSeconds()],
                    data: [context.getUserData('colour'), context.getUserData('secret'), context.getUserData('none'),
                        process.env.colour, process.env.RUNTIME_TIMEOUT],
                    left: context.getRemainingTimeInMilliSeconds() > 6000,
                    private: Object.keys(process.env).filter(k => k.startsWith('FUNCGRAPH')),
                });
                """);
        var spec = new WorkerSpec(
                plain.function(),
                plain.version(),
                2,
                plain.runtime(),
                plain.codeDirectory(),
                plain.handler(),
                Optional.empty(),
                7,
                256,
                400,
                Map.of("colour", "green"),
                Map.of("secret", "s3cret"));
        assertThat(shop.answer(spec, "{}"))
                .isEqualTo("{\"names\":[\"context\",\"latest\",\"default\",\"project\",\"256\",\"400\",7000],"
                        + "\"data\":[\"green\",\"s3cret\",null,\"green\",\"7\"],\"left\":true,\"private\":[]}");
    }

    @Test
    void prints_and_log_lines_come_out_as_the_tail_of_their_call() {
        var talking = shop.node("talking", """
                exports.handler = async (event, context) => {
                    console.log('printed');
                    context.getLogger().info('told %s', 'so');
                    context.getLogger().debug('hidden');
                    context.getLogger().setLevel('ERROR');
                    context.getLogger().warn('hidden');
                    require('child_process').execSync('echo child', {stdio: 'inherit'});
                    console.error('last');
                };
                """);
        assertThat(Workshop.log(shop.invoke(talking, "{}")))
                .matches(
                        "(?s)printed\\n\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ request-\\d+ INFO told so\\nchild\\nlast\\n");
    }

    @Test
    void initializer_must_call_back_within_its_time() {
        var fine = initialised(shop.node("init", """
                let ready = 'no';
                exports.init = (context, callback) => setTimeout(() => { ready = 'yes'; callback(null, ''); }, 5);
                exports.handler = async () => ready;
                """), 5);
        assertThat(shop.answer(fine, "{}")).isEqualTo("\"yes\"");
        var failing = initialised(
                shop.node(
                        "initfails", "exports.init = (c, cb) => cb(new Error('no'));exports.handler = async () => 1;"),
                5);
        assertThat(shop.invoke(failing, "{}"))
                .isInstanceOfSatisfying(
                        InvokeOutcome.InitFailed.class,
                        failed -> assertThat(new String(failed.errorJson(), StandardCharsets.UTF_8))
                                .contains("function initialization exception: no"));
        var silent = initialised(
                shop.node("initsilent", "exports.init = (c, cb) => {};exports.handler = async () => 1;"), 1);
        assertThat(shop.invoke(silent, "{}"))
                .isInstanceOfSatisfying(
                        InvokeOutcome.InitFailed.class,
                        failed -> assertThat(failed.errorCode()).isEqualTo(4211));
    }

    @Test
    void too_much_memory_is_told_as_such() {
        var greedy = shop.node("greedy", """
                exports.handler = async () => {
                    const hold = [];
                    for (let i = 0; i < 100; i++) { hold.push(Buffer.alloc(10 * 1024 * 1024, 1)); await new Promise(setImmediate); }
                    await new Promise(ok => setTimeout(ok, 5000));
                };
                """);
        assertThat(shop.invoke(Workshop.limited(greedy, 30, 128), "{}")).isInstanceOf(InvokeOutcome.OutOfMemory.class);
    }

    @Test
    void abort_after_the_words_for_a_full_heap_is_out_of_memory() {
        var full = shop.node("full", """
                exports.handler = async () => {
                    require('fs').writeSync(2, 'FATAL ERROR: Reached heap limit - JavaScript heap out of memory');
                    process.abort();
                };
                """);
        assertThat(shop.invoke(full, "{}"))
                .isInstanceOfSatisfying(
                        InvokeOutcome.OutOfMemory.class,
                        out -> assertThat(new String(out.usage().logTail(), StandardCharsets.UTF_8))
                                .contains("heap out of memory"));
    }

    private static WorkerSpec initialised(WorkerSpec spec, int timeoutSeconds) {
        return new WorkerSpec(
                spec.function(),
                spec.version(),
                spec.revision(),
                spec.runtime(),
                spec.codeDirectory(),
                spec.handler(),
                Optional.of(new WorkerSpec.Initializer("index.init", timeoutSeconds)),
                spec.timeoutSeconds(),
                spec.memoryMb(),
                spec.cpuMillicores(),
                spec.userData(),
                spec.encryptedUserData());
    }
}
