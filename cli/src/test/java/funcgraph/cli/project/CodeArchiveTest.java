package funcgraph.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeArchiveTest {

    @TempDir
    Path folder;

    @Test
    void an_archive_is_the_same_whenever_the_files_are() throws IOException {
        write("b.py", "b");
        write("lib/a.py", "a");
        var first = pack();
        Files.setLastModifiedTime(folder.resolve("b.py"), FileTime.from(Instant.EPOCH));
        Files.setPosixFilePermissions(folder.resolve("b.py"), PosixFilePermissions.fromString("rw-------"));
        assertThat(pack()).isEqualTo(first);
        write("b.py", "c");
        assertThat(pack()).isNotEqualTo(first);
    }

    @Test
    void what_can_be_executed_stays_so_and_what_is_ignored_stays_away() throws IOException {
        write("bootstrap", "#!/bin/sh\n");
        Files.setPosixFilePermissions(folder.resolve("bootstrap"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write("index.py", "x");
        write("notes.txt", "x");
        write("keep.txt", "x");
        write("lib/notes.txt", "x");
        write("build/out", "x");
        write(".git/config", "x");
        write("funcgraph.yaml", "name: x");
        write(".funcgraphignore", "# remarks\n*.txt\n!keep.txt\n/build/\n");
        var zip = Files.write(Files.createTempFile("code", ".zip"), pack());
        var names = new TreeSet<String>();
        try (var archive = FileSystems.newFileSystem(
                        URI.create("jar:" + zip.toUri()), Map.of("enablePosixFileAttributes", "true"));
                var files = Files.walk(archive.getPath("/"))) {
            for (var each : files.filter(Files::isRegularFile).toList()) {
                names.add(each.toString());
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(each);
                assertThat(mode.contains(PosixFilePermission.OWNER_EXECUTE))
                        .as(each.toString())
                        .isEqualTo(each.endsWith("bootstrap"));
                assertThat(mode).as(each.toString()).contains(PosixFilePermission.OTHERS_READ);
            }
        }
        Files.delete(zip);
        assertThat(names).containsExactly("/bootstrap", "/index.py", "/keep.txt");
    }

    @Test
    void a_folder_without_code_is_refused_with_what_to_do() throws IOException {
        write("a.pyc", "x");
        assertThatThrownBy(this::pack).isInstanceOf(Misread.class).hasMessageContaining("not ignored");
        assertThatThrownBy(() -> CodeArchive.of(folder.resolve("build"), Ignored.of(folder, List.of())))
                .hasMessageContaining("build it first");
    }

    @Test
    void a_link_to_its_own_folder_is_no_endless_archive() throws IOException {
        write("a.py", "x");
        Files.createSymbolicLink(folder.resolve("self"), folder);
        assertThatThrownBy(this::pack).isInstanceOf(Misread.class).hasMessageContaining("self is a link");
    }

    private byte[] pack() {
        return CodeArchive.of(folder, Ignored.of(folder, List.of()));
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
