package com.huawei.services.runtime.entity.apig;

import org.jspecify.annotations.Nullable;

/** Where an APIG request came from. */
public class APIGRequestContext {

    private @Nullable String apiId;

    private @Nullable String requestId;

    private @Nullable String stage;

    private @Nullable String sourceIp;

    public @Nullable String getApiId() {
        return apiId;
    }

    public void setApiId(@Nullable String apiId) {
        this.apiId = apiId;
    }

    public @Nullable String getRequestId() {
        return requestId;
    }

    public void setRequestId(@Nullable String requestId) {
        this.requestId = requestId;
    }

    public @Nullable String getStage() {
        return stage;
    }

    public void setStage(@Nullable String stage) {
        this.stage = stage;
    }

    public @Nullable String getSourceIp() {
        return sourceIp;
    }

    public void setSourceIp(@Nullable String sourceIp) {
        this.sourceIp = sourceIp;
    }

    @Override
    public String toString() {
        return "APIGRequestContext(apiId=" + apiId + ", requestId=" + requestId + ", stage=" + stage + ", sourceIp="
                + sourceIp + ")";
    }
}
