/**
 * Fetches code from S3 and OBS. Callers name addresses, so this package decides which of them may be asked at all:
 * those of the endpoints that the operator configured, and no others, wherever they seem to lead.
 *
 * <p>It must never know what an object is for, nor follow anybody's advice to look elsewhere.
 */
@NullMarked
package funcgraph.store.obs;

import org.jspecify.annotations.NullMarked;
