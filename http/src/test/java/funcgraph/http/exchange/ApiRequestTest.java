package funcgraph.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.contract.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRequestTest {

    @Test
    void of_several_parameters_with_one_name_the_first_counts() {
        assertThat(request("a=1&b=x%20y&a=2&c").query()).isEqualTo(Map.of("a", "1", "b", "x y", "c", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"func_name=%00", "func%00=x", "func_name=%zz", "func_name=%"})
    void a_query_that_is_no_text_is_refused(String query) {
        assertThatThrownBy(() -> request(query).query())
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_QUERY));
    }

    private static ApiRequest request(String query) {
        return new ApiRequest("id", Map.of(), query, name -> null, new byte[0], null);
    }
}
