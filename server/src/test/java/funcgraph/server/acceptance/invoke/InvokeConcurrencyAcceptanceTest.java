package funcgraph.server.acceptance.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many calls run at a time: in an instance, of a function, of a project, on a machine. */
class InvokeConcurrencyAcceptanceTest {

    /** Answers which instance it is after the seconds that its event says: in a sandbox all have the same process id. */
    private static final String WAITS = """
            const instance = Math.random();
            exports.handler = async (event) => {
              await new Promise((done) => setTimeout(done, event * 1000));
              return instance;
            };
            """;

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().config("""
                        quotas: {concurrency: 4}
                        invoke: {throttle_wait_ms: 15000, throttle_queue: 3}
                        runtimes: {memory_mb: 2048}
                        """).start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Deployed waiting(String name, String fields) {
        api.create(Sample.inline(name, "Node.js20.15", "index.handler", WAITS).put("timeout", 20))
                .ok();
        var function = new Deployed(api, name);
        function.change(fields);
        return function;
    }

    private static List<Reply> together(Deployed function, int calls, String event) throws Exception {
        var answers = new ArrayList<Future<Reply>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int call = 0; call < calls; call++) {
                answers.add(threads.submit(() -> function.call(event)));
            }
        }
        var replies = new ArrayList<Reply>();
        for (var answer : answers) {
            replies.add(answer.get());
        }
        return replies;
    }

    @Test
    void concurrent_num_has_one_instance_serve_several_calls_at_a_time() throws Exception {
        var function = waiting("shared", "{\"strategy_config\": {\"concurrency\": 1, \"concurrent_num\": 4}}");
        long began = System.nanoTime();
        var workers = new HashSet<String>();
        for (var reply : together(function, 4, "1")) {
            workers.add(reply.ok().text());
        }
        assertThat(workers).hasSize(1);
        assertThat(System.nanoTime() - began).isLessThan(3_500_000_000L);
    }

    @Test
    void calls_beyond_the_projects_limit_wait_their_turn_and_those_beyond_the_queue_are_429() throws Exception {
        var function = waiting("throttled", "{}");
        function.call("0").ok();
        var replies = together(function, 8, "0.7");
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(7);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .singleElement()
                .satisfies(reply ->
                        assertThat(reply.refused(429, "FSS.0429").message()).contains("4 calls"));
    }

    @Test
    void function_larger_than_the_machine_is_503_and_others_are_not_hurt() {
        var large = waiting("large", "{\"memory_size\": 3072}");
        assertThat(large.call("0").refused(503, "FSS.0503").message()).contains("3072 MB", "2048 MB");
        large.change("{\"memory_size\": 1536}");
        large.call("0").ok();
        waiting("small", "{\"memory_size\": 1024}").call("0").ok();
    }
}
