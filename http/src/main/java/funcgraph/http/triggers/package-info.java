/**
 * Triggers on the wire: bodies into changes, triggers into answers (functiongraph-api 2.5).
 *
 * <p>It must never know which fields a type of trigger has: event_data passes through as the map that it is.
 */
@NullMarked
package funcgraph.http.triggers;

import org.jspecify.annotations.NullMarked;
