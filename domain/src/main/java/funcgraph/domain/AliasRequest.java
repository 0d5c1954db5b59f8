package funcgraph.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What an alias is asked to be (functiongraph-api 2.3): the texts as they were sent, empty where they were absent.
 *
 * @param weights versions and percents
 * @param strategies versions and their rules
 */
public record AliasRequest(
        String name, String version, String description, Map<String, Integer> weights, Map<String, Rules> strategies) {

    private static final String WEIGHTS = "additional_version_weights";
    private static final String STRATEGY = "additional_version_strategy";
    private static final int LONGEST_TEXT = 1024;

    /** Rules not yet looked at. */
    public record Rules(String combineType, List<Rule> rules) {}

    /** A rule not yet looked at. */
    public record Rule(String ruleType, String param, String op, String value) {}

    /** What is wrong with it, whatever versions there are; in the order of the fields. */
    public List<Flaw> flaws(int longestDescription) {
        var found = new ArrayList<Flaw>();
        require(found, Names.isAliasName(name), "name", name, Names.ALIAS_RULE, Flaw.Rule.ALIAS_NAME);
        require(
                found,
                Names.isVersionName(version),
                "version",
                version,
                "'latest' or the name of a published version",
                Flaw.Rule.VERSION);
        require(
                found,
                description.length() <= longestDescription,
                "description",
                description,
                "at most " + longestDescription + " characters",
                Flaw.Rule.DESCRIPTION);
        weightFlaws(found);
        strategyFlaws(found);
        return found;
    }

    private void weightFlaws(List<Flaw> found) {
        requireOne(found, WEIGHTS, weights);
        weights.forEach((other, percent) -> require(
                found,
                percent >= 0 && percent <= 100,
                WEIGHTS + "." + other,
                percent.toString(),
                "a percentage from 0 to 100",
                Flaw.Rule.WEIGHT));
        requireAnother(found, WEIGHTS, weights);
    }

    private void strategyFlaws(List<Flaw> found) {
        require(
                found,
                weights.isEmpty() || strategies.isEmpty(),
                STRATEGY,
                String.join(", ", strategies.keySet()),
                "either it or " + WEIGHTS,
                Flaw.Rule.PARAMETER);
        requireOne(found, STRATEGY, strategies);
        strategies.forEach((other, rules) -> ruleFlaws(found, STRATEGY + "." + other, rules));
        requireAnother(found, STRATEGY, strategies);
    }

    private static void ruleFlaws(List<Flaw> found, String field, Rules rules) {
        requireRight(
                found,
                AliasRules.isCombination(rules.combineType()),
                field + ".combine_type",
                rules.combineType(),
                "and, or");
        int count = rules.rules().size();
        requireRight(found, count >= 1 && count <= AliasRules.MOST, field + ".rules", count, "1 to " + AliasRules.MOST);
        for (var rule : rules.rules()) {
            requireRight(
                    found,
                    AliasRules.Rule.isType(rule.ruleType()),
                    field + ".rules.rule_type",
                    rule.ruleType(),
                    "header, cookie");
            requireText(found, field + ".rules.param", rule.param());
            requireRight(found, AliasRules.Rule.isOperator(rule.op()), field + ".rules.op", rule.op(), "in, =");
            requireText(found, field + ".rules.value", rule.value());
        }
    }

    private static void requireText(List<Flaw> found, String field, String text) {
        requireRight(
                found,
                !text.isEmpty() && text.length() <= LONGEST_TEXT,
                field,
                text,
                "1 to " + LONGEST_TEXT + " characters");
    }

    private static void requireOne(List<Flaw> found, String field, Map<String, ?> versions) {
        require(
                found,
                versions.size() <= 1,
                field,
                String.join(", ", versions.keySet()),
                "one additional version",
                Flaw.Rule.ADDITIONAL_VERSION);
    }

    private void requireAnother(List<Flaw> found, String field, Map<String, ?> versions) {
        for (var other : versions.keySet()) {
            require(
                    found,
                    Names.isVersionName(other) && !other.equals(Qualifier.LATEST),
                    field,
                    other,
                    "the name of a published version, not 'latest'",
                    Flaw.Rule.ADDITIONAL_VERSION);
            require(
                    found,
                    !other.equals(version),
                    field,
                    other,
                    "another version than the main one",
                    Flaw.Rule.SAME_VERSION);
        }
    }

    private static void requireRight(List<Flaw> found, boolean holds, String field, Object value, String allowed) {
        require(found, holds, field, String.valueOf(value), allowed, Flaw.Rule.PARAMETER);
    }

    private static void require(
            List<Flaw> found, boolean holds, String field, String value, String allowed, Flaw.Rule rule) {
        if (!holds) {
            found.add(new Flaw(field, value, allowed, rule));
        }
    }

    /**
     * The alias that it asks for, of a request without flaws.
     *
     * @param isPublished whether the function has a published version of that name
     * @throws Refused {@link Refusal.NoVersion} or {@link Refusal.BadPublication} when a version is not there
     */
    public Alias alias(FunctionKey key, Predicate<String> isPublished, Instant now) {
        if (!version.equals(Qualifier.LATEST) && !isPublished.test(version)) {
            throw new Refused(new Refusal.NoVersion(key, version));
        }
        var additional = additional();
        for (var other : weights.isEmpty() ? strategies.keySet() : weights.keySet()) {
            if (!isPublished.test(other)) {
                throw new Refused(new Refusal.BadPublication(List.of(new Flaw(
                        weights.isEmpty() ? STRATEGY : WEIGHTS,
                        other,
                        "a published version of the function",
                        Flaw.Rule.ADDITIONAL_VERSION))));
            }
        }
        return new Alias(name, version, description, additional, now);
    }

    private Alias.Additional additional() {
        for (var weight : weights.entrySet()) {
            return new Alias.Additional.Weighted(weight.getKey(), weight.getValue());
        }
        for (var strategy : strategies.entrySet()) {
            var rules = strategy.getValue();
            return new Alias.Additional.Ruled(
                    strategy.getKey(),
                    new AliasRules(
                            rules.combineType(),
                            rules.rules().stream()
                                    .map(rule ->
                                            new AliasRules.Rule(rule.ruleType(), rule.param(), rule.op(), rule.value()))
                                    .toList()));
        }
        return new Alias.Additional.None();
    }
}
