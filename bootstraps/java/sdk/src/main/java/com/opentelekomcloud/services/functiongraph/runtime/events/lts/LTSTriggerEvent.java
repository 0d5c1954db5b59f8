package com.opentelekomcloud.services.functiongraph.runtime.events.lts;

import com.opentelekomcloud.services.functiongraph.runtime.core.TriggerEvent;
import org.jspecify.annotations.Nullable;

/** Lines of the Log Tank Service (runtimes 1.13). */
public class LTSTriggerEvent implements TriggerEvent {

    private @Nullable LTSBodyEntity lts;

    public @Nullable LTSBodyEntity getLts() {
        return lts;
    }

    public void setLts(@Nullable LTSBodyEntity lts) {
        this.lts = lts;
    }

    @Override
    public String toString() {
        return "LTSTriggerEvent(lts=" + lts + ")";
    }
}
