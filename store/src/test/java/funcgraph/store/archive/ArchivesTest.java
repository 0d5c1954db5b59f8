package funcgraph.store.archive;

import static funcgraph.store.archive.ZipBytes.file;
import static funcgraph.store.archive.ZipBytes.link;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.Quotas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest {

    private static final ArchiveLimits LIMITS = new ArchiveLimits(100, 50_000_000, 200, 1_000_000);

    @TempDir
    Path directory;

    private final Archives archives = new Archives(LIMITS);

    @Test
    void an_honest_archive_is_sound_and_its_files_are_counted() {
        var zip = ZipBytes.of(
                file("index.py", "print(1)"), file("lib/", "").mode(ZipBytes.DIRECTORY), file("lib/a", "12"));

        assertThat(archives.inspect(zip)).isEqualTo(new Inspection.Sound(3, 10));
        assertThat(archives.inspect(onDisk(zip))).isEqualTo(new Inspection.Sound(3, 10));
    }

    @Test
    void a_file_is_added_and_replaced_and_all_others_stay_what_they_are() throws IOException {
        var zip = onDisk(ZipBytes.of(
                file("index.go", "package main"), file("run", "#!/bin/sh").mode(0100755), link("l", "index.go")));
        var one = Files.writeString(directory.resolve("one"), "1".repeat(1000));
        var other = Files.writeString(directory.resolve("other"), "2".repeat(3000));
        var added = directory.resolve("added.zip");
        var replaced = directory.resolve("replaced.zip");
        var back = directory.resolve("back.zip");

        assertThat(archives.add(zip, "plugin.so", one, added)).isEqualTo(new Inspection.Sound(4, 1029));
        assertThat(archives.add(added, "plugin.so", other, replaced)).isEqualTo(new Inspection.Sound(4, 3029));
        assertThat(archives.add(replaced, "plugin.so", one, back)).isInstanceOf(Inspection.Sound.class);
        assertThat(back).hasSameBinaryContentAs(added);

        var target = directory.resolve("target");
        archives.unpack(replaced, target);
        assertThat(target.resolve("plugin.so")).hasSameBinaryContentAs(other);
        assertThat(target.resolve("run")).isExecutable();
        assertThat(target.resolve("l")).isSymbolicLink();
        assertThat(target.resolve("index.go")).hasContent("package main");
    }

    @Test
    void an_archive_that_java_wrote_in_one_stream_is_sound() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("dir/"));
            zip.putNextEntry(new ZipEntry("dir/函数.py"));
            zip.write("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(archives.inspect(out.toByteArray())).isEqualTo(new Inspection.Sound(2, 100_000));
    }

    @Test
    void more_entries_than_an_old_header_can_count_are_read_from_zip64() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 70_000; i++) {
                zip.putNextEntry(new ZipEntry("f" + i));
            }
        }
        var large = new Archives(new ArchiveLimits(80_000, 1000, 200, 1000));

        assertThat(large.inspect(out.toByteArray())).isEqualTo(new Inspection.Sound(70_000, 0));
        requireUnsound(out.toByteArray(), "70000 entries; allowed: at most 100");
    }

    @Test
    void sizes_in_a_zip64_field_are_read() {
        var part = file("a", "12345").stored();
        part.content("12345".getBytes(StandardCharsets.US_ASCII));
        part.extra = ZipBytes.little(20)
                .putShort((short) 1)
                .putShort((short) 16)
                .putLong(5)
                .putLong(5)
                .array();
        part.size = 0xffffffffL;
        part.compressed = 0xffffffffL;

        assertThat(archives.inspect(ZipBytes.of(part))).isEqualTo(new Inspection.Sound(1, 5));
        part.extra = new byte[0];
        requireUnsound(ZipBytes.of(part), "zip64");
    }

    @Test
    void an_archive_may_stand_behind_a_program_and_carry_a_comment() {
        var zip = new ZipBytes()
                .behind("#!/bin/sh\nexec java -jar $0\n".getBytes(StandardCharsets.US_ASCII))
                .comment("made by hand")
                .with(file("a", "1"));

        assertThat(archives.inspect(zip.bytes())).isEqualTo(new Inspection.Sound(1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "PK\3\4", "not a zip at all, but longer than an end record would be"})
    void what_only_begins_like_an_archive_is_none(String text) {
        requireUnsound(text.getBytes(StandardCharsets.US_ASCII), "not a zip file");
    }

    @Test
    void an_archive_that_is_cut_off_is_unsound_wherever_it_is_cut() {
        var zip = ZipBytes.of(file("index.py", "print(1)"), file("b", "2"));

        for (int length = 0; length < zip.length; length++) {
            assertThat(archives.inspect(Arrays.copyOf(zip, length)))
                    .as("cut at " + length)
                    .isInstanceOf(Inspection.Unsound.class);
        }
        requireUnsound(Arrays.copyOf(zip, zip.length + 1), "not a zip file");
    }

    @Test
    void no_single_changed_byte_makes_the_reader_fail() {
        var zip = ZipBytes.of(file("index.py", "print(1)"), link("l", "index.py"));

        for (int at = 0; at < zip.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                var changed = zip.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThat(archives.inspect(changed)).isNotNull();
            }
        }
    }

    @Test
    void an_empty_archive_is_unsound() {
        requireUnsound(ZipBytes.of(), "empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../x",
                "a/../../x",
                "a/..",
                "..",
                "C:/x",
                "c:x",
                "a\\b",
                "..\\x",
                "a\0b",
                "a\nb",
                "",
                "./",
                "//x"
            })
    void a_path_that_is_not_plainly_inside_is_unsound(String name) {
        assertThat(archives.inspect(ZipBytes.of(file(name, "x"), file("ok", ""))))
                .isInstanceOf(name.equals("./") ? Inspection.Sound.class : Inspection.Unsound.class);
        requireUnpackLeavesNothing(ZipBytes.of(file("first", "1"), file("../" + name, "x")));
    }

    @Test
    void a_path_longer_than_a_disk_takes_is_unsound() {
        requireUnsound(ZipBytes.of(file("x".repeat(256), "")), "more than 255 bytes");
        requireUnsound(ZipBytes.of(file("d/".repeat(600) + "x", "")), "more than 1024 bytes");
    }

    @Test
    void a_path_that_is_there_twice_is_unsound_but_case_tells_files_apart() {
        requireUnsound(ZipBytes.of(file("a", "1"), file("a", "2")), "twice");
        requireUnsound(ZipBytes.of(file("a", "1"), file("./a", "2")), "twice");
        requireUnsound(ZipBytes.of(file("a/b", "1"), file("a", "2")), "twice");
        requireUnsound(ZipBytes.of(file("a", "1"), file("a/b", "2")), "below a file or a link");
        assertThat(archives.inspect(ZipBytes.of(file("a", "1"), file("A", "2"), file("d/", ""), file("d/", ""))))
                .isInstanceOf(Inspection.Sound.class);
    }

    static Stream<byte[]> escapingLinks() {
        return Stream.of(
                ZipBytes.of(link("l", "/etc/passwd")),
                ZipBytes.of(link("l", "../x")),
                ZipBytes.of(link("d/l", "../../x")),
                ZipBytes.of(link("l", "")),
                ZipBytes.of(link("l", "a\0b")),
                // Each looks harmless; together they lead out: x/y/s is the root, and one step up from there is not.
                ZipBytes.of(link("x/y/s", "../.."), link("t", "x/y/s/..")),
                ZipBytes.of(link("l", "/tmp"), file("l/x", "1")),
                ZipBytes.of(link("l", "d"), file("l/x", "1")),
                ZipBytes.of(file("l/x", "1"), link("l", "d")),
                ZipBytes.of(link("l", "x".repeat(5000))));
    }

    @ParameterizedTest
    @MethodSource("escapingLinks")
    void a_link_that_may_lead_out_is_unsound(byte[] zip) {
        assertThat(archives.inspect(zip)).isInstanceOf(Inspection.Unsound.class);
        requireUnpackLeavesNothing(zip);
    }

    @Test
    void what_is_neither_file_nor_directory_nor_link_is_unsound() {
        requireUnsound(ZipBytes.of(file("pipe", "").mode(0010644)), "neither a file");
        requireUnsound(ZipBytes.of(file("device", "").mode(0020644)), "neither a file");
    }

    @Test
    void a_bomb_is_unsound_before_it_has_gone_off() {
        var zeros = new byte[20_000_000];
        requireUnsound(ZipBytes.of(new ZipBytes.Part().name("a").content(zeros)), "200 times its size");
        var small = new Archives(new ArchiveLimits(100, 10_000, 200, 1_000_000));
        assertThat(small.inspect(ZipBytes.of(new ZipBytes.Part().name("a").content(new byte[10_001]))))
                .isEqualTo(new Inspection.Unsound("the archive unpacks to more than 10000 bytes"));
    }

    @Test
    void a_size_that_is_understated_does_not_help_a_bomb() {
        var part = new ZipBytes.Part().name("a").content(new byte[20_000_000]);
        part.size = 10;

        requireUnsound(ZipBytes.of(part), "longer than the directory says");
        part.size = 20_000_001;
        requireUnsound(ZipBytes.of(part), "");
    }

    @Test
    void entries_that_share_data_are_unsound() {
        var first = file("a", "x".repeat(100));
        var second = file("b", "x".repeat(100));
        second.headerAt = 0;
        requireUnsound(ZipBytes.of(first, second), "shares its data");
    }

    @Test
    void a_directory_that_disagrees_with_the_data_is_unsound() {
        var name = file("good.py", "1");
        name.localName = "evil.py".getBytes(StandardCharsets.US_ASCII);
        requireUnsound(ZipBytes.of(name), "differs between");
        var crc = file("a", "1");
        crc.localCrc++;
        requireUnsound(ZipBytes.of(crc), "differs between");
        var both = file("a", "1");
        both.crc++;
        both.localCrc++;
        requireUnsound(ZipBytes.of(both), "checksum");
        requireUnsound(new ZipBytes().with(file("a", "1")).sayingEntries(2).bytes(), "shorter");
        requireUnsound(
                new ZipBytes()
                        .with(file("a", "1"))
                        .with(file("b", "1"))
                        .sayingEntries(1)
                        .bytes(),
                "longer");
    }

    @Test
    void data_that_is_broken_or_followed_by_more_is_unsound() {
        var broken = file("a", "1");
        broken.data = new byte[] {(byte) 0xff, (byte) 0xff, 1};
        broken.compressed = 3;
        requireUnsound(ZipBytes.of(broken), "damaged");
        var more = file("a", "1");
        more.data = Arrays.copyOf(more.data, more.data.length + 3);
        more.compressed = more.data.length;
        requireUnsound(ZipBytes.of(more), "longer in the archive");
    }

    @Test
    void what_is_encrypted_or_compressed_in_another_way_is_unsound() {
        var encrypted = file("a", "1");
        encrypted.flags |= 1;
        requireUnsound(ZipBytes.of(encrypted), "encrypted");
        var bzip2 = file("a", "1");
        bzip2.method = 12;
        requireUnsound(ZipBytes.of(bzip2), "method 12; allowed: stored or deflated");
    }

    @Test
    void a_name_in_the_dos_alphabet_is_read() {
        var part = file("x", "1");
        part.name = new byte[] {(byte) 0x81, '.', 't'};
        part.localName = part.name;
        part.flags = 0;
        assertThat(archives.unpack(onDisk(ZipBytes.of(part)), directory.resolve("out")))
                .isInstanceOf(Inspection.Sound.class);
        assertThat(directory.resolve("out/ü.t")).exists();
        part.flags = 1 << 11;
        assertThat(archives.inspect(ZipBytes.of(part)))
                .isEqualTo(new Inspection.Unsound("an entry's name is not UTF-8, though it says so"));
    }

    @Test
    void a_name_is_shown_short_and_without_control_characters() {
        assertThat(archives.inspect(ZipBytes.of(file("\u001b[31m" + "x".repeat(300), ""))))
                .isInstanceOfSatisfying(
                        Inspection.Unsound.class,
                        unsound -> assertThat(unsound.reason())
                                .hasSizeLessThan(200)
                                .doesNotContain("\u001b"));
    }

    @Test
    void unpacking_keeps_what_is_executable_and_what_is_a_link() throws IOException {
        var zip = onDisk(ZipBytes.of(
                file("bin/run", "#!/bin/sh").mode(ZipBytes.PROGRAM),
                file("lib/deep/a.py", "a = 1").mode(0100600),
                link("bin/again", "../lib/deep/a.py"),
                file("empty/", "").mode(ZipBytes.DIRECTORY)));
        var target = directory.resolve("out");

        assertThat(archives.unpack(zip, target)).isInstanceOf(Inspection.Sound.class);

        assertThat(mode(target.resolve("bin/run"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(target.resolve("lib/deep/a.py"))).isEqualTo("rw-r--r--");
        assertThat(mode(target)).isEqualTo("rwxr-xr-x");
        assertThat(mode(target.resolve("lib/deep"))).isEqualTo("rwxr-xr-x");
        assertThat(target.resolve("bin/again")).isSymbolicLink().hasContent("a = 1");
        assertThat(target.resolve("empty")).isEmptyDirectory();
        assertThat(siblings()).containsExactlyInAnyOrder("out", "archive.zip");
    }

    @Test
    void a_mode_of_another_system_is_not_taken_for_one_of_unix() throws IOException {
        var part = link("l", "/etc/passwd");
        part.madeBy = 20;

        assertThat(archives.unpack(onDisk(ZipBytes.of(part)), directory.resolve("out")))
                .isInstanceOf(Inspection.Sound.class);
        assertThat(directory.resolve("out/l")).isRegularFile().hasContent("/etc/passwd");
        assertThat(Files.isSymbolicLink(directory.resolve("out/l"))).isFalse();
    }

    @Test
    void unpacking_where_it_was_done_already_changes_nothing() throws IOException {
        var target = directory.resolve("out");
        archives.unpack(onDisk(ZipBytes.of(file("a", "first"))), target);

        assertThat(archives.unpack(onDisk(ZipBytes.of(file("b", "second"))), target))
                .isInstanceOf(Inspection.Sound.class);

        assertThat(target.resolve("a")).hasContent("first");
        assertThat(target.resolve("b")).doesNotExist();
        assertThat(siblings()).containsExactlyInAnyOrder("out", "archive.zip");
    }

    @Test
    void many_threads_that_unpack_one_archive_leave_one_directory() {
        var zip = onDisk(ZipBytes.of(file("a", "1"), file("b/c", "2")));
        var target = directory.resolve("out");

        assertThat(IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(i -> archives.unpack(zip, target))
                        .toList())
                .containsOnly(new Inspection.Sound(2, 2));
        assertThat(target.resolve("b/c")).hasContent("2");
        assertThat(siblings()).containsExactlyInAnyOrder("out", "archive.zip");
    }

    @Test
    void limits_follow_the_quotas() {
        var limits = ArchiveLimits.of(Quotas.DOCUMENTED);

        assertThat(limits.entries()).isEqualTo(Quotas.DOCUMENTED.archiveEntries());
        assertThat(limits.unpackedBytes()).isEqualTo(Quotas.DOCUMENTED.unpackedBytes());
    }

    private void requireUnsound(byte[] zip, String reason) {
        assertThat(archives.inspect(zip))
                .isInstanceOfSatisfying(
                        Inspection.Unsound.class,
                        unsound -> assertThat(unsound.reason()).contains(reason));
        assertThat(archives.inspect(onDisk(zip))).isEqualTo(archives.inspect(zip));
        requireUnpackLeavesNothing(zip);
    }

    private void requireUnpackLeavesNothing(byte[] zip) {
        assertThat(archives.unpack(onDisk(zip), directory.resolve("out"))).isInstanceOf(Inspection.Unsound.class);
        assertThat(siblings()).containsExactly("archive.zip");
    }

    private Path onDisk(byte[] zip) {
        try {
            return Files.write(directory.resolve("archive.zip"), zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> siblings() {
        return Stream.of(Objects.requireNonNull(directory.toFile().list())).toList();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
