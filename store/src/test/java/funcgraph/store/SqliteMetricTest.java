package funcgraph.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMetricTest extends MetricContract {

    @TempDir
    Path directory;

    @Override
    StoreSettings settings() {
        return StoreSettings.sqlite(directory.resolve("funcgraph.db"));
    }
}
