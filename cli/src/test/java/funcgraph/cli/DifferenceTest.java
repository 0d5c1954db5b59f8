package funcgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DifferenceTest {

    @Test
    void what_is_there_already_is_no_difference_however_it_is_told() {
        assertThat(between("""
            {"runtime":"C#.NET Core 2.0","user_data":"{\\"a\\":\\"1\\",\\"b\\":\\"2\\"}","description":"",
             "func_vpc":{"vpc_id":"v"},"depend_version_list":[],"strategy_config":{"concurrency":-1},
             "encrypted_user_data":"{\\"password\\":\\"x\\"}","log_config":{"group_id":"g"},"gpu_type":""}\
            """, """
            {"runtime":"C#(.NET Core 2.0)","user_data":"{\\"b\\":\\"2\\",\\"a\\":\\"1\\"}",
             "func_vpc":{"vpc_id":"v","vpc_name":"told"},"depend_version_list":null,
             "strategy_config":{"concurrency":-1,"concurrent_num":1},
             "encrypted_user_data":"{\\"password\\":\\"\\"}","log_group_id":"g","gpu_type":null}\
            """, false).isEmpty()).isTrue();
    }

    @Test
    void each_change_tells_both_values_and_no_secret() {
        var difference = between("""
            {"memory_size":256,"user_data":"{\\"a\\":\\"2\\"}","encrypted_user_data":"{\\"password\\":\\"s3cret\\"}",
             "description":"new"}\
            """, """
            {"memory_size":128,"user_data":"{\\"a\\":\\"1\\",\\"b\\":\\"2\\"}","encrypted_user_data":"","description":""}\
            """, false);
        assertThat(difference.changes().stream().map(Object::toString))
                .containsExactly(
                        "memory_size: 128 -> 256",
                        "user_data.a: 1 -> 2",
                        "user_data.b: 2 -> (none)",
                        "encrypted_user_data: *** -> *** [password]",
                        "description: (none) -> new");
        assertThat(difference.fields().propertyNames())
                .containsExactly("memory_size", "user_data", "encrypted_user_data", "description");
    }

    @Test
    void secrets_of_the_same_names_are_sent_when_that_is_asked_for() {
        var wanted = "{\"encrypted_user_data\":\"{\\\"password\\\":\\\"x\\\"}\"}";
        var there = "{\"encrypted_user_data\":\"{\\\"password\\\":\\\"\\\"}\"}";
        assertThat(between(wanted, there, false).isEmpty()).isTrue();
        assertThat(between(wanted, there, true).isEmpty()).isFalse();
    }

    private static Difference between(String wanted, String actual, boolean withSecrets) {
        var mapper = JsonMapper.shared();
        return Difference.between((ObjectNode) mapper.readTree(wanted), mapper.readTree(actual), withSecrets);
    }
}
