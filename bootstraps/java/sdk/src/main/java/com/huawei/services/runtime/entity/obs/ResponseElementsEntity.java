package com.huawei.services.runtime.entity.obs;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** The ids of the request that changed an object. */
public class ResponseElementsEntity {

    @SerializedName("x-amz-request-id")
    private @Nullable String xAmzRequestId;

    @SerializedName("x-amz-id-2")
    private @Nullable String xAmzId2;

    public @Nullable String getXAmzRequestId() {
        return xAmzRequestId;
    }

    public void setXAmzRequestId(@Nullable String xAmzRequestId) {
        this.xAmzRequestId = xAmzRequestId;
    }

    public @Nullable String getXAmzId2() {
        return xAmzId2;
    }

    public void setXAmzId2(@Nullable String xAmzId2) {
        this.xAmzId2 = xAmzId2;
    }

    @Override
    public String toString() {
        return "ResponseElementsEntity(xAmzRequestId=" + xAmzRequestId + ", xAmzId2=" + xAmzId2 + ")";
    }
}
