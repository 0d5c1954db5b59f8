package com.huawei.services.runtime.entity.cts;

import org.jspecify.annotations.Nullable;

/** A trace of the Cloud Trace Service (runtimes 1.13). */
public class CTSTriggerEvent {

    private @Nullable CTS cts;

    public @Nullable CTS getCts() {
        return cts;
    }

    public void setCts(@Nullable CTS cts) {
        this.cts = cts;
    }

    @Override
    public String toString() {
        return "CTSTriggerEvent(cts=" + cts + ")";
    }
}
