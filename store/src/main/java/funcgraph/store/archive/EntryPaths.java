package funcgraph.store.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree that an archive would make, built on paper. It keeps every entry inside the root: no path climbs, nothing
 * lies below a file or a link, no path is named twice (two readers of such an archive may see different files; names
 * that differ only in case are two files, as they are on Linux), and links point inside.
 */
final class EntryPaths {

    private static final int LONGEST_PART_BYTES = 255;
    private static final int LONGEST_PATH_BYTES = 1024;

    private final Map<String, Entry.Kind> tree = new HashMap<>();

    /** The path that a name stands for, relative and plain. */
    static String plain(String name) throws UnsoundArchive {
        if (name.isEmpty()) {
            throw new UnsoundArchive("an entry has no name");
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw UnsoundArchive.entry(name, "has a control character in its name");
        }
        if (name.indexOf('\\') >= 0) {
            throw UnsoundArchive.entry(name, "has a backslash in its name; directories are separated by '/'");
        }
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            throw UnsoundArchive.entry(name, "has an absolute path");
        }
        var parts = new ArrayList<String>();
        for (var part : name.split("/", -1)) {
            if (part.equals("..")) {
                throw UnsoundArchive.entry(name, "climbs out with '..'");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART_BYTES) {
                throw UnsoundArchive.entry(name, "has a name of more than " + LONGEST_PART_BYTES + " bytes");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        var path = String.join("/", parts);
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH_BYTES) {
            throw UnsoundArchive.entry(name, "has a path of more than " + LONGEST_PATH_BYTES + " bytes");
        }
        return path;
    }

    /** Puts an entry into the tree. */
    void add(Entry entry) throws UnsoundArchive {
        if (entry.path().isEmpty()) {
            if (entry.kind() != Entry.Kind.DIRECTORY) {
                throw UnsoundArchive.entry(entry.name(), "has no file name");
            }
            return;
        }
        for (int slash = entry.path().indexOf('/');
                slash >= 0;
                slash = entry.path().indexOf('/', slash + 1)) {
            var parent = entry.path().substring(0, slash);
            if (tree.getOrDefault(parent, Entry.Kind.DIRECTORY) != Entry.Kind.DIRECTORY) {
                throw UnsoundArchive.entry(entry.name(), "lies below a file or a link");
            }
            tree.put(parent, Entry.Kind.DIRECTORY);
        }
        var there = tree.put(entry.path(), entry.kind());
        if (there != null && (there != Entry.Kind.DIRECTORY || entry.kind() != Entry.Kind.DIRECTORY)) {
            throw UnsoundArchive.entry(entry.name(), "is there twice");
        }
    }

    /**
     * Checks where a link points. Steps up are allowed at the beginning only, where they are steps through real
     * directories: later in the target they might follow another link and come out elsewhere than they seem to.
     */
    static void requireInside(Entry link, String target) throws UnsoundArchive {
        if (target.isEmpty() || target.startsWith("/") || target.indexOf('\\') >= 0 || target.indexOf('\0') >= 0) {
            throw UnsoundArchive.entry(link.name(), "is a link with an absolute, empty or malformed target");
        }
        int depth = (int) link.path().chars().filter(c -> c == '/').count();
        int up = 0;
        boolean leading = true;
        for (var part : List.of(target.split("/", -1))) {
            if (part.equals("..")) {
                up++;
                if (!leading || up > depth) {
                    throw UnsoundArchive.entry(link.name(), "is a link that leads out of the archive");
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                leading = false;
            }
        }
    }
}
