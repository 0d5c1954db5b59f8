package funcgraph.server.acceptance.triggers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Debian's RabbitMQ as a child process, with a node, ports and a port mapper of its own, so that it neither meets one that
 * the machine runs nor leaves anything behind. The package is {@code rabbitmq-server}.
 */
final class RabbitMqBroker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PROGRAM = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private final Path directory;
    private final int port = freePort();
    private final int mapperPort = freePort();
    private final int distributionPort = freePort();
    private final Process mapper;
    private Process process;

    private RabbitMqBroker(Path directory) throws IOException {
        this.directory = directory;
        this.mapper = new ProcessBuilder("epmd", "-port", Integer.toString(mapperPort), "-address", "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("epmd.log").toFile())
                .start();
        this.process = launch();
    }

    /** Begins to start one; {@link #awaitReady} waits for it. */
    static RabbitMqBroker start(Path directory) throws IOException {
        return new RabbitMqBroker(directory);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void awaitReady() {
        await("RabbitMQ is up").atMost(PATIENCE).until(() -> {
            try (var connection = connect()) {
                return connection.isOpen();
            } catch (IOException | TimeoutException e) {
                return false;
            }
        });
    }

    /** {@code kill -9}, and a start over the same files. */
    void killAndStart() throws IOException, InterruptedException {
        end();
        process = launch();
    }

    /** A durable exchange. */
    void exchange(String name, String type) throws IOException, TimeoutException {
        try (var connection = connect();
                var channel = connection.createChannel()) {
            channel.exchangeDeclare(name, type, true);
        }
    }

    /** Publishes persistent messages, which the broker has confirmed when this returns. */
    void publish(String exchange, String routingKey, List<String> messages) throws Exception {
        try (var connection = connect();
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            for (var message : messages) {
                channel.basicPublish(
                        exchange, routingKey, MessageProperties.PERSISTENT_TEXT_PLAIN, message.getBytes(UTF_8));
            }
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    /** Whether there is a queue. */
    boolean hasQueue(String name) throws Exception {
        try (var connection = connect()) {
            var channel = connection.createChannel();
            try {
                channel.queueDeclarePassive(name);
                return true;
            } catch (IOException notFound) {
                return false;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        end();
        mapper.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    private Connection connect() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private Process launch() throws IOException {
        if (!Files.exists(Path.of(PROGRAM))) {
            throw new IllegalStateException(PROGRAM + " is missing: apt-get install rabbitmq-server");
        }
        var builder = new ProcessBuilder(PROGRAM).directory(directory.toFile());
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("HOME", directory.toString()),
                        Map.entry("ERL_EPMD_PORT", Integer.toString(mapperPort)),
                        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                        Map.entry("RABBITMQ_NODENAME", "funcgraph" + port + "@localhost"),
                        Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                        Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                        Map.entry("RABBITMQ_MNESIA_BASE", path("mnesia")),
                        Map.entry("RABBITMQ_LOG_BASE", path("log")),
                        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", path("plugins")),
                        Map.entry("RABBITMQ_CONFIG_FILE", path("none")),
                        Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                        Map.entry("RABBITMQ_LOGS", "-"),
                        Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 1:1 +sbwt none")));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("broker.log").toFile()))
                .start();
    }

    private void end() throws InterruptedException {
        var all = process.descendants().toList();
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        all.forEach(ProcessHandle::destroyForcibly);
        await("RabbitMQ is gone").atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
