package funcgraph.http.observe;

import funcgraph.contract.observe.GapEvent;
import funcgraph.domain.log.LogLine;
import funcgraph.engine.observe.Follower;
import funcgraph.http.json.Json;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A followed log as server-sent events, no faster than its reader takes them. All but the reading of the log happens on the
 * request's event loop.
 */
final class LogStream implements ReadStream<Buffer> {

    private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);
    private static final long ALIVE_EVERY_MILLIS = TimeUnit.SECONDS.toMillis(15);
    private static final Buffer ALIVE = Buffer.buffer(": alive\n\n");

    private final Follower follower;
    private @Nullable Context loop;
    private @Nullable Handler<Buffer> pieces;
    private @Nullable Handler<Void> end;
    private long demand = Long.MAX_VALUE;
    private long timer = -1;
    private boolean reading;
    private boolean woken = true;
    private boolean over;

    LogStream(Follower follower) {
        this.follower = follower;
    }

    /** The first that is told to it is who reads; from then on it runs. */
    @Override
    public LogStream handler(@Nullable Handler<Buffer> handler) {
        pieces = handler;
        if (handler != null && loop == null) {
            Context current = Objects.requireNonNull(Vertx.currentContext(), "to be read on an event loop");
            loop = current;
            timer = current.owner().setPeriodic(ALIVE_EVERY_MILLIS, ignored -> alive());
            follower.onReady(() -> current.runOnContext(ignored -> wake()));
            current.runOnContext(ignored -> pull());
        }
        return this;
    }

    @Override
    public LogStream exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this; // a log that cannot be read ends the stream
    }

    @Override
    public LogStream endHandler(@Nullable Handler<Void> handler) {
        end = handler;
        return this;
    }

    @Override
    public LogStream pause() {
        demand = 0;
        return this;
    }

    @Override
    public LogStream resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public LogStream fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        if (loop != null) {
            pull();
        }
        return this;
    }

    /** The caller is gone, or all has been written. */
    void close() {
        over = true;
        follower.close();
        if (loop != null) {
            loop.owner().cancelTimer(timer);
        }
    }

    private void wake() {
        woken = true;
        pull();
    }

    private void alive() {
        if (!over && demand > 0) {
            write(ALIVE);
        }
    }

    private void pull() {
        Context current = loop;
        if (over || reading || demand == 0 || current == null) {
            return;
        }
        if (follower.isOver()) {
            finish();
        } else if (woken) {
            woken = false;
            reading = true;
            Thread.ofVirtual().name("follow-log").start(() -> read(current));
        }
    }

    private void read(Context current) {
        try {
            Follower.News news = follower.read();
            Buffer text = text(news);
            current.runOnContext(ignored -> arrived(text, news.more()));
        } catch (RuntimeException e) {
            LOG.warn("a log cannot be followed any further", e);
            current.runOnContext(ignored -> finish());
        }
    }

    private void arrived(Buffer text, boolean more) {
        reading = false;
        woken |= more;
        if (!over && text.length() > 0) {
            write(text);
        }
        pull();
    }

    private void write(Buffer piece) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        if (pieces != null) {
            pieces.handle(piece);
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            if (end != null) {
                end.handle(null);
            }
        }
    }

    private static Buffer text(Follower.News news) {
        var text = new StringBuilder();
        if (news.dropped() > 0) {
            text.append("event: gap\ndata: ")
                    .append(Json.text(new GapEvent(news.dropped())))
                    .append("\n\n");
        }
        for (LogLine line : news.lines()) {
            text.append("id: ").append(line.seq()).append("\nevent: log\ndata: ");
            text.append(Json.text(LogRoutes.entry(line))).append("\n\n");
        }
        return Buffer.buffer(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
