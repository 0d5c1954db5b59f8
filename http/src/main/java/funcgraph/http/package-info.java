/**
 * The front door: one route table, authentication, the translation between wire and domain, and the one place that
 * turns refusals and outcomes into error codes. The only floor that sees both {@code contract} and {@code domain}.
 *
 * <p>It must never know SQL or processes, nor hold a rule about functions: a rule that only HTTP enforces would not
 * hold for a timer.
 */
@NullMarked
package funcgraph.http;

import org.jspecify.annotations.NullMarked;
