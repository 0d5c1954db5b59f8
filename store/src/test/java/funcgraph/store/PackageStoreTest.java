package funcgraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {

    private static final Duration GRACE = Duration.ofHours(1);
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    /** SHA-512 of "abc" (FIPS 180-2, appendix C.1). */
    private static final String ABC = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

    @TempDir
    Path directory;

    private PackageStore packages;

    @BeforeEach
    void open() {
        packages = at(NOW);
    }

    @Test
    void a_package_is_found_under_its_sha_512() throws IOException {
        var stored = packages.put(bytes("abc"));

        assertThat(stored.digest()).isEqualTo(ABC);
        assertThat(stored.sizeBytes()).isEqualTo(3);
        assertThat(stored.file())
                .isEqualTo(directory.resolve("dd").resolve(ABC))
                .hasContent("abc");
        assertThat(packages.find(ABC)).contains(stored.file());
        assertThat(packages.exists(ABC)).isTrue();
    }

    @Test
    void what_is_no_digest_or_not_here_is_not_found() {
        assertThat(packages.find("")).isEmpty();
        assertThat(packages.find("../".repeat(42) + "ab")).isEmpty();
        assertThat(packages.find(ABC)).isEmpty();
        assertThat(packages.exists(ABC.toUpperCase(Locale.ROOT))).isFalse();
    }

    @Test
    void equal_content_is_stored_once_however_it_comes() throws IOException {
        var file = Files.writeString(directory.resolve("fetched"), "abc");

        packages.put(bytes("abc"));
        packages.put(new ByteArrayInputStream(bytes("abc")));
        var adopted = packages.adopt(file);

        assertThat(adopted.digest()).isEqualTo(ABC);
        assertThat(file).doesNotExist();
        assertThat(filesBelow()).containsExactly(adopted.file());
    }

    @Test
    void a_stream_that_breaks_leaves_nothing_behind() throws IOException {
        var breaking = new SequenceInputStream(new ByteArrayInputStream(bytes("abc")), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the connection broke");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        });

        assertThatThrownBy(() -> packages.put(breaking))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the connection broke");
        assertThat(filesBelow()).isEmpty();
    }

    @Test
    void packages_in_use_and_young_ones_are_kept_and_others_are_collected() {
        var used = packages.put(bytes("used"));
        var unused = packages.put(bytes("unused"));
        var young = at(NOW.plus(GRACE)).put(bytes("young"));

        int removed = at(NOW.plus(GRACE).plusSeconds(1)).collect(Set.of(used.digest())::contains, GRACE);

        assertThat(removed).isEqualTo(1);
        assertThat(used.file()).exists();
        assertThat(young.file()).exists();
        assertThat(unused.file()).doesNotExist();
    }

    @Test
    void putting_a_package_again_starts_its_grace_time_anew() {
        var stored = packages.put(bytes("abc"));
        at(NOW.plus(GRACE)).put(bytes("abc"));

        assertThat(at(NOW.plus(GRACE).plusSeconds(1)).collect(digest -> false, GRACE))
                .isZero();
        assertThat(stored.file()).exists();
    }

    @Test
    void a_package_that_is_put_while_it_is_being_collected_stays() {
        var stored = packages.put(bytes("abc"));
        var later = at(NOW.plus(GRACE).plusSeconds(1));
        var asked = new AtomicBoolean();

        int removed = later.collect(
                digest -> {
                    later.put(bytes("abc"));
                    asked.set(true);
                    return false;
                },
                GRACE);

        assertThat(asked).isTrue();
        assertThat(removed).isZero();
        assertThat(stored.file()).hasContent("abc");
    }

    @Test
    void what_a_killed_server_left_behind_is_removed_after_the_grace_time() throws IOException {
        var old = leftover("old.half", NOW.minus(GRACE).minusSeconds(1));
        var young = leftover("young.half", NOW);

        packages.collect(digest -> true, GRACE);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void a_package_whose_collector_was_killed_half_way_comes_back_if_it_is_in_use() throws IOException {
        var used = packages.put(bytes("used"));
        var unused = packages.put(bytes("unused"));
        for (var stored : Set.of(used, unused)) {
            Files.move(stored.file(), stored.file().resolveSibling(stored.digest() + ".doomed"));
        }

        at(NOW.plus(GRACE).plusSeconds(1)).collect(Set.of(used.digest())::contains, GRACE);

        assertThat(filesBelow()).containsExactly(used.file());
    }

    private PackageStore at(Instant instant) {
        return new PackageStore(directory, Clock.fixed(instant, ZoneOffset.UTC));
    }

    private Path leftover(String name, Instant modified) throws IOException {
        var file = Files.writeString(directory.resolve(name), "x");
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private List<Path> filesBelow() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
