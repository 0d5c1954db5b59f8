package funcgraph.store;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditTest extends AuditContract {

    @TempDir
    Path directory;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("funcgraph.db")));
    }
}
