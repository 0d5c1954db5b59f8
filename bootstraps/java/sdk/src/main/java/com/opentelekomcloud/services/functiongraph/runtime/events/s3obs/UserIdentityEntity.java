package com.opentelekomcloud.services.functiongraph.runtime.events.s3obs;

import org.jspecify.annotations.Nullable;

/** Who changed an object. */
public class UserIdentityEntity {

    private @Nullable String principalId;

    public @Nullable String getPrincipalId() {
        return principalId;
    }

    public void setPrincipalId(@Nullable String principalId) {
        this.principalId = principalId;
    }

    @Override
    public String toString() {
        return "UserIdentityEntity(principalId=" + principalId + ")";
    }
}
