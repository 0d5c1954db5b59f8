/**
 * Names for two native methods that every JVM has and that Java 8 and 11 need to reach a Unix-domain socket. Nothing but
 * names may be here: the code behind them is the JVM's.
 */
@NullMarked
package sun.tools.attach;

import org.jspecify.annotations.NullMarked;
