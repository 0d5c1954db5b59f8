package funcgraph.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.RuntimeName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuntimePathTest {

    @Test
    void paths_are_those_that_functions_know_from_the_real_platform() {
        assertThat(seen(RuntimeName.NODE_6_10)).contains("/opt/function/runtime/nodejs6.10/rtsp/nodejs");
        assertThat(seen(RuntimeName.PYTHON_2_7)).contains("/opt/function/runtime/python2.7/rtsp/python");
        assertThat(seen(RuntimeName.JAVA_8)).contains("/opt/function/runtime/java8/rtsp/jre");
        assertThat(seen(RuntimeName.GO_1_8)).contains("/opt/function/runtime/go1.8/rtsp/go");
        assertThat(seen(RuntimeName.DOTNET_2_1)).contains("/opt/function/runtime/dotnet2.1/rtsp/dotnet");
        assertThat(seen(RuntimeName.PHP_7_3)).contains("/opt/function/runtime/php7.3/rtsp/php");
    }

    @Test
    void code_that_is_a_program_itself_has_no_path() {
        assertThat(seen(RuntimeName.GO_1_X)).isEmpty();
        assertThat(seen(RuntimeName.HTTP)).isEmpty();
        assertThat(seen(RuntimeName.CUSTOM)).isEmpty();
    }

    @Test
    void no_two_runtimes_share_a_path() {
        var ids = Arrays.stream(RuntimeName.values())
                .flatMap(runtime -> RuntimePath.of(runtime).stream())
                .map(RuntimePath::id)
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static Optional<String> seen(RuntimeName runtime) {
        return RuntimePath.of(runtime).map(RuntimePath::seen).map(Path::toString);
    }
}
