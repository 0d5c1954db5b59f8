package funcgraph.server.acceptance.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Triggers of types KAFKA and OPENSOURCEKAFKA, fed by a real broker. */
class KafkaTriggerAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path heard;

    @TempDir
    private static Path files;

    private static KafkaBroker broker;
    private static PackagedServer server;

    @BeforeAll
    static void start() throws Exception {
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
        broker = KafkaBroker.start(files);
        server = PackagedServer.prepare()
                .config("""
                        sandbox: {enabled: false}
                        sources:
                          ca_file: "%s"
                          kafka:
                          - {instance_id: guarded, address: "%s"}
                        """.formatted(broker.certificate(), broker.guardedAddress()))
                .start();
        broker.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        broker.close();
    }

    @Test
    void messages_since_the_triggers_creation_arrive_in_the_documented_shape() throws Exception {
        broker.topic("orders", 1);
        broker.topic("returns", 1);
        broker.send("orders", List.of("sent before"));
        var fired = Fired.create(Api.of(server), "shape", heard);
        var created = fired.trigger("OPENSOURCEKAFKA", """
                {'kafka_connect_address': '%s', 'instance_id': 'mine', 'topic_ids': ['orders', 'returns'], 'batch_size': 2}""".formatted(broker.address()));
        assertThat(created.json().path("trigger_status").asString()).isEqualTo("ACTIVE");
        broker.send("orders", List.of("{\"a\": \"ü\"}"));

        await().atMost(PATIENCE).until(() -> fired.events().size() == 1);
        var event = fired.events().getFirst();
        assertThat(event.path("event_time").asLong()).isPositive();
        assertThat(event.toString())
                .isEqualTo("{\"event_version\":\"v1.0\",\"event_time\":" + event.path("event_time")
                        + ",\"trigger_type\":\"KAFKA\",\"region\":\"cn-north-1\",\"instance_id\":\"mine\",\"records\":"
                        + "[{\"messages\":[\"{\\\"a\\\": \\\"ü\\\"}\"],\"topic_id\":\"orders\"}]}");

        broker.send("returns", numbers(0, 9));
        awaitMessages(fired, 0, 9);
        assertThat(fired.events())
                .allSatisfy(each -> assertThat(each.findValues("messages").stream()
                                .mapToInt(JsonNode::size)
                                .sum())
                        .isBetween(1, 2));
    }

    @Test
    void kills_of_the_server_and_of_the_broker_lose_no_message() throws Exception {
        broker.topic("kept", 2);
        var fired = Fired.create(Api.of(server), "kept", heard);
        fired.trigger(
                "OPENSOURCEKAFKA",
                "{'kafka_connect_address': '%s', 'topic_ids': ['kept']}".formatted(broker.address()));
        broker.send("kept", numbers(0, 40));
        server.kill();
        broker.send("kept", numbers(40, 80));
        broker.killAndStart();
        server = server.restart();
        broker.awaitReady();
        broker.send("kept", numbers(80, 100));

        awaitMessages(fired, 0, 100);
    }

    @Test
    void a_disabled_trigger_hears_nothing_until_it_is_enabled() throws Exception {
        broker.topic("resting", 1);
        var fired = Fired.create(Api.of(server), "resting", heard);
        var witness = Fired.create(Api.of(server), "witness", heard);
        var eventData =
                "{'instance_id': 'guarded', 'topic_ids': ['resting'], 'kafka_user': '%s', 'kafka_password': '%s'}"
                        .formatted(KafkaBroker.USER, KafkaBroker.PASSWORD);
        var id = fired.trigger("KAFKA", eventData).json().path("trigger_id").asString();
        var other =
                witness.trigger("KAFKA", eventData).json().path("trigger_id").asString();
        assertThat(fired.send("PUT", "/KAFKA/" + id, "{'trigger_status': 'ACTIVE'}")
                        .ok()
                        .text())
                .doesNotContain(KafkaBroker.PASSWORD);
        witness.send("PUT", "/KAFKA/" + other, "{'trigger_status': 'ACTIVE'}").ok();
        broker.send("resting", numbers(0, 3));
        awaitMessages(fired, 0, 3);
        awaitMessages(witness, 0, 3);

        fired.send("PUT", "/KAFKA/" + id, "{'trigger_status': 'DISABLED'}").ok();
        broker.send("resting", numbers(3, 6));
        awaitMessages(witness, 3, 6);
        assertThat(messages(fired)).doesNotContainAnyElementsOf(numbers(3, 6));

        fired.send("PUT", "/KAFKA/" + id, "{'trigger_status': 'ACTIVE'}").ok();
        awaitMessages(fired, 3, 6);
        assertThat(server.log()).noneMatch(line -> line.contains(KafkaBroker.PASSWORD));
    }

    @Test
    void messages_come_over_tls_from_a_broker_that_asks_for_a_password_by_scram() throws Exception {
        broker.topic("secret", 1);
        var fired = Fired.create(Api.of(server), "secure", heard);
        fired.trigger("OPENSOURCEKAFKA", """
                {'kafka_connect_address': '%s', 'instance_id': 'mine', 'topic_ids': ['secret'], 'kafka_ssl_enable': true,
                 'kafka_sasl_mechanism': 'SCRAM-SHA-512', 'kafka_user': '%s', 'kafka_password': '%s'}""".formatted(broker.secureAddress(), KafkaBroker.USER, KafkaBroker.PASSWORD));
        broker.send("secret", numbers(0, 3));

        awaitMessages(fired, 0, 3);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj("m%03d"::formatted).toList();
    }

    /** At least once each. */
    private static void awaitMessages(Fired fired, int from, int to) {
        await().atMost(PATIENCE).until(() -> messages(fired).containsAll(numbers(from, to)));
    }

    private static Set<String> messages(Fired fired) {
        var all = new TreeSet<String>();
        for (var event : fired.events()) {
            for (var topic : event.path("records")) {
                topic.path("messages").forEach(message -> all.add(message.asString()));
            }
        }
        return all;
    }
}
