package funcgraph.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Keeps SQLite's native library unpacked beside the database. The driver by itself unpacks it at every start, under a
 * new name that stays behind when the server is killed, and starts a process to learn which system it is on: 140 ms of
 * a start. When anything here does not work, the driver does as it always does.
 */
final class SqliteLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);
    private static final String FOLDER_PROPERTY = "org.sqlite.lib.path";
    private static final String NAME_PROPERTY = "org.sqlite.lib.name";

    private SqliteLibrary() {}

    /** Tells the driver where the library is, unless the user has. Takes effect before the first connection only. */
    static void prepare(Path folder) {
        if (System.getProperty(FOLDER_PROPERTY) != null
                || !System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        String architecture = switch (System.getProperty("os.arch", "")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "aarch64";
            default -> "";
        };
        var name = "libsqlitejdbc-" + SQLiteJDBCLoader.getVersion() + "-" + architecture + ".so";
        try {
            if (!architecture.isEmpty() && unpack(architecture, folder, folder.resolve(name))) {
                System.setProperty(FOLDER_PROPERTY, folder.toString());
                System.setProperty(NAME_PROPERTY, name);
            }
        } catch (IOException e) {
            LOG.warn("SQLite's library was not unpacked beside the database: {}", e.getMessage());
        }
    }

    private static boolean unpack(String architecture, Path folder, Path target) throws IOException {
        if (Files.exists(target)) {
            return true;
        }
        try (var packed = SQLiteJDBCLoader.class.getResourceAsStream(
                "/org/sqlite/native/Linux/" + architecture + "/libsqlitejdbc.so")) {
            if (packed == null) {
                return false;
            }
            Files.createDirectories(folder);
            var half = Files.createTempFile(folder, "unpacking", ".tmp");
            Files.copy(packed, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }
}
