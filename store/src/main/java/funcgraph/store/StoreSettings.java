package funcgraph.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the store is and how much it may take at a time.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST[:PORT]/DATABASE}
 * @param user PostgreSQL's, {@code ""} for none
 * @param password PostgreSQL's, {@code ""} for none
 * @param readConnections most reads at a time, SQLite only; at least 1
 * @param writeConnections most connections to PostgreSQL, reads included; at least 1. SQLite has one writer
 * @param writeQueue most writes waiting for SQLite's writer; at least 1
 * @param patience how long a call waits for its turn, and as long again for its end
 */
public record StoreSettings(
        String url,
        String user,
        String password,
        int readConnections,
        int writeConnections,
        int writeQueue,
        Duration patience) {

    static final String SQLITE = "jdbc:sqlite:";
    static final String POSTGRES = "jdbc:postgresql:";

    private static final int READ_CONNECTIONS = 8;
    private static final int WRITE_CONNECTIONS = 16;
    private static final int WRITE_QUEUE = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public StoreSettings {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException("store.url is '" + withoutQuery(url) + "'; allowed: " + SQLITE
                    + "FILE or " + POSTGRES + "//HOST/DATABASE");
        }
        requirePositive("read connections", readConnections);
        requirePositive("write connections", writeConnections);
        requirePositive("write queue", writeQueue);
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "the store's patience is " + patience + "; allowed: a positive duration");
        }
    }

    public static StoreSettings sqlite(Path file) {
        return new StoreSettings(SQLITE + file, "", "", READ_CONNECTIONS, WRITE_CONNECTIONS, WRITE_QUEUE, PATIENCE);
    }

    public static StoreSettings postgres(String url, String user, String password) {
        return new StoreSettings(url, user, password, READ_CONNECTIONS, WRITE_CONNECTIONS, WRITE_QUEUE, PATIENCE);
    }

    boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    Path sqliteFile() {
        return Path.of(url.substring(SQLITE.length()));
    }

    /** Without the password, which may stand in the URL's query as well. */
    @Override
    public String toString() {
        return "StoreSettings[" + withoutQuery(url) + ", user " + user + "]";
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query) + "?…";
    }

    private static void requirePositive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the store's " + what + " are " + number + "; allowed: 1 or more");
        }
    }
}
