package funcgraph.store;

import java.util.Optional;

/** Small texts kept of functions and of projects, each under a name. */
public final class SettingTable {

    public Optional<String> ofFunction(View view, String functionId, String name) {
        return view.first(
                "select value from function_settings where function_id = ? and name = ?",
                row -> row.getString(1),
                functionId,
                name);
    }

    public void putFunction(Tx tx, String functionId, String name, String value) {
        tx.change("""
                insert into function_settings (function_id, name, value) values (?, ?, ?)
                on conflict (function_id, name) do update set value = excluded.value""", functionId, name, value);
    }

    public Optional<String> ofProject(View view, String projectId, String name) {
        return view.first(
                "select value from project_settings where project_id = ? and name = ?",
                row -> row.getString(1),
                projectId,
                name);
    }

    /** False when the project has it already, and keeps what it has. */
    public boolean addProject(Tx tx, String projectId, String name, String value) {
        return tx.change(
                        "insert into project_settings (project_id, name, value) values (?, ?, ?)"
                                + " on conflict (project_id, name) do nothing",
                        projectId,
                        name,
                        value)
                == 1;
    }
}
