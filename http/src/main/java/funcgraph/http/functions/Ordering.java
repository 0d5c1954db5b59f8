package funcgraph.http.functions;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.FunctionOrder;
import funcgraph.http.exchange.Rejected;
import java.util.Map;

/** In which order a list of functions is asked for: {@code order_by} and {@code order}, which are this server's own. */
final class Ordering {

    private static final String ASCENDING = "asc";
    private static final String DESCENDING = "desc";

    private Ordering() {}

    /** Reads both; the API's own order when neither is there. */
    static FunctionOrder of(Map<String, String> query) {
        var by = query.getOrDefault("order_by", "");
        var direction = query.getOrDefault("order", "");
        if (!direction.isEmpty() && !direction.equals(ASCENDING) && !direction.equals(DESCENDING)) {
            throw new Rejected(ErrorCode.INVALID_QUERY, "order is '" + direction + "'; allowed: asc, desc");
        }
        boolean descending = direction.equals(DESCENDING);
        if (by.isEmpty()) {
            return new FunctionOrder(FunctionOrder.By.CREATED, descending);
        }
        return FunctionOrder.By.parse(by)
                .map(found -> new FunctionOrder(found, descending))
                .orElseThrow(() -> new Rejected(
                        ErrorCode.INVALID_QUERY, "order_by is '" + by + "'; allowed: " + FunctionOrder.By.allowed()));
    }
}
