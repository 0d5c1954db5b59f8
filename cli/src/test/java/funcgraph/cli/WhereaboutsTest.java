package funcgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhereaboutsTest {

    private static final String PROFILE = "profile";
    private static final String DATA = "data";

    @TempDir
    Path folder;

    @Test
    void flags_come_before_the_environment_that_before_the_profile_and_that_before_the_data_directory()
            throws IOException {
        write();
        var environment = new HashMap<>(environment());
        assertThat(who(environment, null, null, null).endpoint()).hasHost("profile");
        Files.delete(folder.resolve("config.yaml"));
        assertThat(who(environment, null, null, null).endpoint()).hasHost("data");
        write();
        environment.put("HUAWEICLOUD_SDK_AK", "sdk");
        environment.put("HUAWEICLOUD_SDK_SK", "sdk-secret");
        environment.put("HUAWEICLOUD_SDK_SECURITY_TOKEN", "sdk-token");
        environment.put("HUAWEICLOUD_SDK_PROJECT_ID", "sdk-project");
        var sdk = who(environment, null, null, null);
        assertThat(sdk.keys()).isEqualTo(new Access.Temporary("sdk", "sdk-secret", "sdk-token"));
        assertThat(sdk.projectId()).isEqualTo("sdk-project");
        assertThat(sdk.endpoint()).hasHost("profile");
        environment.put("FUNCGRAPH_ACCESS_KEY", "own");
        environment.put("FUNCGRAPH_SECRET_KEY", "own-secret");
        environment.put("FUNCGRAPH_ENDPOINT", "http://environment:1");
        assertThat(who(environment, null, null, null).keys()).isEqualTo(new Access.Signed("own", "own-secret"));
        assertThat(who(environment, null, null, null).endpoint()).hasHost("environment");
        assertThat(who(environment, folder.resolve(DATA), null, null).keys())
                .isEqualTo(new Access.Signed(DATA, DATA + "-secret"));
        assertThat(who(environment, null, PROFILE, null).keys())
                .isEqualTo(new Access.Signed(PROFILE, PROFILE + "-secret"));
        assertThat(who(environment, null, PROFILE, "http://flag:1").endpoint()).hasHost("flag");
    }

    @Test
    void what_is_missing_says_how_to_say_it() throws IOException {
        write();
        assertThatThrownBy(() -> who(environment(), null, "other", null).keys())
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("no profile 'other'")
                .hasMessageContaining(PROFILE);
        var half = new HashMap<>(environment());
        half.put("FUNCGRAPH_ACCESS_KEY", "own");
        assertThatThrownBy(() -> who(half, null, null, null).keys()).hasMessageContaining("FUNCGRAPH_SECRET_KEY");
    }

    @Test
    void profiles_are_readable_by_their_owner_alone() throws IOException {
        write();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("config.yaml"))))
                .isEqualTo("rw-------");
    }

    private Whereabouts who(Map<String, String> environment, Path data, String profile, String endpoint) {
        return new Whereabouts(environment, data, profile, endpoint, null, null);
    }

    private Map<String, String> environment() {
        return Map.of(
                "FUNCGRAPH_CONFIG", folder.resolve("config.yaml").toString(),
                "FUNCGRAPH_SERVER_DATA", folder.resolve(DATA).toString());
    }

    private void write() throws IOException {
        Profiles.read(environment())
                .keep(
                        PROFILE,
                        Map.of(
                                "endpoint",
                                "http://profile:1",
                                "project_id",
                                "p",
                                "access_key",
                                PROFILE,
                                "secret_key",
                                PROFILE + "-secret"));
        Files.createDirectories(folder.resolve(DATA));
        Files.writeString(folder.resolve(DATA).resolve(Account.FILE), """
            {"endpoint":"http://data:1","project_id":"p","access_key":"data","secret_key":"data-secret"}\
            """);
    }
}
