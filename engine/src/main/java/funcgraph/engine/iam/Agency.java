package funcgraph.engine.iam;

import java.time.Duration;

/**
 * An agency with what it may do worked out once.
 *
 * @param user stands for it where rights are checked; it has no credentials of its own
 * @param lifetime how long what it hands out is good
 */
record Agency(User user, Duration lifetime) {}
