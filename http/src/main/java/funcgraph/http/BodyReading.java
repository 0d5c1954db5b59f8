package funcgraph.http;

import funcgraph.contract.ErrorCode;
import funcgraph.http.exchange.Rejected;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies within three bounds: the route's size, a time, and what all bodies together may hold of the heap. The last
 * is returned when the request has been answered.
 */
final class BodyReading {

    /** Longest time from a request's head to the end of its body. */
    static final long LONGEST_MILLIS = 300_000;

    private final Vertx vertx;
    private final long budgetBytes;
    private final AtomicLong held = new AtomicLong();

    BodyReading(Vertx vertx, long budgetBytes) {
        this.vertx = vertx;
        this.budgetBytes = budgetBytes;
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
        if (announced > limit) {
            return Future.failedFuture(tooLarge(announced + " bytes", limit, tooLarge));
        }
        return new Reading(request, limit, tooLarge).begin();
    }

    private final class Reading {

        private final HttpServerRequest request;
        private final long limit;
        private final ErrorCode tooLarge;
        private final Promise<byte[]> promise = Promise.promise();
        private @Nullable Buffer whole;
        private long timer = -1;
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
            return promise.future();
        }

        /** A body that comes in one piece, as nearly all do, needs neither a timer nor a second buffer. */
        private void take(Buffer piece) {
            if (over) {
                return;
            }
            if (held.addAndGet(piece.length()) > budgetBytes) {
                held.addAndGet(-piece.length());
                fail(new Rejected(
                        ErrorCode.UNAVAILABLE, "the server holds as many request bodies as it may; try again"));
                return;
            }
            if (whole == null) {
                whole = piece;
                timer = vertx.setTimer(
                        LONGEST_MILLIS,
                        ignored -> fail(new Rejected(
                                ErrorCode.REQUEST_TIMEOUT, "the body did not end within " + LONGEST_MILLIS + " ms")));
            } else {
                whole = whole.appendBuffer(piece);
            }
            if (whole.length() > limit) {
                fail(tooLarge("more than " + limit + " bytes", limit, tooLarge));
            }
        }

        private void end() {
            cancelTimer();
            if (!over) {
                over = true;
                promise.complete(whole == null ? new byte[0] : whole.getBytes());
            }
        }

        private void fail(Throwable failure) {
            if (over) {
                return;
            }
            over = true;
            cancelTimer();
            if (whole != null) {
                held.addAndGet(-whole.length());
                whole = null;
            }
            promise.fail(failure);
        }

        private void cancelTimer() {
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
        }
    }

    private static long announced(HttpServerRequest request) {
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
