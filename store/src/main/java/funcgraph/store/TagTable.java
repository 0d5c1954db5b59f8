package funcgraph.store;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.Tag;
import funcgraph.domain.TaggedFunction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags of functions. Whoever changes them holds the function's row. */
public final class TagTable {

    /** Rows that are read of a project: more than its functions may have tags, as quotas are made. */
    private static final int MOST_ROWS = 200_000;

    private static final String OF_PROJECT = """
            select f.id, f.project_id, f.package_name, f.name, t.tag_key, t.tag_value
            from functions f left join function_tags t on t.function_id = f.id
            where f.project_id = ? order by f.created_at, f.id, t.tag_key limit ?""";

    /** A function's tags, by key. */
    public List<Tag> list(View view, String functionId) {
        return view.all(
                "select tag_key, tag_value from function_tags where function_id = ? order by tag_key limit ?",
                row -> new Tag(row.getString(1), row.getString(2)),
                Tag.MOST,
                functionId,
                Tag.MOST);
    }

    public void put(Tx tx, String functionId, Tag tag) {
        tx.change("""
                insert into function_tags (function_id, tag_key, tag_value) values (?, ?, ?)
                on conflict (function_id, tag_key) do update set tag_value = excluded.tag_value""", functionId, tag.key(), tag.value());
    }

    public int count(View view, String functionId) {
        return view.first("select count(*) from function_tags where function_id = ?", row -> row.getInt(1), functionId)
                .orElse(0);
    }

    public void delete(Tx tx, String functionId, String key) {
        tx.change("delete from function_tags where function_id = ? and tag_key = ?", functionId, key);
    }

    /** All functions of a project, those without tags too, in the order of their creation. */
    public List<TaggedFunction> ofProject(View view, String projectId) {
        var found = new LinkedHashMap<String, Collected>();
        view.all(OF_PROJECT, row -> collect(row, found), MOST_ROWS, projectId, MOST_ROWS);
        return found.entrySet().stream()
                .map(entry -> new TaggedFunction(
                        entry.getKey(), entry.getValue().key(), entry.getValue().tags()))
                .toList();
    }

    private record Collected(FunctionKey key, List<Tag> tags) {}

    private static boolean collect(ResultSet row, Map<String, Collected> found) throws SQLException {
        var key = new FunctionKey(row.getString(2), row.getString(3), row.getString(4));
        var tagKey = row.getString(5);
        var function = found.computeIfAbsent(row.getString(1), ignored -> new Collected(key, new ArrayList<>()));
        if (tagKey != null) {
            function.tags().add(new Tag(tagKey, row.getString(6)));
        }
        return true;
    }
}
