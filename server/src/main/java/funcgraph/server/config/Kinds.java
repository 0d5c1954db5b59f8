package funcgraph.server.config;

import funcgraph.domain.Cidr;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of simple values. */
final class Kinds {

    private static final long KIB = 1024;
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

    private Kinds() {}

    /** Text that matches a pattern, which {@code range} says in words. */
    record Text(Pattern pattern, String range) implements Kind<String> {

        static Text any(String range) {
            return new Text(Pattern.compile("[^\\p{Cntrl}]*"), range);
        }

        static Text matching(String regex, String range) {
            return new Text(Pattern.compile(regex), range);
        }

        @Override
        public String type() {
            return "text";
        }

        @Override
        public Optional<String> read(Object raw, Place where, Problems problems) {
            return raw instanceof String text && pattern.matcher(text).matches()
                    ? Optional.of(text)
                    : refuse(raw, where, problems);
        }

        @Override
        public String show(String value) {
            return value;
        }
    }

    record Whole(int least, int most) implements Kind<Integer> {

        @Override
        public String type() {
            return "integer";
        }

        @Override
        public String range() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public Optional<Integer> read(Object raw, Place where, Problems problems) {
            var number = wholeNumber(raw, least, most);
            return number.isPresent() ? number : refuse(raw, where, problems);
        }

        @Override
        public String show(Integer value) {
            return value.toString();
        }
    }

    /** A size, in bytes or with a binary unit. */
    record Bytes(long most) implements Kind<Long> {

        @Override
        public String type() {
            return "size";
        }

        @Override
        public String range() {
            return "a size from 0 to " + show(most) + ": bytes, or a number with KiB, MiB, GiB or TiB";
        }

        @Override
        public Optional<Long> read(Object raw, Place where, Problems problems) {
            var bytes = raw instanceof String text ? bytesOf(text) : Optional.<Long>empty();
            return bytes.filter(size -> size <= most).isPresent() ? bytes : refuse(raw, where, problems);
        }

        @Override
        public String show(Long value) {
            long left = value;
            var unit = "";
            for (int i = 0; i < UNITS.size() && left >= KIB && left % KIB == 0; i++) {
                left /= KIB;
                unit = UNITS.get(i);
            }
            return left + unit;
        }

        private static Optional<Long> bytesOf(String text) {
            long factor = 1;
            var digits = text.strip();
            for (int i = 0; i < UNITS.size(); i++) {
                if (digits.endsWith(UNITS.get(i))) {
                    digits = digits.substring(0, digits.length() - 3).strip();
                    factor = 1L << (10 * (i + 1));
                    break;
                }
            }
            try {
                long number = Long.parseLong(digits);
                return number < 0 ? Optional.empty() : Optional.of(Math.multiplyExact(number, factor));
            } catch (ArithmeticException | NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    record Switch() implements Kind<Boolean> {

        @Override
        public String type() {
            return "boolean";
        }

        @Override
        public String range() {
            return "true or false";
        }

        @Override
        public Optional<Boolean> read(Object raw, Place where, Problems problems) {
            return switch (raw) {
                case String text when text.equalsIgnoreCase("true") -> Optional.of(true);
                case String text when text.equalsIgnoreCase("false") -> Optional.of(false);
                default -> refuse(raw, where, problems);
            };
        }

        @Override
        public String show(Boolean value) {
            return value.toString();
        }
    }

    /** One of a few names. */
    record Choice<E extends Enum<E>>(List<E> all, Function<E, String> naming) implements Kind<E> {

        static <E extends Enum<E>> Choice<E> of(Class<E> type) {
            return new Choice<>(
                    List.of(type.getEnumConstants()), one -> one.name().toLowerCase(Locale.ROOT));
        }

        @Override
        public String type() {
            return "choice";
        }

        @Override
        public String range() {
            return "one of " + all.stream().map(naming).collect(Collectors.joining(", "));
        }

        @Override
        public Optional<E> read(Object raw, Place where, Problems problems) {
            var chosen =
                    all.stream().filter(one -> naming.apply(one).equals(raw)).findFirst();
            return chosen.isPresent() ? chosen : refuse(raw, where, problems);
        }

        @Override
        public String show(E value) {
            return naming.apply(value);
        }
    }

    /** A directory, relative to where the server is started. */
    record Folder() implements Kind<Path> {

        @Override
        public String type() {
            return "path";
        }

        @Override
        public String range() {
            return "a path";
        }

        @Override
        public Optional<Path> read(Object raw, Place where, Problems problems) {
            if (raw instanceof String text && !text.isBlank()) {
                try {
                    return Optional.of(Path.of(text));
                } catch (InvalidPathException e) {
                    return refuse(raw, where, problems);
                }
            }
            return refuse(raw, where, problems);
        }

        @Override
        public String show(Path value) {
            return value.toString();
        }
    }

    /** A range of IPv4 addresses. */
    record Range() implements Kind<Cidr> {

        @Override
        public String type() {
            return "range";
        }

        @Override
        public String range() {
            return "a range of addresses such as 10.64.0.0/16";
        }

        @Override
        public Optional<Cidr> read(Object raw, Place where, Problems problems) {
            try {
                return Optional.of(Cidr.parse(String.valueOf(raw)));
            } catch (IllegalArgumentException e) {
                return refuse(raw, where, problems);
            }
        }

        @Override
        public String show(Cidr value) {
            return value.toString();
        }
    }

    /** Whole numbers in ascending order, each once: a list in a file, elsewhere separated by commas. */
    record Wholes(int least, int most) implements Kind<List<Integer>> {

        @Override
        public String type() {
            return "integers";
        }

        @Override
        public String range() {
            return "ascending whole numbers from " + least + " to " + most + ", separated by commas";
        }

        @Override
        public Optional<List<Integer>> read(Object raw, Place where, Problems problems) {
            var items = raw instanceof List<?> list
                    ? list
                    : List.of(String.valueOf(raw).split(",", -1));
            var numbers = new ArrayList<Integer>();
            for (var item : items) {
                var number = wholeNumber(item, least, most);
                if (number.isEmpty() || (!numbers.isEmpty() && numbers.getLast() >= number.get())) {
                    problems.add(where + ": '" + item + "' does not fit; the value must be " + range());
                    return Optional.empty();
                }
                numbers.add(number.get());
            }
            return numbers.isEmpty() ? refuse(raw, where, problems) : Optional.of(List.copyOf(numbers));
        }

        @Override
        public String show(List<Integer> value) {
            return Stream.of(value.toArray()).map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    private static Optional<Integer> wholeNumber(Object raw, int least, int most) {
        try {
            int number = Integer.parseInt(String.valueOf(raw).strip());
            return number < least || number > most ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
