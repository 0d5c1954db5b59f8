package funcgraph.worker;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The talk with the server, from HELLO to the end. Threads take turns at reading: who has read a call runs it at once, and
 * the next takes over the reading, so that no call waits for another thread to wake up, and a server that goes away is
 * noticed while user code runs. Whoever takes a call out of {@link #open} answers it, so each is answered once.
 */
final class Session {

    private enum Phase {
        LOADING,
        INITIALIZING,
        SERVING,
        STOPPING
    }

    private static final String EXITED = "the function ended its own process, as System.exit() does";

    private final Wire wire;
    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentHashMap<Integer, Boolean> open = new ConcurrentHashMap<>();
    private final AtomicInteger threads = new AtomicInteger(1);
    private final AtomicBoolean specialised = new AtomicBoolean();
    private volatile Phase phase = Phase.LOADING;
    private volatile int initId;
    private int maxThreads = 2;
    private @Nullable Spec spec;
    private @Nullable Program program;

    Session(Wire wire) {
        this.wire = wire;
    }

    void run(String secret) {
        JsonObject hello = new JsonObject();
        hello.addProperty("secret", secret);
        hello.addProperty("version", System.getProperty("java.version"));
        wire.write(Frame.HELLO, 0, Utf8.encode(hello.toString()), Frame.NOTHING);
        Frame init = wire.read();
        if (init == null || init.type != Frame.INIT) {
            Family.leave();
            return;
        }
        initId = init.callId;
        try {
            specialise(new Spec(header(init)));
            serve();
        } catch (Failure failure) {
            refuse(failure);
            wire.read(); // The server ends this process.
            Family.leave();
        }
    }

    static JsonObject header(Frame frame) {
        if (frame.header.length == 0) {
            return new JsonObject();
        }
        return JsonParser.parseString(new String(frame.header, StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private void specialise(Spec wanted) throws Failure {
        Environment.set(wanted.environment);
        if (!new File("").getAbsolutePath().equals(wanted.workDirectory)) {
            System.setProperty("user.dir", wanted.workDirectory);
        }
        Program loaded = Program.load(wanted, loader(wanted));
        if (loaded.hasInitializer()) {
            phase = Phase.INITIALIZING;
            wire.write(Frame.LOADED, initId, Frame.NOTHING, Frame.NOTHING);
            loaded.initialize();
        }
        Entry heartbeat = wanted.heartbeat.isEmpty() ? null : loaded.hook(wanted.heartbeat);
        spec = wanted;
        program = loaded;
        maxThreads = wanted.concurrency + 1;
        Output.flush();
        if (specialised.compareAndSet(false, true)) {
            phase = Phase.SERVING;
            wire.write(Frame.READY, initId, Frame.NOTHING, Frame.NOTHING);
        }
        if (heartbeat != null) {
            new Heart(heartbeat, loaded.context(new JsonObject(), wanted.timeoutSeconds), this::end).start();
        }
    }

    private static FunctionLoader loader(Spec spec) throws Failure {
        try {
            return FunctionLoader.of(new File(spec.codeDirectory));
        } catch (IOException strange) {
            throw Failure.thrown(Failure.LOAD_FAILED, "cannot read the code: ", strange);
        }
    }

    private void refuse(Failure failure) {
        Output.flush();
        if (specialised.compareAndSet(false, true)) {
            wire.write(Frame.INIT_FAILED, initId, failure.header(false), failure.body());
        }
    }

    private void serve() {
        while (true) {
            Frame frame;
            turn.lock();
            try {
                frame = wire.read();
                if (frame != null && frame.type == Frame.CALL) {
                    open.put(frame.callId, true);
                }
            } finally {
                turn.unlock();
            }
            if (frame != null && frame.type == Frame.CALL) {
                keepReading();
                answer(frame);
            } else if (frame != null && frame.type == Frame.STOP) {
                stop();
            } else {
                Family.leave();
                return;
            }
        }
    }

    /** Sees to it that somebody reads while this thread runs a call. */
    private void keepReading() {
        if (!turn.hasQueuedThreads() && !turn.isLocked() && threads.get() < maxThreads) {
            if (threads.incrementAndGet() > maxThreads) {
                threads.decrementAndGet();
                return;
            }
            Thread next = new Thread(this::serve, "call-" + threads.get());
            next.setContextClassLoader(Thread.currentThread().getContextClassLoader());
            next.start();
        }
    }

    private void answer(Frame call) {
        Failure failure;
        try {
            Program function = program;
            if (function == null) {
                throw new IllegalStateException("a call before there is a function");
            }
            byte[] result = function.call(header(call), call.payload);
            settle();
            if (open.remove(call.callId) != null) {
                wire.write(Frame.RESULT, call.callId, Frame.NOTHING, result);
            }
            return;
        } catch (Failure told) {
            failure = told;
        } catch (OutOfMemoryError here) {
            failure = Failure.outOfMemory();
        }
        settle();
        if (failure.isLast()) {
            end(failure);
        } else if (open.remove(call.callId) != null) {
            wire.write(Frame.ERROR, call.callId, failure.header(false), failure.body());
        }
        synchronized (open) {
            open.notifyAll();
        }
    }

    /** What the handler left on its thread, the next call must not find. */
    private void settle() {
        Output.flush();
        Thread.interrupted();
        Program function = program;
        if (function != null) {
            Thread.currentThread().setContextClassLoader(function.loader());
        }
    }

    /** Answers every open call with this failure and ends the process, which is not to be trusted any more. */
    private void end(Failure failure) {
        fail(failure);
        Output.flush();
        Runtime.getRuntime().halt(1);
    }

    private void fail(Failure failure) {
        byte[] header = failure.header(true);
        byte[] body = failure.body();
        for (Integer callId : open.keySet()) {
            if (open.remove(callId) != null) {
                wire.write(Frame.ERROR, callId, header, body);
            }
        }
    }

    /** The server sends no more calls: the ones that run may end, then the function says good-bye. */
    private void stop() {
        Spec function = spec;
        Program loaded = program;
        if (function != null && loaded != null) {
            awaitOpenCalls(function.preStopTimeoutSeconds);
            if (!function.preStop.isEmpty()) {
                try {
                    loaded.hook(function.preStop).run(loaded.context(new JsonObject(), function.preStopTimeoutSeconds));
                } catch (Throwable thrown) {
                    Output.line("the pre-stop handler failed: "
                            + thrown.getClass().getName() + ": " + Failure.messageOf(thrown));
                }
            }
        }
        phase = Phase.STOPPING;
        Output.flush();
        System.exit(0);
    }

    private void awaitOpenCalls(int seconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        synchronized (open) {
            while (!open.isEmpty() && System.nanoTime() - until < 0) {
                try {
                    open.wait(100); // A result is told without this monitor: it is the way of every call.
                } catch (InterruptedException early) {
                    return;
                }
            }
        }
    }

    /** Runs when the process ends by itself: whoever waits for an answer is told why there is none. */
    void farewell() {
        switch (phase) {
            case LOADING:
                refuse(new Failure(Failure.LOAD_FAILED, "cannot load the handler: " + EXITED, "SystemExit"));
                break;
            case INITIALIZING:
                refuse(new Failure(Failure.INITIALIZER_FAILED, Failure.INITIALIZER_TEXT + EXITED, "SystemExit"));
                break;
            case SERVING:
                fail(new Failure(Failure.RAISED, Failure.RAISED_TEXT + EXITED, "SystemExit"));
                break;
            case STOPPING:
                break;
        }
        Output.flush();
    }
}
