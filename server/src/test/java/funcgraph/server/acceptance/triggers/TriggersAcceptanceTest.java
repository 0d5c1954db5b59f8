package funcgraph.server.acceptance.triggers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trigger resource, and records that come in for it (functiongraph-api 2.5, 4.2; runtimes 1.13). */
class TriggersAcceptanceTest {

    private static PackagedServer server;
    private static Api api;

    @TempDir
    private static java.nio.file.Path heard;

    private String function;
    private Fired fired;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare()
                .config("sandbox: {enabled: false}\ntriggers: {pull_per_project: 100}\n")
                .start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void create(TestInfo test) {
        function = "f" + Integer.toHexString(test.getDisplayName().hashCode()) + "x";
        fired = Fired.create(api, function, heard);
    }

    @Test
    void a_trigger_lives_from_creation_to_deletion() {
        var created =
                fired.trigger("TIMER", "{'name': 'T1', 'schedule_type': 'Rate', 'schedule': '3m', 'note': [1, 2.5]}");
        var trigger = created.json();
        assertThat(trigger.path("trigger_type_code").asString()).isEqualTo("TIMER");
        assertThat(trigger.path("trigger_status").asString()).isEqualTo("ACTIVE");
        assertThat(OffsetDateTime.parse(trigger.path("created_time").asString()))
                .isEqualTo(
                        OffsetDateTime.parse(trigger.path("last_updated_time").asString()));
        assertThat(trigger.path("event_data").toString())
                .isEqualTo("{\"name\":\"T1\",\"schedule_type\":\"Rate\",\"schedule\":\"3m\",\"note\":[1,2.5]}");

        var id = trigger.path("trigger_id").asString();
        assertThat(fired.send("GET", "/TIMER/" + id, "").ok().json()).isEqualTo(trigger);
        assertThat(fired.send("GET", "/timer/" + id, "").ok().json()).isEqualTo(trigger);
        assertThat(fired.send("GET", "", "").ok().json()).containsExactly(trigger);

        var changed = fired.send(
                        "PUT",
                        "/TIMER/" + id,
                        "{'trigger_status': 'DISABLED', 'event_data': {'schedule': '1h', 'user_event': ''}}")
                .ok()
                .json();
        assertThat(changed.path("trigger_status").asString()).isEqualTo("DISABLED");
        assertThat(changed.path("event_data").toString())
                .isEqualTo("{\"name\":\"T1\",\"schedule_type\":\"Rate\",\"schedule\":\"1h\",\"note\":[1,2.5]}");
        fired.send("PUT", "/TIMER/" + id, "{'event_data': [{'schedule': '2h'}]}")
                .ok();
        assertThat(fired.send("GET", "/TIMER/" + id, "")
                        .json()
                        .path("event_data")
                        .path("schedule")
                        .asString())
                .isEqualTo("2h");

        fired.send("DELETE", "/TIMER/" + id, "").gone();
        fired.send("GET", "/TIMER/" + id, "").refused(404, "FSS.1140");
        fired.send("DELETE", "/TIMER/" + id, "").refused(404, "FSS.1140");
        assertThat(fired.send("GET", "", "").ok().json()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONE | {} | 400 | FSS.1101",
                "TIMER | {'name': 'T'} | 400 | FSS.1109",
                "APIG | {'name': 'T'} | 400 | FSS.1107",
                "DEDICATEDGATEWAY | {} | 400 | FSS.1417",
                "OBS | {'bucket': 'b', 'events': ['s3:Other']} | 400 | FSS.1106",
                "SMN | {} | 400 | FSS.1102",
                "DMS | {} | 400 | FSS.1103",
                "DIS | {'stream_name': 's', 'sharditerator_type': 'OLDEST'} | 400 | FSS.1104",
                "LTS | {} | 400 | FSS.1110",
                "CTS | {'operations': ['a:b:c']} | 400 | FSS.1312",
                "CTS | {'name': 'n'} | 400 | FSS.1314",
                "CTS | {'name': 'n', 'operations': ['a:b:c', 'a:b:c']} | 400 | FSS.1316",
                "CTS | {'name': 'n', 'operations': ['a']} | 400 | FSS.1318",
                "DDS | {'instance_id': 'i', 'db_name': 'd', 'db_password': 'p'} | 400 | FSS.1164",
                "KAFKA | {'instance_id': 'i', 'topic_ids': []} | 400 | FSS.1112",
                "KAFKA | {'instance_id': 'i', 'topic_ids': ['t'], 'kafka_ssl_enable': true} | 400 | FSS.1113",
                "RABBITMQ | {} | 400 | FSS.0400",
            })
    void bad_event_data_is_refused_with_the_types_code(String type, String eventData, int status, String code) {
        fired.send("POST", "", "{'trigger_type_code': '%s', 'event_data': %s}".formatted(type, eventData))
                .refused(status, code);
        assertThat(fired.send("GET", "", "").ok().json()).isEmpty();
    }

