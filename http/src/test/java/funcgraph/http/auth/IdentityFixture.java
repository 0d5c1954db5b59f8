package funcgraph.http.auth;

import funcgraph.domain.Ids;
import funcgraph.engine.iam.AccessKeys;
import funcgraph.engine.iam.Domain;
import funcgraph.engine.iam.Identities;
import funcgraph.engine.iam.IdentitySettings;
import funcgraph.engine.iam.Passwords;
import funcgraph.engine.iam.Project;
import funcgraph.engine.iam.ServerKey;
import funcgraph.engine.iam.TemporaryKeys;
import funcgraph.engine.iam.Tokens;
import funcgraph.engine.iam.UserSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A whole identity side with two users, at a moment that the test chooses and moves. */
public final class IdentityFixture {

    public static final Project PROJECT = new Project("7aad83af3e8d42e99ac194e8419e2c9b", "local");
    public static final Project SECOND = new Project("p2", "second");

    public final Identities identities = new Identities(new IdentitySettings(
            "local",
            new Domain("d1", "example"),
            List.of(PROJECT, SECOND),
            List.of(
                    new UserSettings("user", "right horse", "AKLOCAL", "SKLOCAL", List.of("local"), List.of("*")),
                    new UserSettings("both", "two", "AKLOCAL2", "SKLOCAL", List.of("*"), List.of("*")))));
    public final MovableClock clock;
    public final Tokens tokens;
    public final TemporaryKeys temporaryKeys;
    public final Passwords passwords;
    public final Authenticator authenticator;

    public IdentityFixture(Instant now) {
        RandomGenerator random = new SplittableRandom(11);
        var ids = new Ids(() -> random);
        var key = new ServerKey("thirty-two bytes are the shortest key".getBytes(StandardCharsets.UTF_8));
        clock = new MovableClock(now);
        tokens = new Tokens(identities, key, clock, ids);
        temporaryKeys = new TemporaryKeys(identities, key, clock, ids);
        passwords = new Passwords(identities, clock);
        authenticator = new Authenticator(tokens, new AccessKeys(identities, temporaryKeys), clock);
    }

    /** Stands still until it is moved. */
    public static final class MovableClock extends Clock {

        private Instant now;

        MovableClock(Instant now) {
            this.now = now;
        }

        public void set(Instant to) {
            now = to;
        }

        public void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("tests look at instants only");
        }
    }
}
