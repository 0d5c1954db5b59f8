package com.opentelekomcloud.services.functiongraph.runtime.events.s3obs;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** Who owns a bucket. */
public class S3IdEntity {

    @SerializedName("PrincipalId")
    private @Nullable String principalId;

    public @Nullable String getPrincipalId() {
        return principalId;
    }

    public void setPrincipalId(@Nullable String principalId) {
        this.principalId = principalId;
    }

    @Override
    public String toString() {
        return "S3IdEntity(principalId=" + principalId + ")";
    }
}
