package funcgraph.store;

import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** Keys that all nodes on one database share, such as the one that signs tokens. */
public final class SecretTable {

    /** The secret of that name; the first who asks for it makes it. */
    public byte[] readOrInsert(Tx tx, String name, Supplier<byte[]> fresh) {
        var known = find(tx, name);
        if (known.isPresent()) {
            return known.get();
        }
        var text = Base64.getEncoder().encodeToString(fresh.get());
        tx.change("insert into secrets (name, value) values (?, ?) on conflict (name) do nothing", name, text);
        return find(tx, name).orElseThrow();
    }

    public Optional<byte[]> find(View view, String name) {
        return view.first("select value from secrets where name = ?", row -> row.getString(1), name)
                .map(text -> Base64.getDecoder().decode(text));
    }
}
