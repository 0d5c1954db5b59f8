/**
 * Plain beans for the event named by the package, as the SDK of Huawei Cloud names them, so that code written for it
 * compiles and is given what it reads. They must never know how an event gets to a function.
 */
@NullMarked
package com.huawei.services.runtime.entity.dis;

import org.jspecify.annotations.NullMarked;
