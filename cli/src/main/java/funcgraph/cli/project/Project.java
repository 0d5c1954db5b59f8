package funcgraph.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A function as its folder wants it.
 *
 * @param directory what the paths in its file start from
 * @param fields metadata by the API's names; what is not here is left as it is
 * @param ignored what of a folder of code is left out
 * @param triggers {@code trigger_type_code}, {@code event_data} and, unless active, {@code trigger_status} of each
 */
public record Project(
        Path directory,
        String name,
        String packageName,
        ObjectNode fields,
        Code code,
        Ignored ignored,
        ArrayNode triggers) {

    /** The file's name. */
    public static final String FILE = "funcgraph.yaml";

    private static final String IMAGE = "custom image";
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");

    /** Beside the metadata's fields. {@code code_type} and {@code code_url} follow from {@code code}. */
    private static final List<String> OWN = List.of("name", "package", "code", "ignore", "triggers");

    private static final List<String> FOLLOWING = List.of("func_name", "code_type", "code_url");

    /** What a command line says over and beside the file; empty texts say nothing. */
    public record Flags(String name, String packageName, String runtime, String handler, List<String> settings) {}

    /**
     * Reads a folder, a {@code .yaml} file, or a file of code for which the flags say the rest.
     *
     * @throws Misread naming everything that is wrong
     */
    public static Project read(Path place, Flags flags, Map<String, String> environment) {
        if (!Files.exists(place)) {
            throw new Misread("there is no " + place);
        }
        var text = place.toString();
        if (Files.isDirectory(place)) {
            var file = place.resolve(FILE);
            return Files.exists(file)
                    ? of(file, flags, environment)
                    : new Reading(place, place.toString(), environment).project(Map.of(), flags);
        }
        if (text.endsWith(".yaml") || text.endsWith(".yml")) {
            return of(place, flags, environment);
        }
        return new Reading(folderOf(place), text, environment)
                .project(Map.of("code", String.valueOf(place.getFileName())), flags);
    }

    private static Project of(Path file, Flags flags, Map<String, String> environment) {
        return new Reading(folderOf(file), file.toString(), environment).project(load(file), flags);
    }

    private static Path folderOf(Path file) {
        var folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private static Map<?, ?> load(Path file) {
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            var tree = new Load(settings).loadFromString(Files.readString(file));
            if (tree instanceof Map<?, ?> map) {
                return map;
            }
            throw new Misread(file + ": it must be a map, such as 'name: hello'");
        } catch (NoSuchFileException e) {
            throw new Misread("there is no " + file);
        } catch (IOException | YamlEngineException e) {
            throw new Misread("cannot read " + file + ": " + e.getMessage());
        }
    }

    /** The code as it is to be sent, or null when the server fetches it or none is needed. */
    public @Nullable Parcel parcel() {
        return switch (code) {
            case Code.Files(Path root) -> Parcel.of(root, name + ".zip", ignored);
            case Code.Made(Path archive) -> Parcel.of(archive);
            case Code.Remote remote -> null;
            case Code.None none -> null;
        };
    }

    /** As the API's paths take it. */
    public String path() {
        return packageName.equals("default") ? name : packageName + ":" + name;
    }

    /** One reading of a file, which collects what is wrong. */
    private static final class Reading {

        private final Path folder;
        private final String label;
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        Reading(Path folder, String label, Map<String, String> environment) {
            this.folder = folder;
            this.label = label;
            this.environment = environment;
        }

        Project project(Map<?, ?> tree, Flags flags) {
            var fields = fields(tree, flags);
            var name = flags.name().isEmpty() ? text(tree, "name", "") : flags.name();
            if (name.isEmpty()) {
                problems.add("the function has no name: say 'name: …' in " + FILE + ", or --name");
            }
            if (fields.path("runtime").asString("").isEmpty()) {
                problems.add(
                        "the function has no runtime: say 'runtime: Python3.9' or another of funcgraph runtimes in "
                                + FILE + ", or --runtime");
            }
            var project = new Project(
                    folder,
                    name,
                    flags.packageName().isEmpty() ? text(tree, "package", "default") : flags.packageName(),
                    fields,
                    code(tree, fields),
                    Ignored.of(folder, patterns(tree)),
                    triggers(tree));
            if (!problems.isEmpty()) {
                throw Misread.of(label, problems);
            }
            return project;
        }

        private ObjectNode fields(Map<?, ?> tree, Flags flags) {
            var fields = MAPPER.createObjectNode();
            tree.forEach((key, value) -> {
                var field = String.valueOf(key);
                if (FOLLOWING.contains(field)) {
                    problems.add(field + " follows from 'name' and 'code': leave it out");
                } else if (!OWN.contains(field)) {
                    set(fields, field, value);
                }
            });
            try {
                Fields.parse(flags.settings(), List.of(), fields)
                        .properties()
                        .forEach(each -> fields.set(each.getKey(), each.getValue()));
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
            put(fields, "runtime", flags.runtime());
            put(fields, "handler", flags.handler());
            return fields;
        }

        private void set(ObjectNode fields, String field, @Nullable Object value) {
            if (!Fields.names().contains(field)) {
                var allowed = new LinkedHashSet<>(OWN);
                allowed.addAll(Fields.names());
                FOLLOWING.forEach(allowed::remove);
                problems.add("there is no field '" + field + "'; there are " + String.join(", ", allowed));
                return;
            }
            try {
                fields.set(field, Fields.ofYaml(field, filled(value)));
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }

        /** Puts variables of the environment in the place of {@code ${env:NAME}}, so that no secret need be in the file. */
        private @Nullable Object filled(@Nullable Object value) {
            if (value instanceof Map<?, ?> map) {
                var filled = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, each) -> filled.put(key, filled(each)));
                return filled;
            }
            if (value instanceof List<?> list) {
                var filled = new ArrayList<@Nullable Object>();
                list.forEach(each -> filled.add(filled(each)));
                return filled;
            }
            return value instanceof String text ? VARIABLE.matcher(text).replaceAll(this::variable) : value;
        }

        private String variable(MatchResult found) {
            var name = found.group(1);
            var value = environment.get(name);
            if (value == null) {
                problems.add("the environment has no variable " + name);
                return "";
            }
            return Matcher.quoteReplacement(value);
        }

        private Code code(Map<?, ?> tree, ObjectNode fields) {
            if (fields.path("runtime").asString("").equalsIgnoreCase(IMAGE)) {
                return new Code.None();
            }
            return Code.of(folder, text(tree, "code", "."));
        }

        private List<String> patterns(Map<?, ?> tree) {
            var said = tree.get("ignore");
            if (said == null) {
                return List.of();
            }
            if (said instanceof List<?> list) {
                return list.stream().map(String::valueOf).toList();
            }
            problems.add("ignore: '" + said + "' must be a list of patterns");
            return List.of();
        }

        private ArrayNode triggers(Map<?, ?> tree) {
            var triggers = MAPPER.createArrayNode();
            var said = filled(tree.get("triggers"));
            JsonNode list = said == null ? triggers : MAPPER.valueToTree(said);
            if (!list.isArray()) {
                problems.add("triggers: must be a list");
                return triggers;
            }
            for (var each : list) {
                if (!each.path("trigger_type_code").isString()
                        || !each.path("event_data").isObject()) {
                    problems.add("triggers: each needs trigger_type_code, a text, and event_data, a map; not " + each);
                }
                triggers.add(each);
            }
            return triggers;
        }

        private String text(Map<?, ?> tree, String key, String otherwise) {
            var value = filled(tree.get(key));
            if (value instanceof Map<?, ?> || value instanceof List<?>) {
                problems.add(key + ": must be a text");
                return otherwise;
            }
            return value == null ? otherwise : String.valueOf(value);
        }

        private static void put(ObjectNode fields, String field, String value) {
            if (!value.isEmpty()) {
                fields.put(field, value);
            }
        }
    }
}
