/**
 * The packaged server as its users meet it: a child process, real requests, real functions. What a test here shows holds
 * for whoever runs {@code ./funcgraph serve}.
 *
 * <p>It must never reach into the server: no class of the floors below is asked what it holds, only the answers, the
 * log and the data directory are looked at.
 *
 * <p>The tests stand in the packages below, by what they are about; here stands only what several of those share.
 */
@NullMarked
package funcgraph.server.acceptance;

import org.jspecify.annotations.NullMarked;