    @Test
    void bodies_and_urns_are_looked_at_in_the_usual_order() {
        fired.send("POST", "", "{'trigger_type_code': 'TIMER'}").refused(400, "FSS.0400");
        fired.send("POST", "", "[]").refused(400, "FSS.0400");
        fired.send(
                        "POST",
                        "",
                        "{'trigger_type_code': 'SMN', 'trigger_status': 'OFF', 'event_data': {'topic_urn': 't'}}")
                .refused(400, "FSS.0400");
        fired.send(
                        "POST",
                        "",
                        "{'trigger_type_code': 'SMN', 'trigger_status': 'DISABLED', 'event_data': {'topic_urn': 't'}}")
                .refused(400, "FSS.1102");
        new Fired(api, "nobody", heard).send("POST", "", "no json").refused(404, "FSS.1051");
        new Fired(api, api.urn(function) + ":v9", heard).send("POST", "", "{}").refused(404, "FSS.1052");
        fired.send("GET", "/SOMETHING/x", "").refused(400, "FSS.1101");
    }

    @Test
    void the_same_thing_twice_is_refused_and_overlapping_buckets_are_told_apart() {
        fired.trigger("TIMER", "{'name': 'T1', 'schedule_type': 'Rate', 'schedule': '3m'}");
        fired.send(
                        "POST",
                        "",
                        "{'trigger_type_code': 'TIMER', 'event_data': {'name': 'T1', 'schedule_type': 'Rate', 'schedule': '4m'}}")
                .refused(409, "FSS.1148");
        fired.trigger("SMN", "{'topic_urn': 'twice'}");
        fired.send("POST", "", "{'trigger_type_code': 'SMN', 'event_data': {'topic_urn': 'twice'}}")
                .refused(409, "FSS.1141");
        fired.trigger("OBS", "{'bucket': 'twice', 'events': ['s3:ObjectCreated:*'], 'prefix': 'a/'}");
        fired.trigger("OBS", "{'bucket': 'twice', 'events': ['s3:ObjectCreated:*'], 'prefix': 'b/'}");
        fired.send(
                        "POST",
                        "",
                        "{'trigger_type_code': 'OBS', 'event_data': {'bucket': 'twice', 'events': ['s3:ObjectCreated:Put'], 'prefix': 'a/x'}}")
                .refused(403, "FSS.1108");
    }

    @Test
    void a_version_has_ten_triggers_at_most() {
        for (int i = 0; i < 10; i++) {
            fired.trigger("LTS", "{'log_group_id': 'g', 'log_topic_id': 't%d'}".formatted(i));
        }
        fired.send("POST", "", "{'trigger_type_code': 'LTS', 'event_data': {'log_group_id': 'g', 'log_topic_id': 'x'}}")
                .refused(400, "FSS.1306");
    }

    @Test
    void kafka_rests_at_first_and_never_shows_its_password() {
        var created = fired.trigger(
                "KAFKA", "{'instance_id': 'i', 'topic_ids': ['t'], 'kafka_user': 'u', 'kafka_password': 'hush'}");

        assertThat(created.json().path("trigger_status").asString()).isEqualTo("DISABLED");
        assertThat(created.text()).doesNotContain("hush").contains("kafka_user");
        var id = created.json().path("trigger_id").asString();
        fired.send("POST", "/KAFKA/" + id + "/events", "{'records': ['m']}").refused(400, "FSS.1112");
        var changed = fired.send(
                "PUT", "/KAFKA/" + id, "{'trigger_status': 'ACTIVE', 'event_data': {'kafka_ssl_enable': true}}");
        assertThat(changed.ok().text()).doesNotContain("hush");
    }

