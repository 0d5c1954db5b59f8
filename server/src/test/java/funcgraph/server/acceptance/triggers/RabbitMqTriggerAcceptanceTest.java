package funcgraph.server.acceptance.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Triggers of type RABBITMQ, fed by a real broker. */
class RabbitMqTriggerAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path heard;

    @TempDir
    private static Path files;

    private static RabbitMqBroker broker;
    private static PackagedServer server;

    @BeforeAll
    static void start() throws Exception {
        broker = RabbitMqBroker.start(files);
        server =
                PackagedServer.prepare().config("""
                        sandbox: {enabled: false}
                        sources:
                          rabbitmq:
                          - {instance_id: own, address: "%s"}
                        """.formatted(broker.address())).start();
        broker.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        broker.close();
    }

    @Test
    void messages_arrive_in_the_documented_shape_in_batches_and_by_routing_key() throws Exception {
        broker.exchange("orders", "topic");
        var fired = Fired.create(Api.of(server), "shape", heard);
        trigger(fired, "'instance_id': 'own', 'exchange_name': 'orders', 'routing_key': 'eu.#', 'batch_size': 2");

        broker.publish("orders", "us.new", List.of("not for us"));
        broker.publish("orders", "eu.new", List.of("{\"a\": \"ü\"}"));
        await().atMost(PATIENCE).until(() -> fired.events().size() == 1);
        var event = fired.events().getFirst();
        assertThat(event.path("event_time").asLong()).isPositive();
        assertThat(event.toString())
                .isEqualTo(
                        "{\"event_version\":\"v1.0\",\"event_time\":" + event.path("event_time")
                                + ",\"trigger_type\":\"RABBITMQ\",\"region\":\"cn-north-1\",\"records\":"
                                + "[{\"messages\":[\"{\\\"a\\\": \\\"ü\\\"}\"],\"instance_id\":\"own\",\"exchange\":\"orders\"}]}");

        broker.publish("orders", "eu.new", numbers(0, 9));
        awaitMessages(fired, 0, 9);
        assertThat(fired.events())
                .allSatisfy(each -> assertThat(
                                each.path("records").path(0).path("messages").size())
                        .isBetween(1, 2));
    }

    @Test
    void kills_of_the_server_and_of_the_broker_lose_no_message() throws Exception {
        broker.exchange("kept", "fanout");
        var fired = Fired.create(Api.of(server), "kept", heard);
        trigger(fired, "'connect_address': '%s', 'exchange_name': 'kept'".formatted(broker.address()));
        broker.publish("kept", "", numbers(0, 40));
        server.kill();
        broker.publish("kept", "", numbers(40, 80));
        broker.killAndStart();
        server = server.restart();
        broker.awaitReady();
        broker.publish("kept", "", numbers(80, 100));

        awaitMessages(fired, 0, 100);
    }

    @Test
    void a_disabled_trigger_hears_nothing_until_it_is_enabled_and_a_deleted_one_takes_its_queue_along()
            throws Exception {
        broker.exchange("resting", "fanout");
        var fired = Fired.create(Api.of(server), "resting", heard);
        var witness = Fired.create(Api.of(server), "witness", heard);
        var id = trigger(fired, "'instance_id': 'own', 'exchange_name': 'resting'");
        trigger(witness, "'instance_id': 'own', 'exchange_name': 'resting'");

        var disabled = fired.send("PUT", "/RABBITMQ/" + id, "{'trigger_status': 'DISABLED'}");
        assertThat(disabled.ok().text()).doesNotContain("access_password");
        broker.publish("resting", "", numbers(0, 3));
        awaitMessages(witness, 0, 3);
        assertThat(fired.events()).isEmpty();

        fired.send("PUT", "/RABBITMQ/" + id, "{'trigger_status': 'ACTIVE'}").ok();
        awaitMessages(fired, 0, 3);
        // The first 8 digits of the SHA-256 of the exchange, a zero byte and the routing key.
        var queue = "funcgraph." + id + ".6fbb5890";
        assertThat(broker.hasQueue(queue)).isTrue();
        fired.send("DELETE", "/RABBITMQ/" + id, "").gone();
        await().atMost(PATIENCE).until(() -> !broker.hasQueue(queue));
    }

    @Test
    void what_is_wrong_is_said_in_the_log_without_the_password() throws Exception {
        var fired = Fired.create(Api.of(server), "wrong", heard);
        fired.trigger("RABBITMQ", """
                {'instance_id': 'own', 'exchange_name': 'orders', 'access_user': 'nobody',
                 'access_password': 'hush-hush'}""");
        fired.trigger(
                "RABBITMQ", "{'instance_id': 'unknown', 'exchange_name': 'orders', 'access_password': 'hush-hush'}");

        await().atMost(PATIENCE).until(() -> server.log().stream().anyMatch(line -> line.contains("ACCESS_REFUSED")));
        await().atMost(PATIENCE)
                .until(() ->
                        server.log().stream().anyMatch(line -> line.contains("instance_id 'unknown' is not among")));
        assertThat(server.log()).noneMatch(line -> line.contains("hush-hush"));
        var metrics =
                Commands.run(Path.of("").toAbsolutePath(), Map.of(), "curl", "-sS", server.endpoint() + "/metrics");
        assertThat(metrics).containsPattern("funcgraph_trigger_sources\\{state=\"failing\",type=\"RABBITMQ\"} [1-9]");
    }

    /** Creates a trigger, and returns its id once it hears. */
    private static String trigger(Fired fired, String eventData) {
        var id = fired.trigger(
                        "RABBITMQ", "{%s, 'access_user': 'guest', 'access_password': 'guest'}".formatted(eventData))
                .json()
                .path("trigger_id")
                .asString();
        await().atMost(PATIENCE)
                .until(() -> server.log().stream().anyMatch(line -> line.contains(id) && line.contains(": fetching")));
        return id;
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
            for (JsonNode message : event.path("records").path(0).path("messages")) {
                all.add(message.asString());
            }
        }
        return all;
    }
}
