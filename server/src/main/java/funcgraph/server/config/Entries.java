package funcgraph.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of records, such as the users.
 *
 * @param fields what an entry may hold, in the order of the reference
 * @param make builds the entry from its fields, of which every mandatory one is there
 * @param name what stands for an entry where the configuration is shown
 */
record Entries<T>(List<Field> fields, Function<Entries.Entry, T> make, Function<T, String> name)
        implements Kind<List<T>> {

    /**
     * Whether a field is text or a list, and whether it must be there.
     *
     * @param entries what a list holds; null for texts
     */
    record Field(
            String name,
            boolean mandatory,
            boolean list,
            @Nullable Entries<?> entries) {

        static Field mandatory(String name) {
            return new Field(name, true, false, null);
        }

        static Field optional(String name) {
            return new Field(name, false, false, null);
        }

        static Field list(String name) {
            return new Field(name, true, true, null);
        }

        static Field optionalList(String name) {
            return new Field(name, false, true, null);
        }

        static Field entries(String name, Entries<?> entries) {
            return new Field(name, true, true, entries);
        }
    }

    /** The fields of one entry as they were read. */
    record Entry(Map<String, Object> values) {

        String text(String field) {
            return maybe(field).orElse("");
        }

        Optional<String> maybe(String field) {
            return Optional.ofNullable(values.get(field)).map(String::valueOf);
        }

        List<String> list(String field) {
            return values.get(field) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        }

        <E> List<E> entries(String field, Class<E> type) {
            return values.get(field) instanceof List<?> list
                    ? list.stream().map(type::cast).toList()
                    : List.of();
        }
    }

    @Override
    public String type() {
        return "list";
    }

    @Override
    public String range() {
        return "a list of {" + fields.stream().map(Entries::shape).collect(Collectors.joining(", ")) + "}";
    }

    @Override
    public Optional<List<T>> read(Object raw, Place where, Problems problems) {
        var value = raw instanceof String line ? YamlFile.parseLine(line).orElse(line) : raw;
        if (value instanceof String empty && empty.isBlank()) {
            return Optional.of(List.of());
        }
        if (!(value instanceof List<?> list)) {
            return refuse(value instanceof Map ? value : "the value", where, problems);
        }
        var entries = new ArrayList<T>();
        for (int i = 0; i < list.size(); i++) {
            var at = where.entry(i);
            entry(list.get(i), at, problems)
                    .flatMap(entry -> made(entry, at, problems))
                    .ifPresent(entries::add);
        }
        return entries.size() == list.size() ? Optional.of(List.copyOf(entries)) : Optional.empty();
    }

    @Override
    public String show(List<T> value) {
        return value.stream().map(name).collect(Collectors.joining(","));
    }

    private Optional<Entry> entry(Object raw, Place where, Problems problems) {
        if (!(raw instanceof Map<?, ?> map)) {
            problems.add(where + ": an entry must be a mapping: " + range());
            return Optional.empty();
        }
        var found = new Problems();
        var values = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            var field = fields.stream().filter(each -> each.name().equals(key)).findFirst();
            if (field.isEmpty()) {
                found.add(where + ": there is no field '" + key + "'; the nearest is '" + nearest(String.valueOf(key))
                        + "'");
            } else if (field.get().entries() != null) {
                Kind<?> entries = field.get().entries();
                entries.read(value, where.field(field.get().name()), found)
                        .ifPresent(list -> values.put(field.get().name(), list));
            } else if (fits(field.get(), value)) {
                values.put(field.get().name(), value);
            } else {
                found.add(where.field(String.valueOf(key)) + " must be "
                        + (field.get().list() ? "a list of texts" : "text"));
            }
        });
        fields.stream()
                .filter(field -> field.mandatory() && !map.containsKey(field.name()))
                .forEach(field -> found.add(where + ": the field '" + field.name() + "' is missing"));
        problems.addAll(found.all());
        return found.isEmpty() ? Optional.of(new Entry(values)) : Optional.empty();
    }

    private Optional<T> made(Entry entry, Place where, Problems problems) {
        try {
            return Optional.of(make.apply(entry));
        } catch (IllegalArgumentException e) {
            problems.add(where + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean fits(Field field, Object value) {
        return field.list()
                ? value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                : value instanceof String;
    }

    private String nearest(String name) {
        return Nearest.to(name, fields.stream().map(Field::name).toList());
    }

    private static String shape(Field field) {
        return (field.list() ? field.name() + ": […]" : field.name()) + (field.mandatory() ? "" : "?");
    }
}
