/**
 * What a handler is given beside its event, with the names of the SDK of Open Telekom Cloud. The worker
 * implements it; it must never know how.
 */
@NullMarked
package com.opentelekomcloud.services.runtime;

import org.jspecify.annotations.NullMarked;
