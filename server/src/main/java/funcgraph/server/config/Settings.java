package funcgraph.server.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The value of every key, where it came from, and the switches of the command line. */
public final class Settings {

    private final Map<Key<?>, Object> values = new HashMap<>();
    private final Map<Key<?>, String> sources = new HashMap<>();
    private final Set<Key<?>> refused = new HashSet<>();
    private final Set<String> switches;

    private Settings(Set<String> switches) {
        this.switches = switches;
    }

    /**
     * Reads all sources: what stands in a flag goes before the environment, that before the file, and that before the
     * default.
     *
     * @param words the command line behind the verb
     * @param allowedSwitches flags of the verb that have no value, such as {@code --explain}
     * @param together finds what is wrong with values that are each allowed, such as users of projects that are not there
     * @throws BadConfig with everything that is wrong in any of them
     */
    public static Settings read(
            List<String> words,
            Set<String> allowedSwitches,
            Map<String, String> environment,
            Function<Config, List<String>> together) {
        var problems = new Problems();
        var arguments = Arguments.parse(words, allowedSwitches, problems);
        var settings = new Settings(arguments.switches());
        var file = arguments.file();
        file.ifPresent(path ->
                settings.take(YamlFile.read(path, problems), path.getFileName().toString(), problems));
        settings.take(Environment.read(environment, problems), "environment", problems);
        settings.take(arguments.values(), "flag", problems);
        if (Collections.disjoint(settings.refused, List.of(Keys.PROJECTS, Keys.USERS, Keys.AGENCIES))) {
            problems.addAll(together.apply(Config.of(settings)));
        }
        if (!problems.isEmpty()) {
            throw new BadConfig(problems.all());
        }
        return settings;
    }

    /** The value of a key. */
    @SuppressWarnings("unchecked") // put() stores what the key's own kind has read
    public <T> T value(Key<T> key) {
        return (T) values.getOrDefault(key, key.byDefault());
    }

    /** {@code default}, the file's name, {@code environment} or {@code flag}. */
    public String source(Key<?> key) {
        return sources.getOrDefault(key, "default");
    }

    /** Whether no source names the key. */
    public boolean isDefault(Key<?> key) {
        return !sources.containsKey(key);
    }

    public boolean isOn(String aSwitch) {
        return switches.contains(aSwitch);
    }

    private void take(Map<Key<?>, Object> raw, String source, Problems problems) {
        raw.forEach((key, text) -> put(key, text, source, problems));
    }

    private <T> void put(Key<T> key, Object raw, String source, Problems problems) {
        key.read(raw, new Place(key.name(), source), problems)
                .ifPresentOrElse(
                        value -> {
                            values.put(key, value);
                            sources.put(key, source);
                        },
                        () -> refused.add(key));
    }
}
