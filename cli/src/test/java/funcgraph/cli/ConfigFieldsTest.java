package funcgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigFieldsTest {

    @Test
    void each_value_gets_the_type_that_the_wire_gives_its_field() {
        var changes = ConfigFields.parse(List.of(
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
        assertThatThrownBy(() -> ConfigFields.parse(
                        List.of("memory=1", "timeout=soon", "handler", "func_vpc=[]", "enable_lts_log=yes")))
                .hasMessageContaining("no field 'memory'")
                .hasMessageContaining("memory_size")
                .hasMessageContaining("'timeout=soon': the value must be a whole number")
                .hasMessageContaining("'handler' is not FIELD=VALUE")
                .hasMessageContaining("'func_vpc=[]': the value must be a JSON object")
                .hasMessageContaining("'enable_lts_log=yes': the value must be true or false");
    }
}
