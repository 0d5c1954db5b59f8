package com.huawei.services.runtime.entity.obs;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** Who owns a bucket. */
public class ObsIdEntity {

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
        return "ObsIdEntity(principalId=" + principalId + ")";
    }
}
