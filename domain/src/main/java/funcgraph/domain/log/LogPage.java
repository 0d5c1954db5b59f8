package funcgraph.domain.log;

import java.util.List;

/**
 * A page of a log or of a list of calls.
 *
 * @param next where to go on; 0 when there is no more
 */
public record LogPage<T>(List<T> items, long next) {

    public LogPage {
        items = List.copyOf(items);
    }
}
