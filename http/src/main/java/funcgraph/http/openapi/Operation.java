package funcgraph.http.openapi;

import funcgraph.contract.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What goes into an operation and what comes out, beyond what the route says itself.
 *
 * @param summary one sentence
 * @param query names of parameters of the query, all optional
 * @param headers names of headers that the operation reads
 * @param body of the request
 * @param status of an answer when all went well
 * @param answer its body
 * @param told names of headers of that answer
 * @param codes errors beyond those of every route
 * @param unwell its body when it answers 503 to say that the server is not well
 */
record Operation(
        String summary,
        List<String> query,
        List<String> headers,
        Shape body,
        int status,
        Shape answer,
        List<String> told,
        Set<ErrorCode> codes,
        Shape unwell) {

    /** A header that is described as a proof, not as a parameter. */
    static final String AUTHORIZATION = "Authorization";

    /** An operation without parameters that answers 204. */
    static Operation that(String summary) {
        return new Operation(
                summary,
                List.of(),
                List.of(),
                new Shape.Nothing(),
                204,
                new Shape.Nothing(),
                List.of(),
                EnumSet.noneOf(ErrorCode.class),
                new Shape.Nothing());
    }

    Operation asking(String... names) {
        return new Operation(summary, plus(query, names), headers, body, status, answer, told, codes, unwell);
    }

    /** With a page of a list to be chosen. */
    Operation paged() {
        return asking("marker", "maxitems").refusing(ErrorCode.INVALID_QUERY);
    }

    Operation reading(String... names) {
        return new Operation(summary, query, plus(headers, names), body, status, answer, told, codes, unwell);
    }

    Operation taking(Class<? extends Record> record) {
        return taking(new Shape.Records(List.of(record)));
    }

    Operation taking(Shape shape) {
        return new Operation(summary, query, headers, shape, status, answer, told, codes, unwell);
    }

    Operation giving(Class<? extends Record> type) {
        return giving(200, new Shape.Records(List.of(type)));
    }

    Operation givingAll(Class<? extends Record> item) {
        return giving(200, new Shape.Array(item));
    }

    Operation giving(int success, Shape shape) {
        return new Operation(summary, query, headers, body, success, shape, told, codes, unwell);
    }

    /** What it answers with 503 when that is the news, not a failure to tell it. */
    Operation givingWhenUnwell(Shape shape) {
        return new Operation(summary, query, headers, body, status, answer, told, codes, shape);
    }

    Operation telling(String... names) {
        return new Operation(summary, query, headers, body, status, answer, plus(told, names), codes, unwell);
    }

    Operation refusing(ErrorCode... more) {
        return refusing(List.of(more));
    }

    Operation refusing(Collection<ErrorCode> more) {
        var all = EnumSet.noneOf(ErrorCode.class);
        all.addAll(codes);
        all.addAll(more);
        return new Operation(summary, query, headers, body, status, answer, told, all, unwell);
    }

    /** An answer without content that is an object all the same. */
    Operation givingEmptyObject() {
        return giving(200, Shape.Fields.NONE);
    }

    private static List<String> plus(List<String> some, String... more) {
        var all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
