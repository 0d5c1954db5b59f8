/**
 * Who may do what: the projects and users of the configuration, the IAM actions they hold, and the proofs of identity
 * that this server hands out itself (tokens and temporary keys). Nothing is kept in memory that another node would
 * need: whoever has the same configuration and the same server key accepts the same tokens and temporary keys.
 *
 * <p>It must never know HTTP, headers or JSON bodies, and it reads neither the clock nor randomness by itself. Secrets
 * never leave it except as the key that checks a signature, and no {@code toString} shows one.
 */
@NullMarked
package funcgraph.engine.iam;

import org.jspecify.annotations.NullMarked;
