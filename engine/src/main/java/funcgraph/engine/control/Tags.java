package funcgraph.engine.control;

import funcgraph.domain.Flaw;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.Tag;
import funcgraph.domain.TaggedFunction;
import funcgraph.store.TagTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The use cases of a function's tags (functiongraph-api 2.9). Tagging is no change of metadata: no revision, no new worker. */
public final class Tags {

    private final HeldFunctions functions;
    private final TagTable table;

    public Tags(HeldFunctions functions, TagTable table) {
        this.functions = functions;
        this.table = table;
    }

    /**
     * Which functions are looked for.
     *
     * @param tags each key with the values of which one is to be there, none for any
     * @param nameContains any part of the name
     */
    public record Search(boolean withoutAnyTag, Map<String, Set<String>> tags, Optional<String> nameContains) {}

    /** By key. Throws {@link Refused} with {@link Refusal.NoFunction}. */
    public List<Tag> list(FunctionKey key) {
        return functions.read(key, (view, function) -> table.list(view, function.id()));
    }

    /**
     * Adds tags; a key that is there gets the new value.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.Flawed}
     */
    public void add(FunctionKey key, List<Tag> tags) {
        requireSound(tags);
        functions.change(key, (tx, function) -> {
            tags.forEach(tag -> table.put(tx, function.id(), tag));
            int count = table.count(tx, function.id());
            if (count > Tag.MOST) {
                throw flawed(List.of(new Flaw(
                        "tags",
                        "one of " + count + " that the function would have",
                        "at most " + Tag.MOST,
                        Flaw.Rule.PARAMETER)));
            }
            return count;
        });
    }

    /**
     * Takes tags off; those that are not there are no error.
     *
     * @throws Refused {@link Refusal.NoFunction}, {@link Refusal.Flawed}
     */
    public void remove(FunctionKey key, List<Tag> tags) {
        requireSound(tags);
        functions.change(key, (tx, function) -> {
            tags.forEach(tag -> table.delete(tx, function.id(), tag.key()));
            return true;
        });
    }

    /** All keys of a project's functions, each with its values. */
    public Map<String, Set<String>> ofProject(String projectId) {
        var values = new TreeMap<String, Set<String>>();
        for (var tagged : all(projectId)) {
            for (var tag : tagged.tags()) {
                values.computeIfAbsent(tag.key(), ignored -> new TreeSet<>()).add(tag.value());
            }
        }
        return values;
    }

    /** The functions that a search finds, in the order of their creation. */
    public List<TaggedFunction> find(String projectId, Search search) {
        return all(projectId).stream().filter(tagged -> matches(tagged, search)).toList();
    }

    private List<TaggedFunction> all(String projectId) {
        return functions.readAll(view -> table.ofProject(view, projectId));
    }

    private static boolean matches(TaggedFunction tagged, Search search) {
        if (search.withoutAnyTag && !tagged.tags().isEmpty()) {
            return false;
        }
        return search.nameContains.map(tagged.key().name()::contains).orElse(true)
                && search.tags.entrySet().stream()
                        .allMatch(wanted -> tagged.tags().stream()
                                .anyMatch(tag -> tag.key().equals(wanted.getKey())
                                        && (wanted.getValue().isEmpty()
                                                || wanted.getValue().contains(tag.value()))));
    }

    private static void requireSound(List<Tag> tags) {
        var flaws = Tag.flaws(tags);
        if (!flaws.isEmpty()) {
            throw flawed(flaws);
        }
    }

    private static Refused flawed(List<Flaw> flaws) {
        return new Refused(new Refusal.Flawed(flaws));
    }
}
