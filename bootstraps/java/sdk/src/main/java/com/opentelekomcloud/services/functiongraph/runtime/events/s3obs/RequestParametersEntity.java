package com.opentelekomcloud.services.functiongraph.runtime.events.s3obs;

import org.jspecify.annotations.Nullable;

/** Where the change came from. */
public class RequestParametersEntity {

    private @Nullable String sourceIPAddress;

    public @Nullable String getSourceIPAddress() {
        return sourceIPAddress;
    }

    public void setSourceIPAddress(@Nullable String sourceIPAddress) {
        this.sourceIPAddress = sourceIPAddress;
    }

    @Override
    public String toString() {
        return "RequestParametersEntity(sourceIPAddress=" + sourceIPAddress + ")";
    }
}
