package funcgraph.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FieldsTest {

    @Test
    void each_value_gets_the_type_that_the_wire_gives_its_field() {
        var changes = Fields.parse(List.of(
                "memory_size=256",
                "user_data={\"k\":\"a=b\"}",
                "description=",
                "enable_lts_log=true",
                "strategy_config={\"concurrency\":-1}"));
        assertThat(changes.toString())
                .isEqualTo("{\"memory_size\":256,\"user_data\":\"{\\\"k\\\":\\\"a=b\\\"}\",\"description\":\"\","
                        + "\"enable_lts_log\":true,\"strategy_config\":{\"concurrency\":-1}}");
    }

    @Test
    void everything_wrong_is_named_at_once() {
        assertThatThrownBy(() -> Fields.parse(
                        List.of("memory=1", "timeout=soon", "handler", "func_vpc=[]", "enable_lts_log=yes")))
                .hasMessageContaining("no field 'memory'")
                .hasMessageContaining("memory_size")
                .hasMessageContaining("'timeout=soon': the value must be a whole number")
                .hasMessageContaining("'handler' is not FIELD=VALUE")
                .hasMessageContaining("'func_vpc=[]': the value must be a JSON object")
                .hasMessageContaining("'enable_lts_log=yes': the value must be true or false");
    }

    @Test
    void a_part_of_a_field_is_changed_in_what_is_there() {
        var current = JsonMapper.shared().readTree("""
            {"user_data":"{\\"a\\":\\"1\\",\\"b\\":\\"2\\"}",
             "strategy_config":{"concurrency":-1,"concurrent_num":1},
             "func_vpc":{"vpc_id":"v","subnet_id":"s","vpc_name":"told"}}\
            """);
        var changes = Fields.parse(
                List.of("user_data.b=3", "user_data.c=x=y", "strategy_config.concurrency=5", "func_vpc.subnet_id=t"),
                List.of("user_data.a", "description"),
                current);
        assertThat(changes.toString())
                .isEqualTo("{\"user_data\":\"{\\\"b\\\":\\\"3\\\",\\\"c\\\":\\\"x=y\\\"}\","
                        + "\"strategy_config\":{\"concurrency\":5,\"concurrent_num\":1},"
                        + "\"func_vpc\":{\"vpc_id\":\"v\",\"subnet_id\":\"t\"},\"description\":\"\"}");
    }

    @Test
    void a_part_that_cannot_be_is_named() {
        assertThatThrownBy(() -> Fields.parse(
                        List.of("strategy_config.concurency=1", "timeout.x=1", "encrypted_user_data.a=b"),
                        List.of(),
                        JsonMapper.shared().createObjectNode()))
                .hasMessageContaining("strategy_config has no 'concurency'; it has concurrency, concurrent_num")
                .hasMessageContaining("timeout is one value, a whole number")
                .hasMessageContaining("set encrypted_user_data as a whole");
    }
}
