package com.huawei.services.runtime.entity.lts;

import org.jspecify.annotations.Nullable;

/** Lines of the Log Tank Service (runtimes 1.13). */
public class LTSTriggerEvent {

    private @Nullable LTSBody lts;

    public @Nullable LTSBody getLts() {
        return lts;
    }

    public void setLts(@Nullable LTSBody lts) {
        this.lts = lts;
    }

    @Override
    public String toString() {
        return "LTSTriggerEvent(lts=" + lts + ")";
    }
}
