package funcgraph.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A request to publish the head (functiongraph-api 2.2).
 *
 * @param name of the version; empty to have one made up
 * @param description empty for none
 * @param digest what the caller takes the digest of the head's code for; empty when it does not care
 */
public record NewVersion(String name, String description, String digest) {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'v'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** What is wrong with it, whatever the function is like. */
    public List<Flaw> flaws(int longestDescription) {
        var found = new ArrayList<Flaw>();
        if (!name.isEmpty() && (!Names.isVersionName(name) || name.equals(Qualifier.LATEST))) {
            found.add(new Flaw("version", name, Names.VERSION_RULE, Flaw.Rule.VERSION));
        }
        if (description.length() > longestDescription) {
            found.add(new Flaw(
                    "description",
                    description,
                    "at most " + longestDescription + " characters",
                    Flaw.Rule.DESCRIPTION));
        }
        return found;
    }

    /**
     * The name it gets: its own, or the time of its publication, {@code vYYYYMMDD-HHMMSS} in UTC (functiongraph-api 1.2).
     * Of two in one second the later one is named after the next second that is free.
     */
    public String nameAt(Instant now, Predicate<String> taken) {
        if (!name.isEmpty()) {
            return name;
        }
        var time = now;
        while (taken.test(NAME.format(time))) {
            time = time.plusSeconds(1);
        }
        return NAME.format(time);
    }
}