    @Test
    void triggers_of_versions_and_aliases_are_their_own_and_go_with_them() {
        api.send(
                        "POST",
                        api.functions() + "/" + function + "/versions",
                        Map.of(),
                        "{\"version\": \"v1\"}".getBytes(UTF_8))
                .ok();
        api.send(
                        "POST",
                        api.functions() + "/" + function + "/aliases",
                        Map.of(),
                        "{\"name\": \"live\", \"version\": \"v1\"}".getBytes(UTF_8))
                .ok();
        var ofVersion = new Fired(api, "%s:v1".formatted(api.urn(function)), heard);
        var ofAlias = new Fired(api, "%s:!live".formatted(api.urn(function)), heard);
        fired.trigger("SMN", "{'topic_urn': 'same'}");
        var id = ofVersion
                .trigger("SMN", "{'topic_urn': 'same'}")
                .json()
                .path("trigger_id")
                .asString();
        ofAlias.trigger("SMN", "{'topic_urn': 'same'}");

        assertThat(ofVersion.send("GET", "", "").ok().json()).hasSize(1);
        assertThat(fired.send("GET", "", "").ok().json()).hasSize(3);
        ofAlias.send("GET", "/SMN/" + id, "").refused(404, "FSS.1132");
        fired.send("GET", "/SMN/" + id, "").ok();
        api.send("DELETE", api.functions() + "/" + function + "/aliases/live", Map.of(), new byte[0])
                .refused(403, "FSS.1154");
        ofAlias.send("DELETE", "", "").gone();
        assertThat(fired.send("GET", "", "").ok().json()).hasSize(2);
        api.send("DELETE", api.functions() + "/" + function + "/aliases/live", Map.of(), new byte[0])
                .gone();
        fired.send("DELETE", "", "").gone();
        assertThat(fired.send("GET", "", "").ok().json()).isEmpty();
    }

