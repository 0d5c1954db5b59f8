package funcgraph.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which calls go to an alias's additional version, by what their headers say (functiongraph-api 1.7). Texts are kept as
 * they were sent, so that they come back as they were sent.
 *
 * @param combineType {@code and} or {@code or}
 * @param rules 1 to {@link #MOST}
 */
public record AliasRules(String combineType, List<Rule> rules) {

    /** Most rules of an alias; the documents name no limit, and every call tries them. */
    public static final int MOST = 20;

    /**
     * One rule.
     *
     * @param ruleType {@code header} or {@code cookie}, in any case: Terraform's documents write it large
     * @param param name of the header or the cookie
     * @param op {@code =}, or {@code in} for one of the values that commas separate
     */
    public record Rule(String ruleType, String param, String op, String value) {

        public Rule {
            if (!isType(ruleType) || !isOperator(op) || param.isEmpty()) {
                throw new IllegalArgumentException("a rule of type '" + ruleType + "' and operator '" + op + "'");
            }
        }

        static boolean isType(String text) {
            return text.equalsIgnoreCase("header") || text.equalsIgnoreCase("cookie");
        }

        static boolean isOperator(String text) {
            return text.equals("=") || text.equals("in");
        }

        boolean matches(CallHeaders headers) {
            var found = ruleType.equalsIgnoreCase("cookie")
                    ? cookie(headers.header("Cookie"), param)
                    : headers.header(param);
            return found != null && (op.equals("=") ? found.equals(value) : isAmong(found));
        }

        private boolean isAmong(String found) {
            for (var one : value.split(",", -1)) {
                if (one.strip().equals(found)) {
                    return true;
                }
            }
            return false;
        }
    }

    public AliasRules {
        rules = List.copyOf(rules);
        if (!isCombination(combineType) || rules.isEmpty() || rules.size() > MOST) {
            throw new IllegalArgumentException("rules that are combined by '" + combineType + "'");
        }
    }

    static boolean isCombination(String text) {
        return text.equals("and") || text.equals("or");
    }

    /** Whether a call goes to the additional version. */
    boolean match(CallHeaders headers) {
        boolean all = combineType.equals("and");
        for (var rule : rules) {
            if (rule.matches(headers) != all) {
                return !all;
            }
        }
        return all;
    }

    private static @Nullable String cookie(@Nullable String header, String name) {
        if (header == null) {
            return null;
        }
        for (var pair : header.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                return pair.substring(equals + 1).strip();
            }
        }
        return null;
    }
}
