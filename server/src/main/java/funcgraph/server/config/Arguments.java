package funcgraph.server.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line taken apart: {@code --FLAG VALUE} or {@code --FLAG=VALUE} for keys, {@code --config FILE}, and the
 * switches of the verb, which have no value.
 */
record Arguments(Map<Key<?>, Object> values, Optional<Path> file, Set<String> switches) {

    private static final String FILE_FLAG = "--config";

    static Arguments parse(List<String> words, Set<String> allowedSwitches, Problems problems) {
        return new Parsing(words, allowedSwitches, problems).run();
    }

    /** One walk over the words. */
    private static final class Parsing {

        private final List<String> words;
        private final Set<String> allowedSwitches;
        private final Problems problems;
        private final Map<Key<?>, Object> values = new LinkedHashMap<>();
        private final Set<String> switches = new LinkedHashSet<>();
        private Optional<Path> file = Optional.empty();
        private int next;

        Parsing(List<String> words, Set<String> allowedSwitches, Problems problems) {
            this.words = words;
            this.allowedSwitches = allowedSwitches;
            this.problems = problems;
        }

        Arguments run() {
            while (next < words.size()) {
                take(words.get(next++));
            }
            return new Arguments(values, file, switches);
        }

        private void take(String word) {
            int equals = word.indexOf('=');
            var flag = equals < 0 ? word : word.substring(0, equals);
            var key = keyOf(flag);
            if (!flag.startsWith("--")) {
                problems.add("'" + word + "' is no flag; flags begin with --");
            } else if (allowedSwitches.contains(word)) {
                switches.add(word);
            } else if (key.isPresent()) {
                value(word, equals).ifPresent(value -> put(flag, key.get(), value));
            } else if (flag.equals(FILE_FLAG)) {
                file = value(word, equals).map(Path::of);
            } else {
                problems.add(flag + ": there is no such flag; the nearest is " + nearest(flag));
                skipValue(equals);
            }
        }

        private Optional<String> value(String word, int equals) {
            if (equals >= 0) {
                return Optional.of(word.substring(equals + 1));
            }
            if (next < words.size() && !words.get(next).startsWith("--")) {
                return Optional.of(words.get(next++));
            }
            problems.add(word + ": a value is missing");
            return Optional.empty();
        }

        private void put(String flag, Key<?> key, String value) {
            if (values.put(key, value) != null) {
                problems.add(flag + ": given twice");
            }
        }

        /** So that the value of an unknown flag is not a second problem. */
        private void skipValue(int equals) {
            if (equals < 0 && next < words.size() && !words.get(next).startsWith("--")) {
                next++;
            }
        }

        private static Optional<Key<?>> keyOf(String flag) {
            return Keys.all().stream()
                    .<Key<?>>map(key -> key)
                    .filter(key -> key.flags().contains(flag))
                    .findFirst();
        }

        private String nearest(String flag) {
            var known = new LinkedHashSet<>(allowedSwitches);
            known.add(FILE_FLAG);
            Keys.all().forEach(key -> known.addAll(key.flags()));
            return Nearest.to(flag, known);
        }
    }
}
