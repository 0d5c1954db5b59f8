package funcgraph.server.acceptance.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import funcgraph.server.PackagedServer;
import funcgraph.server.Spawned;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;

/** {@code funcgraph backup} and {@code funcgraph restore}, of a server that works meanwhile. */
class BackupAcceptanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_server_restored_from_a_backup_that_was_taken_under_load_serves_what_was_there(@TempDir Path home)
            throws Exception {
        var file = home.resolve("backup.zip");
        var written = new AtomicInteger();
        JsonNode config;
        JsonNode answer;
        int before;
        try (var source = PackagedServer.start()) {
            var api = Api.of(source);
            api.create(Sample.python("still")).ok();
            api.create(Sample.python("moving")).ok();
            api.updateConfig("still", "{\"memory_size\": 256, \"user_data\": \"{\\\"key\\\": \\\"kept\\\"}\"}")
                    .ok();
            config = api.config("still").ok().json();
            answer = api.invoke("still", "{\"n\": 1}").ok().json();
            var enough = new AtomicBoolean();
            var writer = Thread.startVirtualThread(() -> {
                while (!enough.get()) {
                    int next = written.get() + 1;
                    api.updateConfig("moving", "{\"description\": \"" + next + "\"}")
                            .ok();
                    written.set(next);
                }
            });
            await().atMost(PATIENCE).until(() -> written.get() > 10);
            before = written.get();
            assertThat(run("backup", "--data", source.data().toString(), file.toString()))
                    .isZero();
            await().atMost(PATIENCE).until(() -> written.get() > before + 5);
            enough.set(true);
            writer.join();
            source.kill();
        }
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);

        var data = home.resolve("restored");
        assertThat(run("restore", "--data", data.toString(), file.toString())).isZero();
        assertThat(run("restore", "--data", data.toString(), file.toString()))
                .as("a second time into the same directory")
                .isEqualTo(1);
        try (var restored = PackagedServer.prepare().data(data).start()) {
            var api = Api.of(restored);
            assertThat(api.config("still").ok().json()).isEqualTo(config);
            assertThat(api.invoke("still", "{\"n\": 1}").ok().json()).isEqualTo(answer);
            assertThat(api.list("").ok().json().path("count").asInt()).isEqualTo(2);
            assertThat(Integer.parseInt(
                            api.config("moving").ok().json().path("description").asString()))
                    .as("a change that was answered before the backup began is in it")
                    .isBetween(before, written.get());
        }
    }

    @Test
    void what_functions_have_printed_is_in_a_backup_that_is_to_have_it(@TempDir Path home) {
        var without = home.resolve("without.zip");
        var with = home.resolve("with.zip");
        try (var source = PackagedServer.start()) {
            var api = Api.of(source);
            var code = "def handler(event, context):\n    print('heard before')\n    return 1\n";
            api.create(Sample.inline("talker", "Python3.9", "index.handler", code))
                    .ok();
            api.invoke("talker", "{}").ok();
            await().atMost(PATIENCE).until(() -> logs(api).contains("heard before"));
            var data = source.data().toString();
            assertThat(run("backup", "--data", data, without.toString())).isZero();
            assertThat(run("backup", "--data", data, "--with-logs", with.toString()))
                    .isZero();
        }
        assertThat(logsOf(restored(home.resolve("silent"), without))).doesNotContain("heard before");
        assertThat(logsOf(restored(home.resolve("talking"), with))).contains("heard before");
    }

    private static Path restored(Path data, Path file) {
        assertThat(run("restore", "--data", data.toString(), file.toString())).isZero();
        return data;
    }

    private static String logsOf(Path data) {
        try (var server = PackagedServer.prepare().data(data).start()) {
            return logs(Api.of(server));
        }
    }

    private static String logs(Api api) {
        return api.send("GET", api.functions() + "/talker/logs", Map.of(), new byte[0])
                .ok()
                .text();
    }

    @Test
    void a_server_on_postgresql_comes_back_from_a_dump_and_a_backup_that_were_taken_while_it_ran(@TempDir Path home)
            throws Exception {
        var file = home.resolve("backup.zip");
        var data = home.resolve("restored");
        try (var postgres = EmbeddedPostgres.builder().start()) {
            String[] live = {"--store.url", postgres.getJdbcUrl("postgres", "postgres"), "--store.user", "postgres"};
            String[] copy = {"--store.url", postgres.getJdbcUrl("postgres", "copy"), "--store.user", "postgres"};
            JsonNode config;
            JsonNode answer;
            JsonNode credentials;
            Dump dump;
            try (var source = PackagedServer.start(live)) {
                var api = Api.of(source);
                api.create(Sample.python("kept")).ok();
                config = api.updateConfig(
                                "kept", "{\"memory_size\": 256, \"user_data\": \"{\\\"key\\\": \\\"中文\\\"}\"}")
                        .ok()
                        .json();
                answer = api.invoke("kept", "{\"n\": 1}").ok().json();
                try (var connection = connection(postgres, "postgres")) {
                    dump = Dump.of(connection);
                }
                api.create(Sample.python("later")).ok();
                credentials = source.credentials();
                assertThat(run(live, "backup", "--data", source.data().toString(), file.toString()))
                        .isZero();
                source.kill();
            }

            try (var connection = connection(postgres, "postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create database copy");
            }
            PackagedServer.start(copy).close(); // makes the tables, as pg_restore would
            try (var connection = connection(postgres, "copy")) {
                dump.load(connection);
            }
            assertThat(run("restore", "--data", data.toString(), file.toString()))
                    .isZero();
            assertThat(data.resolve("funcgraph.db")).doesNotExist();
            try (var restored = PackagedServer.prepare().data(data).flags(copy).start()) {
                var api = Api.of(restored);
                assertThat(api.config("kept").ok().json()).isEqualTo(config);
                assertThat(api.invoke("kept", "{\"n\": 1}").ok().json()).isEqualTo(answer);
                api.config("later").refused(404, "FSS.1051");
                assertThat(restored.credentials().path("secret_key")).isEqualTo(credentials.path("secret_key"));
                api.create(Sample.python("new")).ok();
            }
        }
    }

    private static Connection connection(EmbeddedPostgres postgres, String database) throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl("postgres", database));
    }

    /** What pg_dump does, which the PostgreSQL of tests does not bring: all tables as they are at one moment. */
    private record Dump(Map<String, byte[]> tables) {

        static Dump of(Connection from) throws SQLException, IOException {
            from.setAutoCommit(false);
            from.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var tables = new LinkedHashMap<String, byte[]>();
            for (var table : names(from)) {
                var rows = new ByteArrayOutputStream();
                from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy \"" + table + "\" to stdout", rows);
                tables.put(table, rows.toByteArray());
            }
            from.rollback();
            return new Dump(tables);
        }

        void load(Connection into) throws SQLException, IOException {
            assertThat(names(into)).containsExactlyElementsOf(tables.keySet());
            try (var statement = into.createStatement()) {
                // Tables that refer to others may come before these.
                statement.execute("set session_replication_role = replica");
                for (var table : tables.entrySet()) {
                    statement.execute("delete from \"" + table.getKey() + "\"");
                    into.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "copy \"" + table.getKey() + "\" from stdin",
                                    new ByteArrayInputStream(table.getValue()));
                }
            }
        }

        private static List<String> names(Connection connection) throws SQLException {
            var names = new ArrayList<String>();
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery(
                            "select tablename from pg_tables where schemaname = 'public' order by tablename")) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            return names;
        }
    }

    @Test
    void a_damaged_backup_is_refused_and_leaves_nothing(@TempDir Path home) throws IOException {
        var file = home.resolve("backup.zip");
        try (var source = PackagedServer.start()) {
            Api.of(source).create(Sample.python("one")).ok();
            assertThat(run("backup", "--data", source.data().toString(), file.toString()))
                    .isZero();
            assertThat(run("backup", "--data", source.data().toString(), file.toString()))
                    .as("over a file that is there")
                    .isEqualTo(1);
        }
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        var damaged = Files.write(home.resolve("damaged.zip"), bytes);
        var data = home.resolve("restored");
        assertThat(run("restore", "--data", data.toString(), damaged.toString()))
                .isEqualTo(1);
        assertThat(run("restore", "--data", data.toString())).as("no file").isEqualTo(2);
        try (var left = Files.list(home)) {
            assertThat(left).containsExactlyInAnyOrder(file, damaged);
        }
    }

    private static int run(String[] settings, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(1, List.of(settings));
        return run(all.toArray(String[]::new));
    }

    private static int run(String... words) {
        return Spawned.launch(List.of(words), Map.of()).awaitExit(PATIENCE);
    }
}
