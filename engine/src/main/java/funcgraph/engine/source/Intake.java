package funcgraph.engine.source;

import java.time.Duration;
import java.util.Optional;

/** What is fetched for one trigger, batch by batch, by one thread. */
interface Intake extends AutoCloseable {

    /**
     * The next records. The same ones come again until they are {@link #taken}.
     *
     * @param longest to wait for some
     * @return empty when nothing came
     * @throws SourceFailed when it cannot go on; it is closed then, and another one opened
     */
    Optional<Batch> next(Duration longest) throws InterruptedException;

    /** The last batch is on disk: its records need not come again. */
    void taken();

    /** The last batch could not be taken now, and is to come again. */
    void refused();

    @Override
    void close();
}
