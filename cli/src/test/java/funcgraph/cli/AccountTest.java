package funcgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {

    @TempDir
    Path data;

    @Test
    void an_account_is_read_from_a_servers_data_directory_and_never_shows_its_secret() throws IOException {
        write("""
                {"endpoint":"http://127.0.0.1:8080/","project_id":"p","access_key":"a","secret_key":"s3cret","x":1}""");
        var account = Account.of(data);
        assertThat(account.endpoint()).hasToString("http://127.0.0.1:8080");
        assertThat(account.secretKey()).isEqualTo("s3cret");
        assertThat(account.toString()).doesNotContain("s3cret");
    }

    @Test
    void a_missing_file_says_what_to_do() {
        assertThatThrownBy(() -> Account.of(data))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("credentials.json")
                .hasMessageContaining("--data");
    }

    @Test
    void a_file_that_lacks_a_key_or_is_no_json_is_refused_by_name() throws IOException {
        write("{\"endpoint\":\"http://h:1\",\"project_id\":\"p\",\"access_key\":\"a\"}");
        assertThatThrownBy(() -> Account.of(data)).hasMessageContaining("secret_key");
        write("endpoint: x");
        assertThatThrownBy(() -> Account.of(data)).hasMessageContaining("is not JSON");
        write("{\"endpoint\":\"ftp://h\"}");
        assertThatThrownBy(() -> Account.of(data)).hasMessageContaining("'ftp://h' is not an address");
    }

    private void write(String text) throws IOException {
        Files.writeString(data.resolve(Account.FILE), text);
    }
}
