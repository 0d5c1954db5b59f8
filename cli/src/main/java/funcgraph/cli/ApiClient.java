package funcgraph.cli;

import funcgraph.cli.wire.Exchange;
import funcgraph.cli.wire.Request;
import funcgraph.contract.HeaderNames;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Speaks the FunctionGraph v2 API to one server for one project. A function is named as in the API's paths: {@code NAME},
 * {@code PACKAGE:NAME} or a whole URN (functiongraph-api 1.1).
 *
 * <p>{@link #send} answers whatever the server says; the verbs throw {@link ApiRefused} unless it says yes. All throw
 * {@link Unreachable} when no answer comes.
 */
public final class ApiClient implements AutoCloseable {

    private static final Duration ANSWER_WAIT = Duration.ofSeconds(60);

    /** A server may compile what it is given. */
    private static final Duration CODE_WAIT = Duration.ofMinutes(4);

    /** A function may run for 15 minutes (functiongraph-api 5.1), and its worker must start first. */
    private static final Duration INVOKE_WAIT = Duration.ofMinutes(16);

    private static final byte[] NOTHING = new byte[0];

    private final URI endpoint;
    private final String projectId;
    private final Access access;
    private final Clock clock;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();

    public ApiClient(URI endpoint, String projectId, Access access, Clock clock) {
        this.endpoint = endpoint;
        this.projectId = projectId;
        this.access = access;
        this.clock = clock;
    }

    /** A client that signs with the account's keys. */
    public static ApiClient of(Account account) {
        return new ApiClient(
                account.endpoint(),
                account.projectId(),
                new Access.Signed(account.accessKey(), account.secretKey()),
                Clock.systemUTC());
    }

    public URI endpoint() {
        return endpoint;
    }

    public String projectId() {
        return projectId;
    }

    /** The same server and project, another proof. */
    public ApiClient as(Access other) {
        return new ApiClient(endpoint, projectId, other, clock);
    }

    /** A client that shows a token, which it fetches with a password (functiongraph-api 6.3). */
    public ApiClient signedIn(String domainName, String userName, String password) {
        var body = Json.object();
        var auth = body.putObject("auth");
        var identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        var user = identity.putObject("password").putObject("user");
        user.put("name", userName).put("password", password);
        user.putObject("domain").put("name", domainName);
        auth.putObject("scope").putObject("project").put("id", projectId);
        try (var anonymous = as(new Access.Anonymous())) {
            var answer = accepted(anonymous.send("POST", "/v3/auth/tokens", Map.of(), Map.of(), bytes(body)));
            return as(new Access.Token(answer.header(HeaderNames.SUBJECT_TOKEN)));
        }
    }

    /** Creates a function from the fields of the API's create request. */
    public JsonNode create(JsonNode request) {
        return accepted(send("POST", functions(), Map.of(), Map.of(), bytes(request)))
                .json();
    }

    /** One page of functions, from the position {@code marker}, at most {@code maxItems} of 1 to 400. */
    public JsonNode list(long marker, int maxItems) {
        var query = Map.of("marker", Long.toString(marker), "maxitems", Integer.toString(maxItems));
        return accepted(send("GET", functions(), query, Map.of(), NOTHING)).json();
    }

    /** A function's metadata. */
    public JsonNode config(String function) {
        return accepted(send("GET", path(function) + "/config", Map.of(), Map.of(), NOTHING))
                .json();
    }

    /** Changes a function's metadata: the seed endpoint. Fields left out keep their values. */
    public JsonNode updateConfig(String function, JsonNode changes) {
        return accepted(send("PUT", path(function) + "/config", Map.of(), Map.of(), bytes(changes)))
                .json();
    }

    public void delete(String function) {
        accepted(send("DELETE", path(function), Map.of(), Map.of(), NOTHING));
    }

    /**
     * Calls a function and waits for its result. An answer with {@code X-Is-Func-Err: true} is the function's own
     * failure and is returned, not thrown.
     *
     * @param event JSON
     * @param logTail whether to ask for the end of the log
     */
    public Answer invoke(String function, byte[] event, boolean logTail) {
        Map<String, String> headers = logTail ? Map.of(HeaderNames.LOG_TYPE, "tail") : Map.of();
        var answer = send("POST", path(function) + "/invocations", Map.of(), headers, event);
        return isFunctionsFault(answer) ? answer : accepted(answer);
    }

    /** True when the call reached the function and the function failed. */
    public static boolean isFunctionsFault(Answer answer) {
        return answer.header(HeaderNames.IS_FUNC_ERR).equalsIgnoreCase("true");
    }

    /**
     * Asks for JSON, or for nothing.
     *
     * @param body null for none
     * @return what was answered; missing when the body is empty
     */
    public JsonNode ask(String method, String path, Map<String, String> query, @Nullable JsonNode body) {
        var answer = accepted(send(method, path, query, Map.of(), body == null ? NOTHING : bytes(body)));
        return answer.body().length == 0 ? MissingNode.getInstance() : answer.json();
    }

    /** The same with a body that somebody else wrote. */
    JsonNode askWith(String method, String path, byte[] body) {
        return accepted(send(method, path, Map.of(), Map.of(), body)).json();
    }

    /** Replaces or creates code. */
    JsonNode upload(String method, String path, JsonNode body) {
        return upload(method, path, body, ApiClient::toNobody);
    }

    /** Replaces or creates code: a body that may be long, whose way is told to {@code sent}. */
    JsonNode upload(String method, String path, JsonNode body, LongConsumer sent) {
        return accepted(send(method, path, Map.of(), Map.of(), bytes(body), sent))
                .json();
    }

    /**
     * Sends any request, with the client's proof.
     *
     * @param path from the root, percent-encoded where it must be; {@code :} and {@code !} stand as they are
     * @param query not yet encoded
     */
    public Answer send(
            String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
        return send(method, path, query, headers, body, ApiClient::toNobody);
    }

    private Answer send(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            LongConsumer sent) {
        var silence = silence(method, path);
        try (var exchange = begin(request(method, path, query, headers, body, silence, sent))) {
            return answer(exchange);
        }
    }

    /**
     * Begins a stream that the server goes on with for as long as it likes.
     *
     * @param silence how long nothing may come, after which the stream counts as broken
     */
    Exchange follow(String path, Map<String, String> query, Map<String, String> headers, Duration silence) {
        return begin(request("GET", path, query, headers, NOTHING, silence, ApiClient::toNobody));
    }

    /** {@code /v2/PROJECT/fgs} */
    String service() {
        return "/v2/" + projectId + "/fgs";
    }

    /** {@code /v2/PROJECT/fgs/functions} */
    public String functions() {
        return "/v2/" + projectId + "/fgs/functions";
    }

    /** The path of one function. */
    public String path(String function) {
        return functions() + "/" + pathSegment(function);
    }

    /** Ends what still waits in other threads. */
    @Override
    public void close() {
        running.forEach(Exchange::close);
    }

    private Request request(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            Duration silence,
            LongConsumer sent) {
        var all = new LinkedHashMap<>(headers);
        if (body.length > 0) {
            all.putIfAbsent("Content-Type", "application/json");
        }
        all.putAll(proof(method, path, query, body));
        var question = query.isEmpty() ? "" : "?" + RequestSigner.canonicalQuery(query);
        return new Request(endpoint, method, path + question, all, body, silence, sent);
    }

    private Duration silence(String method, String path) {
        if (path.endsWith("/invocations")) {
            return INVOKE_WAIT;
        }
        return path.endsWith("/code") || ("POST".equals(method) && path.equals(functions())) ? CODE_WAIT : ANSWER_WAIT;
    }

    private Map<String, String> proof(String method, String path, Map<String, String> query, byte[] body) {
        // What nearly every command has comes before the switch, which the JDK links at its first use, in 15 ms.
        if (access instanceof Access.Signed keys) {
            return signed(keys, Map.of(), method, path, query, body);
        }
        return switch (access) {
            case Access.Anonymous() -> Map.of();
            case Access.Token(String value) -> Map.of(HeaderNames.AUTH_TOKEN, value);
            case Access.Signed keys -> signed(keys, Map.of(), method, path, query, body);
            case Access.Temporary(String key, String secret, String token) ->
                signed(
                        new Access.Signed(key, secret),
                        Map.of(HeaderNames.SECURITY_TOKEN, token),
                        method,
                        path,
                        query,
                        body);
        };
    }

    private Map<String, String> signed(
            Access.Signed keys,
            Map<String, String> more,
            String method,
            String path,
            Map<String, String> query,
            byte[] body) {
        var sent = new LinkedHashMap<>(more);
        sent.put(RequestSigner.DATE_HEADER, RequestSigner.date(clock.instant()));
        sent.put("X-Project-Id", projectId);
        var signed = new LinkedHashMap<>(sent);
        signed.put("Host", endpoint.getRawAuthority());
        sent.put("Authorization", new RequestSigner(keys).authorization(method, path, query, signed, body));
        return sent;
    }

    private Exchange begin(Request request) {
        try {
            var exchange = Exchange.begin(request);
            running.removeIf(Exchange::isClosed);
            running.add(exchange);
            return exchange;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Reads the rest of an answer. */
    Answer answer(Exchange exchange) {
        try {
            return new Answer(
                    exchange.status(), exchange.headers(), exchange.body().readAllBytes());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private Unreachable unreachable(IOException e) {
        return e instanceof SocketTimeoutException
                ? new Unreachable(endpoint + " did not answer in time", e)
                : new Unreachable(
                        "no answer from " + endpoint + ": is the server running? (" + e.getMessage() + ")", e);
    }

    private static void toNobody(long sent) {
        // A short body needs no bar.
    }

    private static Answer accepted(Answer answer) {
        if (!answer.accepted()) {
            throw ApiRefused.of(answer);
        }
        return answer;
    }

    /** Colons and the alias mark are legal in a path and are what the SDKs send; everything else odd is encoded. */
    static String pathSegment(String function) {
        return RequestSigner.encoded(function).replace("%3A", ":").replace("%21", "!");
    }

    private static byte[] bytes(JsonNode json) {
        return Json.bytes(json);
    }
}