    @Test
    void a_projects_triggers_are_listed_in_pages_and_its_types_are_known() {
        for (int i = 0; i < 3; i++) {
            fired.trigger("LTS", "{'log_group_id': 'page', 'log_topic_id': 't%d'}".formatted(i));
        }
        var triggers = "/v2/" + api.projectId() + "/fgs/triggers";
        var page = api.send("GET", triggers + "?marker=0&maxitems=2", Map.of(), new byte[0])
                .ok()
                .json();
        assertThat(page.path("triggers")).hasSize(2);
        assertThat(page.path("next_marker").asInt()).isEqualTo(2);
        assertThat(page.path("count").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(api.send("GET", triggers + "?marker=9999", Map.of(), new byte[0])
                        .ok()
                        .json()
                        .path("triggers"))
                .isEmpty();
        var types = api.send("GET", "/v2/" + api.projectId() + "/fgs/triggertypes", Map.of(), new byte[0]);
        assertThat(types.ok().json().path(0).path("trigger_type_code").asString())
                .isEqualTo("TIMER");
    }

    @Test
    void records_become_events_of_the_documented_shapes() {
        var smn = fired.deliver(
                "SMN", "{'topic_urn': 'urn:t'}", "{'message': 'hello', 'subject': 's', 'message_id': 'm1'}");
        assertThat(smn.at("/record/0/smn/message").asString()).isEqualTo("hello");
        assertThat(smn.at("/record/0/smn/type").asString()).isEqualTo("notification");
        assertThat(smn.at("/record/0/event_source").asString()).isEqualTo("smn");

        var obs = fired.deliver(
                "OBS",
                "{'bucket': 'b', 'events': ['s3:ObjectCreated:*'], 'prefix': 'in/'}",
                "{'event': 's3:ObjectCreated:Put', 'key': 'in/a.txt', 'size': 12}, {'event': 'ObjectRemoved:Delete', 'key': 'in/a'}");
        assertThat(obs.at("/Records/0/eventName").asString()).isEqualTo("ObjectCreated:Put");
        assertThat(obs.at("/Records/0/s3/bucket/name").asString()).isEqualTo("b");
        assertThat(obs.at("/Records/0/s3/object/size").asInt()).isEqualTo(12);

        var lts =
                fired.deliver("LTS", "{'log_group_id': 'g', 'log_topic_id': 't'}", "{'message': 'line', 'line_no': 1}");
        var logs = Api.json(
                new String(Base64.getDecoder().decode(lts.at("/lts/data").asString()), UTF_8));
        assertThat(Api.json(logs.path("logs").asString()).at("/0/message").asString())
                .isEqualTo("line");
        assertThat(logs.path("log_group_id").asString()).isEqualTo("g");

        var dis = fired.deliver(
                "DIS", "{'stream_name': 's', 'sharditerator_type': 'LATEST'}", "{'data': 'x', 'partition_key': '0'}");
        assertThat(dis.at("/StreamName").asString()).isEqualTo("s");
        assertThat(dis.at("/Message/records/0/data").asString()).isEqualTo("eA==");

        var dms = fired.deliver("DMS", "{'queue_id': 'q', 'consumer_group_id': 'g'}", "{'body': 'b'}");
        assertThat(dms.at("/messages/0/body").asString()).isEqualTo("b");

        var cts = fired.deliver(
                "CTS",
                "{'name': 'audit', 'operations': ['ECS:vm:create']}",
                "{'service_type': 'ECS', 'resource_type': 'vm', 'trace_name': 'create', 'code': 200},"
                        + " {'service_type': 'ECS', 'resource_type': 'vm', 'trace_name': 'delete'}");
        assertThat(cts.at("/cts/code").asInt()).isEqualTo(200);

        var rabbit = fired.deliver(
                "RABBITMQ", "{'instance_id': 'i', 'access_password': 'p', 'exchange_name': 'e'}", "'one', 'two'");
        assertThat(rabbit.at("/records/0/messages/1").asString()).isEqualTo("two");
        assertThat(rabbit.at("/records/0/exchange").asString()).isEqualTo("e");

        var kafka = fired.deliver(
                "OPENSOURCEKAFKA",
                "{'kafka_connect_address': 'h:1', 'topic_ids': ['t', 'u']}",
                "'one', {'topic': 'u', 'value': 'two'}");
        assertThat(kafka.at("/trigger_type").asString()).isEqualTo("KAFKA");
        assertThat(kafka.at("/records/1/topic_id").asString()).isEqualTo("u");
        assertThat(kafka.at("/event_time").isIntegralNumber()).isTrue();

        var dds = fired.deliver(
                "GAUSSMONGO",
                "{'instance_id': 'i', 'db_name': 'd', 'collection_name': 'c', 'db_password': 'p'}",
                "{'event_name': 'insert', 'full_document': '{}'}");
        assertThat(dds.at("/records/0/event_name").asString()).isEqualTo("insert");
        assertThat(dds.at("/records/0/dds/full_document").asString()).isEqualTo("{}");
    }

    @Test
    void records_come_in_batches_and_what_is_no_record_is_refused() {
        var id = fired.trigger(
                        "RABBITMQ",
                        "{'instance_id': 'i', 'access_password': 'p', 'exchange_name': 'e', 'batch_size': 2}")
                .json()
                .path("trigger_id")
                .asString();
        var events = "/RABBITMQ/" + id + "/events";

        var receipt = fired.send("POST", events, "{'records': ['1', '2', '3']}");
        assertThat(receipt.status()).isEqualTo(202);
        assertThat(receipt.json().path("request_ids")).hasSize(2);
        await().until(() -> fired.events().size() == 2);
        assertThat(fired.events().stream()
                        .mapToInt(event -> event.at("/records/0/messages").size())
                        .sum())
                .isEqualTo(3);

        for (var bad : List.of("{}", "{'records': []}", "{'records': {}}", "{'records': [7]}", "[]")) {
            fired.send("POST", events, bad).refused(400, "FSS.0400");
        }
        var timer = fired.trigger("TIMER", "{'name': 'T', 'schedule_type': 'Rate', 'schedule': '3m'}")
                .json();
        fired.send("POST", "/TIMER/" + timer.path("trigger_id").asString() + "/events", "{'records': [{}]}")
                .refused(400, "FSS.1109");
    }
}
