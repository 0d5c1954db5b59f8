package funcgraph.runtime.catalog;

import funcgraph.domain.RuntimeName;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The numbers in names and in what interpreters say. */
final class Versions {

    private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)*");

    private Versions() {}

    /** The numbers of a name: {@code 3.9} of {@code Python3.9}. */
    static String in(RuntimeName runtime) {
        var match = NUMBERS.matcher(runtime.wireName());
        if (!match.find()) {
            throw new IllegalArgumentException(runtime.wireName() + " has no version in its name");
        }
        return match.group();
    }

    /** Whether {@code version} is one of the line that {@code wanted} names: {@code 3.9.18} is of 3.9, 3.10.1 is not. */
    static boolean isOf(String version, String wanted) {
        return version.equals(wanted) || version.startsWith(wanted + ".");
    }

    /** Negative, zero or positive, as {@code one} is older than, the same as or newer than {@code other}. */
    static int compare(String one, String other) {
        return Arrays.compare(
                numbers(one).toArray(Integer[]::new), numbers(other).toArray(Integer[]::new));
    }

    /** As newer JVMs count: {@code 1.8.0_504} is {@code 8.0_504}. */
    static String plain(String version) {
        return version.startsWith("1.8.0_") ? version.substring(2) : version;
    }

    static String major(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? version : version.substring(0, dot);
    }

    private static List<Integer> numbers(String version) {
        var match = NUMBERS.matcher(version);
        return match.find()
                ? Arrays.stream(match.group().split("\\.", -1))
                        .map(Versions::number)
                        .toList()
                : List.of();
    }

    /** Nine digits fit; a longer number is a date or a checksum, not a version, and compares as the greatest. */
    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
