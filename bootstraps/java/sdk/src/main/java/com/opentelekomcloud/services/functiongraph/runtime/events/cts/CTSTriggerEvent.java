package com.opentelekomcloud.services.functiongraph.runtime.events.cts;

import com.opentelekomcloud.services.functiongraph.runtime.core.TriggerEvent;
import org.jspecify.annotations.Nullable;

/** A trace of the Cloud Trace Service (runtimes 1.13). */
public class CTSTriggerEvent implements TriggerEvent {

    private @Nullable CTSEntity cts;

    public @Nullable CTSEntity getCts() {
        return cts;
    }

    public void setCts(@Nullable CTSEntity cts) {
        this.cts = cts;
    }

    @Override
    public String toString() {
        return "CTSTriggerEvent(cts=" + cts + ")";
    }
}
