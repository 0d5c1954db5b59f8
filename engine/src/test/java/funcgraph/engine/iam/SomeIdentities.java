package funcgraph.engine.iam;

import funcgraph.domain.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Two projects, one administrator of both and one developer of the first. */
final class SomeIdentities {

    static final Instant NOW = Instant.parse("2026-11-24T08:45:52.123Z");
    static final Domain DOMAIN = new Domain("d0000000000000000000000000000001", "example");
    static final Project FIRST = new Project("7aad83af3e8d42e99ac194e8419e2c9b", "local");
    static final Project SECOND = new Project("p2", "second");
    static final ServerKey KEY = key("a server key of at least thirty-two bytes");

    private SomeIdentities() {}

    static ServerKey key(String text) {
        return new ServerKey(text.getBytes(StandardCharsets.UTF_8));
    }

    static Ids ids() {
        RandomGenerator random = new SplittableRandom(7);
        return new Ids(() -> random);
    }

    static UserSettings admin(String password) {
        return new UserSettings("admin", password, "AKADMIN", "sk-of-admin", List.of("*"), List.of("*"));
    }

    static UserSettings developer() {
        return new UserSettings(
                "dev",
                "dev-password",
                "AKDEV",
                "sk-of-dev",
                List.of("local"),
                List.of("FunctionGraph:function:get*", "functiongraph:function:INVOKE"));
    }

    static IdentitySettings settings(UserSettings... users) {
        return new IdentitySettings("local", DOMAIN, List.of(FIRST, SECOND), List.of(users));
    }

    static Identities identities() {
        return new Identities(settings(admin("admin-password"), developer()));
    }
}
