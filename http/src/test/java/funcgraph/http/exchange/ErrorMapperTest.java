package funcgraph.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.ConfigField;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorMapperTest {

    @Test
    void a_long_value_with_a_pair_at_the_cut_is_answered_all_the_same() {
        var long120 = "a".repeat(119) + "😀".repeat(10);
        var refused = new Refused(new Refusal.BadFields(
                List.of(new Violation(ConfigField.HANDLER, long120, "another", Violation.Rule.HANDLER))));

        var answer = ErrorMapper.answer(refused, "id");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("a".repeat(119) + "…'; allowed: another");
    }

    @Test
    void what_a_caller_sent_is_not_repeated_without_end() {
        var answer = ErrorMapper.answer(
                new Refused(new Refusal.NotThere(Refusal.Resource.DEPENDENCY, "x".repeat(1_000_000))), "id");

        assertThat(answer.status()).isEqualTo(ErrorCode.NO_SUCH_DEPENDENCY.httpStatus());
        assertThat(answer.body()).hasSizeLessThan(20_000);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
