package funcgraph.http.functions;

import funcgraph.contract.LimitsResponse;
import funcgraph.domain.CodeType;
import funcgraph.domain.ConfigLimits;
import funcgraph.domain.FieldRanges;
import funcgraph.domain.HandlerRules;
import funcgraph.domain.RuntimeName;
import java.util.LinkedHashMap;
import java.util.stream.Stream;

/** What fields may hold here, as {@code GET /fgs/limits} shows it. */
public final class LimitViews {

    private LimitViews() {}

    public static LimitsResponse of(ConfigLimits limits) {
        var fields = new LinkedHashMap<String, LimitsResponse.Range>();
        FieldRanges.of(limits).forEach((field, range) -> fields.put(field.wireName(), shown(range)));
        var runtimes = Stream.of(RuntimeName.values()).map(LimitViews::runtime).toList();
        return new LimitsResponse(fields, runtimes);
    }

    private static LimitsResponse.Range shown(FieldRanges.Range range) {
        return switch (range) {
            case FieldRanges.Range.Between(int least, int most) -> LimitsResponse.Range.between(least, most);
            case FieldRanges.Range.OneOf(var values) -> LimitsResponse.Range.oneOf(values);
            case FieldRanges.Range.Characters(int most) -> LimitsResponse.Range.atMost(most);
            case FieldRanges.Range.Entries(int most) -> LimitsResponse.Range.entries(most, null);
            case FieldRanges.Range.EntriesAndBytes(int most, int bytes) -> LimitsResponse.Range.entries(most, bytes);
        };
    }

    private static LimitsResponse.KnownRuntime runtime(RuntimeName name) {
        var types = name.family().codeTypes().stream()
                .sorted()
                .map(CodeType::wireName)
                .toList();
        return new LimitsResponse.KnownRuntime(name.wireName(), types, HandlerRules.allowed(name));
    }
}
