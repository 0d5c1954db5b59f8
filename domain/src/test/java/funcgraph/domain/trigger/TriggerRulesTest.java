package funcgraph.domain.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.TriggerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerRulesTest {

    @ParameterizedTest
    @EnumSource(TriggerType.class)
    void every_type_accepts_its_documented_fields_and_ones_it_does_not_know(TriggerType type) {
        var data = good(type);
        data.put("of_tomorrow", List.of(Map.of("a", 1)));

        assertThat(TriggerRules.read(type, data)).isEqualTo(TriggerRules.read(type, good(type)));
    }

    static Stream<Arguments> mandatory() {
        return Stream.of(TriggerType.values())
                .flatMap(type -> mandatory(type).stream().map(field -> Arguments.of(type, field)));
    }

    @ParameterizedTest
    @MethodSource("mandatory")
    void what_is_mandatory_is_refused_by_name_when_it_is_missing_or_of_another_type(TriggerType type, String field) {
        var without = good(type);
        without.remove(field);
        assertThat(refusal(type, without).why()).contains("event_data." + field);

        var wrong = good(type);
        wrong.put(field, Map.of("an", "object"));
        assertThat(refusal(type, wrong).why()).contains("event_data." + field);
    }

    @Test
    void everything_that_is_wrong_is_found_at_once() {
        var refusal = refusal(TriggerType.TIMER, Map.of("name", "1st", "schedule_type", "Rate", "schedule", "1s"));

        assertThat(refusal.fault()).isEqualTo(TriggerFault.INVALID);
        assertThat(refusal.why())
                .contains("event_data.name is '1st'; allowed: 1 to 64 letters")
                .contains("event_data.schedule is '1s'; allowed: a number and a unit");
    }

    @Test
    void a_secret_is_never_repeated() {
        var data = good(TriggerType.DDS);
        data.put("db_password", List.of("hunter2"));

        assertThat(refusal(TriggerType.DDS, data).why())
                .contains("db_password is '***'")
                .doesNotContain("hunter2");
    }

    @Test
    void kafka_with_tls_wants_a_name_and_a_password() {
        var data = good(TriggerType.KAFKA);
        data.put("kafka_ssl_enable", true);

        assertThat(refusal(TriggerType.KAFKA, data).fault()).isEqualTo(TriggerFault.CREDENTIALS_REQUIRED);
    }

    @Test
    void the_faults_of_cts_are_told_apart() {
        assertThat(cts(Map.of("operations", List.of("FunctionGraph:Functions:updateFunction"))))
                .isEqualTo(TriggerFault.NAME_REQUIRED);
        assertThat(cts(Map.of("name", "n".repeat(65), "operations", List.of("a:b:c"))))
                .isEqualTo(TriggerFault.NAME_TOO_LONG);
        assertThat(cts(Map.of("name", "n"))).isEqualTo(TriggerFault.OPERATION_REQUIRED);
        assertThat(cts(Map.of("name", "n", "operations", List.of("a:b")))).isEqualTo(TriggerFault.OPERATION_MALFORMED);
        assertThat(cts(Map.of("name", "n", "operations", List.of("a:b:c;d", "a:b;x:c"))))
                .isEqualTo(TriggerFault.OPERATION_TWICE);
        var many = new ArrayList<String>();
        for (int i = 0; i < 51; i++) {
            many.add("a:r" + i + ":x;y");
        }
        assertThat(cts(Map.of("name", "n", "operations", many))).isEqualTo(TriggerFault.TOO_MANY_OPERATIONS);
    }

    @Test
    void an_object_trigger_hears_its_events_under_its_prefix_and_suffix() {
        var spec = obs("s3:ObjectCreated:*", "in/", ".csv");

        assertThat(spec.hears("ObjectCreated:Put", "in/a.csv")).isTrue();
        assertThat(spec.hears("ObjectCreated:Copy", "in/a.txt")).isFalse();
        assertThat(spec.hears("ObjectRemoved:Delete", "in/a.csv")).isFalse();
        assertThat(spec.overlaps(obs("s3:ObjectCreated:Put", "in/deeper/", "v")))
                .isTrue();
        assertThat(spec.overlaps(obs("s3:ObjectCreated:Put", "out/", ".csv"))).isFalse();
        assertThat(spec.overlaps(obs("s3:ObjectRemoved:*", "in/", ".csv"))).isFalse();
        assertThat(obs("ObjectCreated:Put", "", "").overlaps(obs("ObjectCreated:Post", "", "")))
                .isFalse();
    }

    static List<String> badPaths() {
        return List.of("a", "/{a", "/a}b", "/{a}/{a}", "/{a+}/b", "/a b", "/a?b", "/{1}", "/" + "a".repeat(512));
    }

    @ParameterizedTest
    @MethodSource("badPaths")
    void a_bad_path_is_refused(String path) {
        var data = good(TriggerType.APIG);
        data.put("path", path);

        assertThat(refusal(TriggerType.APIG, data).why()).contains("event_data.path");
    }

    @Test
    void names_of_path_parameters_do_not_make_two_places() {
        assertThat(place("/users/{id}/x")).isEqualTo(place("/users/{name}/x")).isNotEqualTo(place("/users/id/x"));
        assertThat(place("/{proxy+}")).isEqualTo(place("/{rest+}")).isNotEqualTo(place("/{proxy}"));
    }

    private static String place(String path) {
        var data = good(TriggerType.APIG);
        data.put("path", path);
        return ((TriggerSpec.Gateway) TriggerRules.read(TriggerType.APIG, data))
                .api()
                .place();
    }

    private static TriggerSpec.Obs obs(String event, String prefix, String suffix) {
        return (TriggerSpec.Obs) TriggerRules.read(
                TriggerType.OBS, Map.of("bucket", "b", "events", List.of(event), "prefix", prefix, "suffix", suffix));
    }

    private static TriggerFault cts(Map<String, Object> data) {
        return refusal(TriggerType.CTS, data).fault();
    }

    private static Refusal.BadTrigger refusal(TriggerType type, Map<String, Object> data) {
        var refused = catchThrowableOfType(Refused.class, () -> TriggerRules.read(type, data));
        assertThat(refused).isNotNull();
        return (Refusal.BadTrigger) refused.refusal();
    }

    private static Set<String> mandatory(TriggerType type) {
        return switch (type) {
            case TIMER -> Set.of("name", "schedule_type", "schedule");
            case APIG -> Set.of("group_id", "env_id", "auth", "protocol", "name", "path", "match_mode", "req_method");
            case DEDICATEDGATEWAY, APIC -> Set.of("instance_id", "group_id", "path");
            case OBS -> Set.of("bucket", "events");
            case SMN -> Set.of("topic_urn");
            case DMS -> Set.of("queue_id", "consumer_group_id");
            case DIS -> Set.of("stream_name", "sharditerator_type");
            case LTS -> Set.of("log_group_id", "log_topic_id");
            case CTS -> Set.of("operations");
            case DDS, GAUSSMONGO -> Set.of("instance_id", "db_name", "collection_name", "db_password");
            case KAFKA -> Set.of("instance_id", "topic_ids");
            case OPENSOURCEKAFKA -> Set.of("kafka_connect_address", "topic_ids");
            case RABBITMQ -> Set.of("instance_id", "access_password", "exchange_name");
            case ROCKETMQ -> Set.of("instance_id");
            case EVENTGRID -> Set.of("channel_id");
            case IOTDA -> Set.of();
        };
    }

    private static Map<String, Object> good(TriggerType type) {
        var data = new LinkedHashMap<String, Object>();
        switch (type) {
            case TIMER -> data.putAll(Map.of("name", "Timer_001", "schedule_type", "Cron", "schedule", "@every 5s"));
            case APIG -> data.putAll(api());
            case DEDICATEDGATEWAY, APIC -> {
                data.putAll(api());
                data.put("instance_id", "i");
            }
            case OBS -> data.putAll(Map.of("bucket", "b", "events", List.of("s3:ObjectCreated:*")));
            case SMN -> data.put("topic_urn", "urn:smn:r:p:t");
            case DMS -> data.putAll(Map.of("queue_id", "q", "consumer_group_id", "g", "polling_interval", 3));
            case DIS -> data.putAll(Map.of("stream_name", "s", "sharditerator_type", "LATEST", "is_serial", "true"));
            case LTS -> data.putAll(Map.of("log_group_id", "g", "log_topic_id", "t"));
            case CTS -> data.putAll(Map.of("name", "n", "operations", List.of("ECS:vm:create;delete")));
            case DDS, GAUSSMONGO ->
                data.putAll(Map.of(
                        "instance_id",
                        "i",
                        "db_name",
                        "d",
                        "collection_name",
                        "c",
                        "db_user",
                        "u",
                        "db_password",
                        "p"));
            case KAFKA -> data.putAll(Map.of("instance_id", "i", "topic_ids", List.of("t"), "batch_size", 10));
            case OPENSOURCEKAFKA -> data.putAll(Map.of("kafka_connect_address", "h:9092", "topic_ids", List.of("t")));
            case RABBITMQ -> data.putAll(Map.of("instance_id", "i", "access_password", "p", "exchange_name", "e"));
            case ROCKETMQ -> data.putAll(Map.of("instance_id", "i", "batch_size", 5));
            case EVENTGRID -> data.putAll(Map.of("channel_id", "c", "event_types", List.of("t")));
            case IOTDA -> data.put("name", "n");
        }
        return data;
    }

    private static Map<String, Object> api() {
        var data = new LinkedHashMap<String, Object>();
        data.put("group_id", "g");
        data.put("env_id", ApiSpec.RELEASE_ID);
        data.put("auth", "NONE");
        data.put("protocol", "HTTP");
        data.put("name", "API_test");
        data.put("path", "/users/{id}/{proxy+}");
        data.put("match_mode", "SWA");
        data.put("req_method", "ANY");
        data.put("backend_type", "FUNCTION");
        data.put("type", 1);
        data.put("func_info", Map.of("invocation_type", "sync", "timeout", 5000));
        return data;
    }
}
