package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.http.exchange.Rejected;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies within three bounds: the route's size, a time, and what all bodies together may hold of the heap. The last
 * is returned when the request has been answered.
 *
 * <p>What is too large is read to its end and thrown away, within reason, before it is refused: a client that is still
 * sending would otherwise see its connection reset instead of the answer. A client that asks first ({@code Expect:
 * 100-continue}) is told at once.
 */
final class BodyReading {

    /** Longest time from a request's head to the end of its body. */
    static final long LONGEST_MILLIS = 300_000;

    private static final long LOOK_EVERY_MILLIS = 1_000;

    /** Most that is thrown away of one body. */
    private static final long MOST_DISCARDED_BYTES = 256L * 1024 * 1024;

    private final Vertx vertx;
    private final long budgetBytes;
    private final AtomicLong held = new AtomicLong();

    /** One clock looks after all of them: a timer for each would cost more than the rest of a short reading. */
    private final Set<Reading> unfinished = ConcurrentHashMap.newKeySet();

    BodyReading(Vertx vertx, long budgetBytes) {
        this.vertx = vertx;
        this.budgetBytes = budgetBytes;
        vertx.setPeriodic(
                LOOK_EVERY_MILLIS, ignored -> unfinished.forEach(reading -> reading.giveUpAfter(System.nanoTime())));
    }

    /** Bytes held now by bodies that have not been given back. */
    long heldBytes() {
        return held.get();
    }

    /** Gives back what a body held. */
    void release(byte[] body) {
        held.addAndGet(-body.length);
    }

    /**
     * Reads the whole body on the request's event loop.
     *
     * @param tooLarge the code to refuse with beyond {@code limit}
     */
    Future<byte[]> read(HttpServerRequest request, long limit, ErrorCode tooLarge) {
        long announced = announced(request);
        boolean asksFirst = HttpHeaders.CONTINUE.toString().equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
        if (announced > limit && (asksFirst || announced > MOST_DISCARDED_BYTES)) {
            return Future.failedFuture(tooLarge(announced + " bytes", limit, tooLarge));
        }
        if (asksFirst) {
            request.response().writeContinue();
        }
        return new Reading(request, limit, tooLarge).begin();
    }

    private final class Reading {

        private final HttpServerRequest request;
        private final long limit;
        private final ErrorCode tooLarge;
        private final Promise<byte[]> promise = Promise.promise();
        private @Nullable Buffer whole;
        private final Context loop = vertx.getOrCreateContext();
        private final long beganNanos = System.nanoTime();
        private long discardedBytes;
        private boolean over;

        Reading(HttpServerRequest request, long limit, ErrorCode tooLarge) {
            this.request = request;
            this.limit = limit;
            this.tooLarge = tooLarge;
        }

        Future<byte[]> begin() {
            request.exceptionHandler(failure -> fail(failure));
            request.handler(this::take);
            request.endHandler(ignored -> end());
            unfinished.add(this);
            return promise.future();
        }

        private void take(Buffer piece) {
            if (over) {
                return;
            }
            if (discardedBytes > 0) {
                discard(piece.length());
            } else if (held.addAndGet(piece.length()) > budgetBytes) {
                held.addAndGet(-piece.length());
                fail(new Rejected(
                        ErrorCode.UNAVAILABLE, "the server holds as many request bodies as it may; try again"));
            } else {
                keep(piece);
            }
        }

        /** A body that comes in one piece, as nearly all do, needs no second buffer. */
        private void keep(Buffer piece) {
            if (whole == null) {
                whole = piece;
            } else {
                whole = whole.appendBuffer(piece);
            }
            if (whole.length() > limit) {
                discard(dropWhole());
            }
        }

        private void discard(int bytes) {
            discardedBytes += bytes;
            if (discardedBytes > MOST_DISCARDED_BYTES) {
                fail(tooLarge("more than " + MOST_DISCARDED_BYTES + " bytes", limit, tooLarge));
            }
        }

        /** Lets go of what was read and says how much that was. */
        private int dropWhole() {
            int bytes = whole == null ? 0 : whole.length();
            held.addAndGet(-bytes);
            whole = null;
            return bytes;
        }

        private void end() {
            if (discardedBytes > 0) {
                fail(tooLarge(discardedBytes + " bytes", limit, tooLarge));
            }
            if (!over) {
                over = true;
                unfinished.remove(this);
                promise.complete(whole == null ? new byte[0] : whole.getBytes());
            }
        }

        private void fail(Throwable failure) {
            if (over) {
                return;
            }
            over = true;
            unfinished.remove(this);
            dropWhole();
            promise.fail(failure);
        }

        private void giveUpAfter(long nowNanos) {
            if (nowNanos - beganNanos > TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS)) {
                loop.runOnContext(ignored -> fail(new Rejected(
                        ErrorCode.REQUEST_TIMEOUT, "the body did not end within " + LONGEST_MILLIS + " ms")));
            }
        }
    }

    /** What Content-Length says; 0 when it is absent. */
    static long announced(HttpServerRequest request) {
        var text = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (text == null) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Rejected(ErrorCode.INVALID_PARAMETER, "Content-Length is '" + text + "'; allowed: a number");
        }
    }

    private static Rejected tooLarge(String size, long limit, ErrorCode code) {
        return new Rejected(code, "the body has " + size + "; allowed: " + limit + " bytes");
    }
}
