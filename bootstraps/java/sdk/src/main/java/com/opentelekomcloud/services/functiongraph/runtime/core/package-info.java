/**
 * What handlers and events may implement, with the names of the SDK of Open Telekom Cloud. Nothing here must know
 * of one event.
 */
@NullMarked
package com.opentelekomcloud.services.functiongraph.runtime.core;

import org.jspecify.annotations.NullMarked;
