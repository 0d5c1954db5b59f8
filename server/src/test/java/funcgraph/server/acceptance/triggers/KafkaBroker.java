package funcgraph.server.acceptance.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka, broker and controller in one child process. Beside the open door it has one that asks for a password, and
 * one that does so over TLS, by SCRAM.
 */
final class KafkaBroker implements AutoCloseable {

    static final String USER = "alice";
    static final String PASSWORD = "kafkas-geheimnis";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path directory;
    private final int port = freePort();
    private final int guardedPort = freePort();
    private final int securePort = freePort();
    private final int controllerPort = freePort();
    private Process process;

    private KafkaBroker(Path directory) throws Exception {
        this.directory = directory;
        makeCertificate();
        Files.writeString(directory.resolve("server.properties"), properties());
        var log = directory.resolve("data").toString();
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(log))
                .setMetadataLogDirectory(log)
                .setControllerListenerName("CONTROLLER")
                .setScramArguments(List.of("SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, PASSWORD)))
                .run();
        this.process = launch();
    }

    /** Begins to start one; {@link #awaitReady} waits for it. */
    static KafkaBroker start(Path directory) throws Exception {
        return new KafkaBroker(directory);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Where only {@link #USER} is let in. */
    String guardedAddress() {
        return "127.0.0.1:" + guardedPort;
    }

    /** Where only {@link #USER} is let in, by SCRAM-SHA-512, over TLS with the certificate of {@link #certificate}. */
    String secureAddress() {
        return "127.0.0.1:" + securePort;
    }

    /** PEM. */
    Path certificate() {
        return directory.resolve("broker.pem");
    }

    void awaitReady() {
        await("Kafka is up").atMost(PATIENCE).until(() -> {
            try (var admin = admin()) {
                return !admin.describeCluster()
                        .nodes()
                        .get(10, TimeUnit.SECONDS)
                        .isEmpty();
            } catch (ExecutionException | TimeoutException e) {
                assertThat(process.isAlive()).as(this::log).isTrue();
                return false;
            }
        });
    }

    /** {@code kill -9}, and a start over the same files. */
    void killAndStart() throws Exception {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        process = launch();
    }

    void topic(String name, int partitions) throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** Sends messages, which the broker has when this returns. */
    void send(String topic, List<String> messages) throws Exception {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address(), ProducerConfig.ACKS_CONFIG, "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = messages.stream()
                    .map(message -> producer.send(new ProducerRecord<>(topic, message, message)))
                    .toList();
            for (var each : sent) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    private String log() {
        try {
            var lines = Files.readAllLines(directory.resolve("broker.log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()));
    }

    private void makeCertificate() throws Exception {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", certificate().toString());
    }

    private void keytool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "broker", "-storepass", PASSWORD, "-storetype", "PKCS12", "-keystore"));
        command.add(directory.resolve("broker.p12").toString());
        var log = directory.resolve("keytool.log").toFile();
        var tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tool.exitValue()).as(Files.readString(log.toPath())).isZero();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "kafka.Kafka",
                        directory.resolve("server.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("broker.log").toFile()))
                .start();
    }

    private String properties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%3$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listeners=PLAINTEXT://127.0.0.1:%1$d,GUARDED://127.0.0.1:%2$d,SECURE://127.0.0.1:%7$d,\
                CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,GUARDED://127.0.0.1:%2$d,SECURE://127.0.0.1:%7$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,GUARDED:SASL_PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT
                listener.name.guarded.sasl.enabled.mechanisms=PLAIN
                listener.name.guarded.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
                user_%5$s="%6$s";
                listener.name.secure.sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.secure.scram-sha-512.sasl.jaas.config=\
                org.apache.kafka.common.security.scram.ScramLoginModule required;
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%8$s
                ssl.keystore.password=%6$s
                log.dirs=%4$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(
                        port,
                        guardedPort,
                        controllerPort,
                        directory.resolve("data"),
                        USER,
                        PASSWORD,
                        securePort,
                        directory.resolve("broker.p12"));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
