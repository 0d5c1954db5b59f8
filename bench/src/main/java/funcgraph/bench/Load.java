package funcgraph.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/** Clients that each send one request after the other over a connection of their own, all at the same time. */
final class Load {

    private Load() {}

    /** Makes the next request of a client. */
    @FunctionalInterface
    interface Next {
        byte[] request(RandomGenerator random);
    }

    /** Fails when any answer has another status than {@code status}. */
    static Latencies run(URI endpoint, int clients, Duration time, int status, Next next) throws Exception {
        var together = new CyclicBarrier(clients);
        try (var threads = Executors.newFixedThreadPool(clients)) {
            long before = System.nanoTime();
            var running = new ArrayList<Future<long[]>>();
            for (int i = 0; i < clients; i++) {
                var random = new SplittableRandom(before + i);
                Callable<long[]> client = () -> client(endpoint, together, time, status, () -> next.request(random));
                running.add(threads.submit(client));
            }
            List<long[]> each = new ArrayList<>();
            for (var one : running) {
                each.add(one.get());
            }
            return Latencies.of(each, (System.nanoTime() - before) / 1e9);
        }
    }

    private static long[] client(
            URI endpoint, CyclicBarrier together, Duration time, int status, Callable<byte[]> requests)
            throws Exception {
        try (var client = new LeanClient(endpoint)) {
            together.await();
            return Stopwatch.measure(time, () -> {
                int answered = client.exchange(requests.call());
                if (answered != status) {
                    throw new IOException(
                            "the server answered " + answered + " instead of " + status + ": " + client.body());
                }
            });
        }
    }
}
