/**
 * The web console: files from the class path, built from {@code console/}, and how a browser gets them.
 *
 * <p>It must never know functions, nor who asks: the files are the same for all, and what they show they ask of the API
 * like every other client.
 */
@NullMarked
package funcgraph.http.console;

import org.jspecify.annotations.NullMarked;
