package funcgraph.http.functions;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.Limits;
import funcgraph.http.exchange.Rejected;
import java.util.List;
import java.util.Map;

/**
 * Which part of a list is asked for (functiongraph-api 2, paging).
 *
 * @param marker the position of the first item, from 0 on
 * @param most items of a page, 1 to {@link Limits#PAGE_ITEMS}
 */
public record Paging(int marker, int most) {

    /** Reads {@code marker} and {@code maxitems}. A page larger than the largest is cut, not refused. */
    public static Paging of(Map<String, String> query) {
        int maxItems = number(query, "maxitems");
        return new Paging(
                number(query, "marker"), maxItems == 0 ? Limits.PAGE_ITEMS : Math.min(maxItems, Limits.PAGE_ITEMS));
    }

    /** The page of a list that is there whole; empty beyond its end. */
    public <T> List<T> of(List<T> all) {
        int from = Math.min(marker, all.size());
        return all.subList(from, Math.min(from + most, all.size()));
    }

    /** The position behind a page of that many items. */
    public int next(int items) {
        return marker + items;
    }

    /** A number from 0 on; 0 when absent. */
    private static int number(Map<String, String> query, String name) {
        var text = query.getOrDefault(name, "");
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new Rejected(
                ErrorCode.INVALID_QUERY, name + " is '" + text + "'; allowed: a number from 0 to " + Integer.MAX_VALUE);
    }
}
