package funcgraph.engine.iam;

import java.time.Duration;

/** What came of looking at a name and a password. */
public sealed interface PasswordCheck {

    record Right(User user) implements PasswordCheck {}

    /** The name or the password is wrong; which of them is not told. */
    record Wrong() implements PasswordCheck {}

    /** Too many wrong passwords for this name lately; even the right one is not looked at until then. */
    record TooMany(Duration retryAfter) implements PasswordCheck {}
}
