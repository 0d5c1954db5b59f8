package funcgraph.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranges of {@link ConfigRules}, told rather than enforced: for whoever shows them before a change is sent. The rules
 * themselves stay the judge, since some depend on other fields.
 */
public final class FieldRanges {

    /** What one field may hold. */
    public sealed interface Range {

        record Between(int least, int most) implements Range {}

        record OneOf(List<Integer> values) implements Range {}

        record Characters(int most) implements Range {}

        record Entries(int most) implements Range {}

        record EntriesAndBytes(int most, int mostBytes) implements Range {}
    }

    private FieldRanges() {}

    /** Every field that has a range, in the page's order. */
    public static Map<ConfigField, Range> of(ConfigLimits limits) {
        var ranges = new LinkedHashMap<ConfigField, Range>();
        ranges.put(ConfigField.DESCRIPTION, new Range.Characters(limits.longestDescription()));
        ranges.put(ConfigField.HANDLER, new Range.Characters(HandlerRules.LONGEST));
        ranges.put(ConfigField.MEMORY_SIZE, new Range.OneOf(limits.memorySizesMb()));
        ranges.put(
                ConfigField.TIMEOUT,
                new Range.Between(ConfigLimits.SHORTEST_TIMEOUT_SECONDS, limits.longestTimeoutSeconds()));
        var userData = new Range.EntriesAndBytes(limits.mostUserData(), limits.mostUserDataBytes());
        ranges.put(ConfigField.USER_DATA, userData);
        ranges.put(ConfigField.XROLE, new Range.Characters(ConfigRules.LONGEST_AGENCY));
        ranges.put(ConfigField.APP_XROLE, new Range.Characters(ConfigRules.LONGEST_AGENCY));
        ranges.put(ConfigField.INITIALIZER_HANDLER, new Range.Characters(HandlerRules.LONGEST));
        ranges.put(ConfigField.INITIALIZER_TIMEOUT, new Range.Between(1, ConfigLimits.LONGEST_INITIALIZER_SECONDS));
        ranges.put(ConfigField.FUNC_VPC_SUBNET_ID, new Range.Characters(ConfigRules.LONGEST_VPC_ID));
        ranges.put(ConfigField.FUNC_VPC_VPC_ID, new Range.Characters(ConfigRules.LONGEST_VPC_ID));
        ranges.put(
                ConfigField.STRATEGY_CONFIG_CONCURRENCY, new Range.Between(Strategy.UNLIMITED, limits.mostInstances()));
        ranges.put(
                ConfigField.STRATEGY_CONFIG_CONCURRENT_NUM, new Range.Between(1, ConfigRules.MOST_CALLS_PER_INSTANCE));
        ranges.put(ConfigField.ENCRYPTED_USER_DATA, userData);
        ExtrasRules.describe(ranges);
        return ranges;
    }
}
