package funcgraph.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class CredentialsTest {

    private static final Credentials WHOLE =
            new Credentials("http://h:1", "r", "pid", "pname", "did", "dname", "user", "pass", "ak", "sk");

    @TempDir
    Path data;

    @Test
    void what_was_written_is_read_again_and_only_its_owner_may() throws IOException {
        WHOLE.write(data);
        assertThat(Credentials.read(data)).contains(WHOLE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(Credentials.FILE))))
                .isEqualTo("rw-------");
        try (var files = Files.list(data)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void the_keys_are_those_that_scripts_rely_on() throws IOException {
        WHOLE.write(data);
        var json = JsonMapper.shared().readTree(Files.readString(data.resolve(Credentials.FILE)));
        assertThat(json.propertyNames())
                .containsExactly(
                        "endpoint",
                        "region",
                        "project_id",
                        "project_name",
                        "domain_id",
                        "domain_name",
                        "user_name",
                        "password",
                        "access_key",
                        "secret_key");
    }

    @Test
    void a_leftover_of_a_start_that_was_killed_does_not_stand_in_the_way() throws IOException {
        Files.writeString(data.resolve(Credentials.FILE + ".new"), "{\"endpoi");
        WHOLE.write(data);
        assertThat(Credentials.read(data)).contains(WHOLE);
    }

    @Test
    void no_file_is_no_identity_but_a_damaged_one_is_refused_and_kept() throws IOException {
        assertThat(Credentials.read(data)).isEmpty();
        for (var damaged : new String[] {"", "{", "null", "{\"endpoint\":\"http://h:1\",\"password\":\"s3cret\"}"}) {
            var file = Files.writeString(data.resolve(Credentials.FILE), damaged);
            assertThatThrownBy(() -> Credentials.read(data))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("credentials.json")
                    .message()
                    .doesNotContain("s3cret");
            assertThat(file).hasContent(damaged);
        }
    }

    @Test
    void the_text_form_hides_password_and_secret_key() {
        assertThat(WHOLE.toString()).doesNotContain("pass").doesNotContain("sk");
    }
}
