package funcgraph.server.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The identity calls that make proofs (functiongraph-api 6.3), for users whose credentials follow from their names. */
public final class SignIn {

    private SignIn() {}

    public static String password(String user) {
        return "password-of-" + user;
    }

    public static String secretKey(String user) {
        return "secret-key-of-" + user;
    }

    /** A token for one project. */
    public static Proof.Token token(PackagedServer server, String user, String projectId) {
        var answer = issue(Api.of(server), request(user, password(user), projectId));
        assertThat(answer.status()).as(answer::text).isEqualTo(201);
        return new Proof.Token(answer.header("X-Subject-Token"));
    }

    public static Reply issue(Api api, ObjectNode request) {
        return api.as(Proof.NONE).send("POST", "/v3/auth/tokens", Map.of(), Api.bytes(request));
    }

    public static ObjectNode request(String user, String password, String projectId) {
        return (ObjectNode) Api.json("""
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                   {"name": "%s", "password": "%s", "domain": {"name": "funcgraph"}}}},
                 "scope": {"project": {"id": "%s"}}}}""".formatted(user, password, projectId));
    }

    /** Temporary keys with the rights of a token. */
    public static Proof.TemporaryKeys temporaryKeys(PackagedServer server, Proof.Token token) {
        var answer = Api.of(server)
                .as(token)
                .send(
                        "POST",
                        "/v3.0/OS-CREDENTIAL/securitytokens",
                        Map.of(),
                        "{\"auth\": {\"identity\": {\"methods\": [\"token\"]}}}".getBytes(UTF_8));
        assertThat(answer.status()).as(answer::text).isEqualTo(201);
        var made = answer.json().path("credential");
        return new Proof.TemporaryKeys(
                new Proof.Keys(
                        made.path("access").asString(), made.path("secret").asString()),
                made.path("securitytoken").asString());
    }
}
