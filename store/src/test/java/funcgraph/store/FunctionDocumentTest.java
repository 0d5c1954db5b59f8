package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.MountConfig;
import funcgraph.domain.RuntimeName;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionDocumentTest {

    @Test
    void metadata_comes_back_as_it_was_in_every_field() throws ReflectiveOperationException {
        var config = Samples.config();
        requireNothingInitial(config, FunctionConfig.initial(RuntimeName.CUSTOM), "config");

        var read = FunctionDocument.readConfig(FunctionDocument.write(config));

        assertThat(read).isEqualTo(config);
        assertThat(read.userData().entries().keySet()).containsExactly("b", "a");
        assertThat(read.extras().log().customTags().keySet()).containsExactly("z", "a");
    }

    @Test
    void initial_metadata_comes_back_with_its_one_absent_field() {
        var config = FunctionConfig.initial(RuntimeName.NODE_18_15);

        var read = FunctionDocument.readConfig(FunctionDocument.write(config));

        assertThat(read).isEqualTo(config);
        assertThat(read.appXrole()).isNull();
    }

    @Test
    void code_comes_back_as_it_was_in_every_field() {
        var code = new CodePackage(
                CodeType.OBS,
                "https://x/b/k",
                "k",
                "index.py",
                7,
                "a".repeat(128),
                "b".repeat(128),
                List.of(Samples.dependency("d1"), Samples.dependency("d2")));

        assertThat(FunctionDocument.readCode(FunctionDocument.write(code))).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void a_runtime_is_stored_under_its_wire_name(RuntimeName runtime) {
        var text = FunctionDocument.write(FunctionConfig.initial(runtime));

        assertThat(text).contains("\"runtime\":\"" + runtime.wireName() + "\"");
        assertThat(FunctionDocument.readConfig(text).runtime()).isEqualTo(runtime);
    }

    @ParameterizedTest
    @EnumSource
    void a_code_type_is_stored_under_its_wire_name(CodeType type) {
        var code = new CodePackage(type, "", "", "", 0, "", "", List.of());
        var text = FunctionDocument.write(code);

        assertThat(text).contains("\"type\":\"" + type.wireName() + "\"");
        assertThat(FunctionDocument.readCode(text)).isEqualTo(code);
    }

    @Test
    void a_row_of_an_earlier_release_is_read_with_initial_values_for_what_it_lacks() {
        var read = FunctionDocument.readConfig(
                "{\"runtime\":\"PHP7.3\",\"handler\":\"a.b\",\"strategy\":{\"maxInstances\":5},"
                        + "\"mounts\":{\"mounts\":[{\"type\":\"sfs\",\"resource\":\"r\",\"localPath\":\"/mnt\"}]}}");

        var initial = FunctionConfig.initial(RuntimeName.PHP_7_3);
        assertThat(read.handler()).isEqualTo("a.b");
        assertThat(read.memoryMb()).isEqualTo(initial.memoryMb());
        assertThat(read.strategy().maxInstances()).isEqualTo(5);
        assertThat(read.strategy().concurrentNum()).isEqualTo(1);
        assertThat(read.extras()).isEqualTo(initial.extras());
        assertThat(read.mounts().userId()).isEqualTo(-1);
        assertThat(read.mounts().mounts()).containsExactly(new MountConfig.Mount("sfs", "r", "", "/mnt"));
        assertThat(FunctionDocument.readCode("{\"type\":\"zip\",\"digest\":\"x\"}"))
                .isEqualTo(new CodePackage(CodeType.ZIP, "", "", "", 0, "x", "", List.of()));
    }

    @Test
    void a_row_of_a_later_release_is_read_without_what_it_has_more() {
        var text = FunctionDocument.write(Samples.config()).replaceFirst("\\{", "{\"later\":{\"a\":[1]},");

        assertThat(FunctionDocument.readConfig(text)).isEqualTo(Samples.config());
    }

    @Test
    void a_damaged_row_is_a_broken_assumption() {
        assertThatThrownBy(() -> FunctionDocument.readConfig("{\"runtime\":"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> FunctionDocument.readConfig("[]")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> FunctionDocument.readConfig("{\"runtime\":\"Cobol\"}"))
                .isInstanceOf(IllegalStateException.class);
    }

    /** So that whoever adds a field to the domain is told to add it to the sample above. */
    private static void requireNothingInitial(Object sample, Object initial, String path)
            throws ReflectiveOperationException {
        for (var component : sample.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            var value = accessor.invoke(sample);
            var before = accessor.invoke(initial);
            var where = path + "." + component.getName();
            if (value instanceof Record && before != null) {
                requireNothingInitial(value, before, where);
            } else {
                assertThat(Objects.equals(value, before))
                        .as(where + " is as initially")
                        .isFalse();
            }
        }
    }
}
