package funcgraph.server;

import funcgraph.server.config.Config;
import funcgraph.store.DataDirectory;
import funcgraph.store.DataDirectoryInUse;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: from the first lock to the last worker reaped. */
final class Server {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** How long each step after the last call may take: killing workers, writing what is committed. */
    private static final Duration STEP = Duration.ofSeconds(10);

    private final Config config;
    private final DataDirectory directory;
    private final Wiring parts;
    private final Credentials credentials;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Server(Config config, DataDirectory directory, Wiring parts, Credentials credentials) {
        this.config = config;
        this.directory = directory;
        this.parts = parts;
        this.credentials = credentials;
    }

    /**
     * Starts a server; when this returns, requests are accepted and {@code credentials.json} is written. After a failure
     * the process should end: what had started by then is left to it.
     *
     * @throws StartFailed with a message for the user
     */
    static Server start(Config config) {
        try {
            var directory = DataDirectory.open(config.server().data());
            var known = Credentials.read(directory.root());
            var first = FirstIdentity.besides(
                    config.projects(), known.orElseGet(() -> FirstIdentity.make(config.api(), new SecureRandom())));
            FirstIdentity.differences(config.api(), first).forEach(LOG::warn);
            var parts = new Wiring(config, directory, first);
            parts.logs.start();
            parts.audit.start();
            parts.async.start();
            var credentials = first.at(listen(config, parts), config.api().region());
            if (!known.equals(Optional.of(credentials))) {
                credentials.write(directory.root());
            }
            parts.sweep.start();
            parts.timers.start();
            parts.reserve.start();
            parts.sources.start(parts.ingest);
            parts.measured.loop.start();
            parts.health.listening();
            LOG.info("serving {} from {}", credentials.endpoint(), directory.root());
            return new Server(config, directory, parts, credentials);
        } catch (DataDirectoryInUse | UncheckedIOException e) {
            throw new StartFailed(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartFailed("cannot prepare " + config.server().data() + ": " + e, e);
        }
    }

    /** {@code http://HOST:PORT}, with the port that was really bound. */
    String endpoint() {
        return credentials.endpoint();
    }

    Credentials credentials() {
        return credentials;
    }

    /**
     * Stops accepting, lets calls in flight end within the grace time, then ends whatever is left. Again does nothing
     * more.
     *
     * @return whether everything ended as it should: no permit or lease out, no worker alive
     */
    boolean stop() {
        if (!stopped.compareAndSet(false, true)) {
            return true;
        }
        parts.health.draining();
        drain();
        LOG.info("stopping; {} requests in flight", parts.api.inFlight());
        var grace = config.server().shutdownGrace();
        parts.logs.stopFollowing();
        parts.sweep.close();
        parts.timers.close();
        parts.reserve.close();
        parts.sources.close();
        var stopping = parts.api.stop(grace);
        parts.async.stop(grace);
        if (!Waiting.forEnd(stopping, grace.plus(STEP))) {
            LOG.warn("{} requests did not end within {} s and are given up", parts.api.inFlight(), grace.toSeconds());
        }
        parts.measured.loop.look();
        // Calls have had their time; functions that tidy up before their end have theirs, up to 90 s each.
        boolean reaped = Waiting.forEnd(parts.pool.close(Duration.ZERO, grace), grace.plus(STEP));
        boolean clean = count() && reaped;
        closeQuietly(parts.async::close);
        closeQuietly(parts.measured.loop);
        closeQuietly(parts.metrics.tracing);
        closeQuietly(parts.logs);
        closeQuietly(parts.audit);
        closeQuietly(parts.launcher);
        closeQuietly(parts.hop);
        closeQuietly(parts.objects);
        closeQuietly(parts.store);
        clean &= Waiting.forEnd(parts.vertx.close(), STEP);
        closeQuietly(directory);
        LOG.info("stopped");
        return clean;
    }

    /** Whoever sends requests here learns that it should not, before they are refused. */
    private void drain() {
        var drain = config.metrics().drain();
        if (drain.isPositive()) {
            LOG.info("draining for {} s", drain.toSeconds());
            try {
                Thread.sleep(drain);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The line that acceptance tests read: after a stop nothing may be out. */
    private boolean count() {
        // A call that was ended gives back what it held on its event loop, a moment after its worker is gone.
        Waiting.until(
                () -> parts.admission.permitsOut() == 0 && parts.pool.stats().leasesOut() == 0, STEP);
        int permits = parts.admission.permitsOut();
        var pool = parts.pool.stats();
        LOG.info("permits out {}, leases out {}, workers alive {}", permits, pool.leasesOut(), pool.workersAlive());
        return permits == 0 && pool.leasesOut() == 0 && pool.workersAlive() == 0;
    }

    private static String listen(Config config, Wiring parts) {
        var server = config.server();
        var host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
        var endpoint = "http://" + host + ":"
                + listenOn(host + ":" + server.port(), parts.api.start(server.host(), server.port()));
        int gatewayPort = config.gateway().port();
        if (gatewayPort != 0) {
            listenOn(host + ":" + gatewayPort, parts.api.startGateway(server.host(), gatewayPort));
        }
        parts.gatewayAddress.listening(endpoint);
        return endpoint;
    }

    private static int listenOn(String address, Future<Integer> listening) {
        try {
            return Waiting.forResult(listening);
        } catch (RuntimeException e) {
            throw cannotListen(address, e);
        }
    }

    private static StartFailed cannotListen(String address, RuntimeException failure) {
        var cause = rootOf(failure);
        var reason = String.valueOf(cause.getMessage());
        return new StartFailed(
                reason.contains("in use")
                        ? "cannot listen on " + address + ": the address is in use; choose another port with --port,"
                                + " or a free one with --port 0"
                        : "cannot listen on " + address + ": " + reason,
                failure);
    }

    private static Throwable rootOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("could not close {}", part.getClass().getSimpleName(), e);
        }
    }
}
