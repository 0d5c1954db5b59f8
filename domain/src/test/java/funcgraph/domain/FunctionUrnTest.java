package funcgraph.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionUrnTest {

    private static final String REGION = "cn-north-1";
    private static final String PROJECT = "7aad83af3e8d42e99ac194e8419e2c9b";
    private static final FunctionKey KEY = new FunctionKey(PROJECT, "default", "test");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test",
                "default:test",
                PROJECT + ":default:test",
                PROJECT + ":default:test:latest",
                "urn:fss:cn-north-1:" + PROJECT + ":function:default:test",
                "urn:fss:cn-north-1:" + PROJECT + ":function:default:test:latest"
            })
    void each_of_the_six_forms_addresses_the_same_head(String text) {
        var urn = FunctionUrn.parse(text, REGION, PROJECT);

        assertThat(urn.key()).isEqualTo(KEY);
        assertThat(urn.qualifier().isLatest()).isTrue();
    }

    @Test
    void a_leading_exclamation_mark_makes_the_qualifier_an_alias() {
        var urn = FunctionUrn.parse("urn:fss:cn-north-1:" + PROJECT + ":function:default:test:!dev", REGION, PROJECT);

        assertThat(urn.qualifier()).isEqualTo(new Qualifier.Alias("dev"));
        assertThat(urn.qualifier().isLatest()).isFalse();
    }

    @Test
    void no_qualifier_is_told_apart_from_latest() {
        assertThat(FunctionUrn.parse("test", REGION, PROJECT).qualifier()).isEqualTo(Qualifier.none());
        assertThat(FunctionUrn.parse(PROJECT + ":default:test:latest", REGION, PROJECT)
                        .qualifier())
                .isEqualTo(new Qualifier.Version("latest"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a:b:c:d:e",
                "a:b:c:d:e:f",
                "1:2:3:4:5:6:7:8:9",
                "1test",
                "te st",
                "test-",
                "urn:fgs:cn-north-1:7aad83af3e8d42e99ac194e8419e2c9b:function:default:test",
                "urn:fss:cn-south-9:7aad83af3e8d42e99ac194e8419e2c9b:function:default:test",
                "urn:fss:cn-north-1:7aad83af3e8d42e99ac194e8419e2c9b:workflow:default:test",
                "urn:fss:cn-north-1:7aad83af3e8d42e99ac194e8419e2c9b:function:de fault:test",
                "urn:fss:cn-north-1:7aad83af3e8d42e99ac194e8419e2c9b:function:default:test:",
                "urn:fss:cn-north-1:7aad83af3e8d42e99ac194e8419e2c9b:function:default:test:!",
                "urn:fss:cn-north-1:7aad83af3e8d42e99ac194e8419e2c9b:function:default:test:-v1"
            })
    void anything_else_is_refused_as_a_bad_urn(String text) {
        assertThatThrownBy(() -> FunctionUrn.parse(text, REGION, PROJECT))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.BadUrn.class));
    }

    @ParameterizedTest
    @CsvSource({"other:default:test", "urn:fss:cn-north-1:other:function:default:test:latest"})
    void a_urn_of_another_project_is_refused_as_foreign(String text) {
        assertThatThrownBy(() -> FunctionUrn.parse(text, REGION, PROJECT))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.ForeignProject("other")));
    }
}
