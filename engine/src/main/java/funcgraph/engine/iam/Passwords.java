package funcgraph.engine.iam;

import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Checks passwords, and slows down whoever guesses. The count of wrong ones is kept per node: a cluster of n nodes
 * allows n times as many. Who floods a name with wrong passwords can keep its owner from signing in by password, not
 * from signing requests with keys.
 */
public final class Passwords {

    private final Identities identities;
    private final FailedAttempts attempts;

    /** Stands in for users that do not exist, so that their check takes as long as any. */
    private final User nobody;

    public Passwords(Identities identities, Clock clock) {
        this.identities = identities;
        this.attempts = new FailedAttempts(
                identities.users().stream().map(User::name).collect(Collectors.toUnmodifiableSet()), clock);
        this.nobody = identities.nobody();
    }

    public PasswordCheck check(String name, String password) {
        Duration wait = attempts.take(name);
        if (wait.isPositive()) {
            return new PasswordCheck.TooMany(wait);
        }
        var user = identities.userNamed(name).orElse(nobody);
        if (!user.hasPassword(password)) {
            return new PasswordCheck.Wrong();
        }
        attempts.giveBack(name);
        return new PasswordCheck.Right(user);
    }
}
