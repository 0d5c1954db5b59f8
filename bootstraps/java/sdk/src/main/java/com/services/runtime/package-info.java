/**
 * What a handler is given beside its event, with the names of the SDK of Huawei Cloud, fss-java-sdk 2. The worker
 * implements it; it must never know how.
 */
@NullMarked
package com.services.runtime;

import org.jspecify.annotations.NullMarked;
