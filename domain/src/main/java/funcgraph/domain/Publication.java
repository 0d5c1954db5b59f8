package funcgraph.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has been published of a function: its versions and its aliases, at one moment.
 *
 * @param functionId of the function, since its name may be another's later
 * @param number grows with each change of any of them, and is higher than any that an older function of the same name had
 * @param versions by name, in the order of their publication
 * @param aliases by name
 */
public record Publication(
        FunctionKey key, String functionId, long number, Map<String, Function> versions, Map<String, Alias> aliases) {

    public Publication {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    }

    /** Of these versions and aliases, each in the order in which it is to be shown. */
    public static Publication of(Function head, long number, List<Function> versions, List<Alias> aliases) {
        var byVersion = new LinkedHashMap<String, Function>();
        versions.forEach(version -> byVersion.put(version.version(), version));
        var byName = new LinkedHashMap<String, Alias>();
        aliases.forEach(alias -> byName.put(alias.name(), alias));
        return new Publication(head.key(), head.id(), number, byVersion, byName);
    }

    /** The number of a function that nothing was ever published of. */
    public static long firstNumber(Function head) {
        return head.createdAt().toEpochMilli();
    }

    /** The version published last, of those that are still there. */
    public Optional<Function> last() {
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(List.copyOf(versions.values()).getLast());
    }

    /** The alias whose main version this is. */
    public Optional<Alias> aliasOf(String version) {
        return aliases.values().stream()
                .filter(alias -> alias.version().equals(version))
                .findFirst();
    }

    /**
     * A version.
     *
     * @throws Refused {@link Refusal.NoVersion}
     */
    public Function requireVersion(String name) {
        var version = versions.get(name);
        if (version == null) {
            throw new Refused(new Refusal.NoVersion(key, name));
        }
        return version;
    }

    /**
     * An alias.
     *
     * @throws Refused {@link Refusal.NoAlias}
     */
    public Alias requireAlias(String name) {
        var alias = aliases.get(name);
        if (alias == null) {
            throw new Refused(new Refusal.NoAlias(key, name));
        }
        return alias;
    }
}
