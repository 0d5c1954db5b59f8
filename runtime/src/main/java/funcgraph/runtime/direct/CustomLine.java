package funcgraph.runtime.direct;

import funcgraph.runtime.direct.RuntimeApi.Taken;
import funcgraph.runtime.wire.Outlet;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code Custom}: the file {@code bootstrap} asks for calls and answers them (runtimes 1.11). It is ready when it first
 * asks, so what it does before counts as its initialisation.
 */
final class CustomLine extends DirectLine implements RuntimeApi.Desk {

    private static final int MOST_WAITING = 1024;

    private final LinkedBlockingDeque<Occasion> waiting = new LinkedBlockingDeque<>(MOST_WAITING);
    private final Map<String, Occasion> open = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeApi api;

    CustomLine(Ends ends) {
        super(ends);
    }

    @Override
    void begin(Setup setup) throws IOException {
        ServerSocketChannel listener = listen(0);
        int port = listener.socket().getLocalPort();
        var serving = new RuntimeApi(listener, this, child().name());
        api = serving;
        serving.start();
        if (isOver()) {
            serving.close(); // it ended before there was anything to close
            return;
        }
        var environment = new LinkedHashMap<>(setup.environment());
        environment.put("RUNTIME_API_ADDR", "127.0.0.1:" + port);
        Path bootstrap = setup.code().resolve("bootstrap");
        run(StartScript.executing(setup.code(), environment, bootstrap));
    }

    @Override
    void call(Occasion occasion) {
        if (!waiting.offer(occasion)) {
            throw new IllegalStateException("a worker has more than " + MOST_WAITING + " calls");
        }
    }

    @Override
    public void asked() {
        ready();
    }

    @Override
    public Optional<Occasion> next(long millis) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void handedOut(Occasion occasion) {
        open.put(occasion.requestId(), occasion);
    }

    @Override
    public void notHandedOut(Occasion occasion) {
        waiting.addFirst(occasion);
    }

    @Override
    public void cameBack(Occasion occasion) {
        if (open.remove(occasion.requestId(), occasion)) {
            waiting.addFirst(occasion);
        }
    }

    @Override
    public Optional<Taken> take(String requestId) {
        Occasion occasion = open.remove(requestId);
        return occasion == null ? Optional.empty() : Optional.of(taken(occasion.id()));
    }

    @Override
    public Optional<Outlet> outlet(String requestId) {
        Occasion occasion = open.get(requestId);
        return occasion == null ? Optional.empty() : Optional.ofNullable(occasion.outlet());
    }

    private Taken taken(int callId) {
        return new Taken() {
            @Override
            public void answered(byte[] result) {
                answer(callId, result);
            }

            @Override
            public void failed(byte[] error) {
                fail(callId, RAISED, Json.error(error, "Error"));
            }

            @Override
            public void tooLarge(long bytes) {
                CustomLine.this.tooLarge(callId, bytes);
            }

            @Override
            public void brokenOff() {
                CustomLine.this.brokenOff(callId);
            }
        };
    }

    @Override
    void close() {
        var serving = api;
        if (serving != null) {
            serving.close();
        }
    }
}
