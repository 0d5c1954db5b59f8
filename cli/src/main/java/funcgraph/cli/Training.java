package funcgraph.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * One run of each usual command, so that the JVM that records it (-XX:AOTCacheOutput) learns which classes a client loads.
 * The launcher runs it once after each build. What answers is a socket that says the same to everybody: which classes a
 * client needs does not depend on what it is told.
 */
final class Training {

    private static final String ANSWER = """
        {"functions":[{"func_urn":"u","func_name":"f","package":"default","runtime":"Python3.9","handler":"index.handler",\
        "memory_size":128,"timeout":3,"last_modified":"2026-01-01T00:00:00+00:00"}],"count":1,"next_marker":1,\
        "user_data":"{\\"k\\":\\"v\\"}","strategy_config":{"concurrency":-1},"logs":[],"versions":[]}\
        """;

    private Training() {}

    /** Ends with 0 when all commands did. */
    public static void main(String[] args) throws IOException {
        Ahead.start();
        var folder = Files.createTempDirectory("funcgraph-training-");
        try (var server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            Files.writeString(folder.resolve(Account.FILE), """
                {"endpoint":"http://127.0.0.1:%d","project_id":"p","access_key":"a","secret_key":"s"}\
                """.formatted(server.getLocalPort()));
            run(folder, "list");
            run(folder, "list", "-o", "json");
            run(folder, "config", "get", "f");
            run(folder, "config", "set", "f", "user_data.k=v", "memory_size=256");
            run(folder, "invoke", "f", "-d", "{}", "--tail");
            run(folder, "logs", "f");
            run(folder, "versions", "list", "f");
            run(folder, "init", "f", "--dir", folder.resolve("f").toString());
            run(folder, "deploy", folder.resolve("f").toString());
        } finally {
            remove(folder);
        }
        System.exit(Exit.DONE);
    }

    private static void run(Path data, String... words) {
        var all = new String[words.length + (words[0].equals("init") ? 0 : 2)];
        System.arraycopy(words, 0, all, 0, words.length);
        if (all.length > words.length) {
            all[words.length] = "--data";
            all[words.length + 1] = data.toString();
        }
        int code = Main.run(
                new PrintWriter(Writer.nullWriter()), new PrintWriter(System.err, true, StandardCharsets.UTF_8), all);
        if (code != Exit.DONE) {
            throw new IllegalStateException(String.join(" ", words) + " ended with code " + code);
        }
    }

    private static void serve(ServerSocket server) {
        try {
            while (true) {
                try (var client = server.accept()) {
                    answer(client);
                }
            }
        } catch (IOException closed) {
            // Training is over.
        }
    }

    private static void answer(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        long length = 0;
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Long.parseLong(line.substring("Content-Length: ".length()));
            }
        }
        while (length > 0 && in.read() >= 0) {
            length--;
        }
        var body = ANSWER.getBytes(StandardCharsets.UTF_8);
        var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Cff-Function-Log: bG9n\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().write(body);
    }

    private static void remove(Path folder) {
        try (var tree = Files.walk(folder)) {
            for (var each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
