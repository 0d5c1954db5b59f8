package funcgraph.bench;

import funcgraph.contract.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** The requests of the metadata benchmark as bytes, each for one of the seeded functions by chance. */
final class Requests {

    private static final int[] MEMORY_SIZES = {128, 256, 512, 768, 1024};

    private final String host;
    private final String token;
    private final int functions;

    Requests(String host, String token, int functions) {
        this.host = host;
        this.token = token;
        this.functions = functions;
    }

    /** Signs in by password and returns the request whose answer carries the token. */
    static byte[] signIn(String host, String user, String domain, String password) {
        return request("POST", "/v3/auth/tokens", host, "", """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "%s", "password": "%s", "domain": {"name": "%s"}}}},
                  "scope": {"project": {"id": "%s"}}}}""".formatted(user, password, domain, Seed.PROJECT));
    }

    byte[] get(RandomGenerator random) {
        return request("GET", config(random.nextInt(functions)), host, token, "");
    }

    /** Changes memory, timeout, description and user data; about what the page's own example sends. */
    byte[] put(RandomGenerator random) {
        int function = random.nextInt(functions);
        int memory = MEMORY_SIZES[random.nextInt(MEMORY_SIZES.length)];
        int timeout = 3 + random.nextInt(300);
        return request("PUT", config(function), host, token, """
                {"func_name":"%s","package":"default","runtime":"Python3.9","handler":"index.handler",\
                "memory_size":%d,"timeout":%d,"code_type":"inline","description":"changed %d",\
                "user_data":"{\\"stage\\":\\"test\\",\\"limit\\":\\"%d\\"}"}""".formatted(
                        Seed.name(function), memory, timeout, random.nextInt(), timeout));
    }

    /** A path that the API does not have: what the client, the kernel and the HTTP stack cost without any work. */
    byte[] nowhere() {
        return request("GET", "/nowhere", host, "", "");
    }

    /** Posts an event of ASCII characters to a path. */
    byte[] post(String path, String event) {
        return request("POST", path, host, token, event);
    }

    private static String config(int function) {
        return "/v2/" + Seed.PROJECT + "/fgs/functions/" + Seed.urn(function) + "/config";
    }

    private static byte[] request(String method, String path, String host, String token, String body) {
        var text = new StringBuilder(1024)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        if (!token.isEmpty()) {
            text.append(HeaderNames.AUTH_TOKEN).append(": ").append(token).append("\r\n");
        }
        if (!body.isEmpty()) {
            // The bodies are ASCII, so characters are bytes.
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.US_ASCII);
    }
}
