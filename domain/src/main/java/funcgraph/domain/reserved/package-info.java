/**
 * Reserved instances: how many workers of a version or alias are to be there before anybody calls, by configuration, by
 * the calendar, by what is measured. Pure rules; no clock, and nothing that starts anything.
 */
@NullMarked
package funcgraph.domain.reserved;

import org.jspecify.annotations.NullMarked;
