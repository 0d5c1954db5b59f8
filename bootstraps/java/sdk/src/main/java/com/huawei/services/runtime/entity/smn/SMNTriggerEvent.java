package com.huawei.services.runtime.entity.smn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Notifications of the Simple Message Notification service (runtimes 1.13). */
public class SMNTriggerEvent {

    private SMNRecord @Nullable [] record;

    private @Nullable String functionname;

    private @Nullable String requestId;

    private @Nullable String timestamp;

    public SMNRecord @Nullable [] getRecord() {
        return record;
    }

    public void setRecord(SMNRecord @Nullable [] record) {
        this.record = record;
    }

    public @Nullable String getFunctionname() {
        return functionname;
    }

    public void setFunctionname(@Nullable String functionname) {
        this.functionname = functionname;
    }

    public @Nullable String getRequestId() {
        return requestId;
    }

    public void setRequestId(@Nullable String requestId) {
        this.requestId = requestId;
    }

    public @Nullable String getTimestamp() {
        return timestamp;
    }

    public void setTimestamp(@Nullable String timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        return "SMNTriggerEvent(record=" + Arrays.toString(record) + ", functionname=" + functionname + ", requestId="
                + requestId + ", timestamp=" + timestamp + ")";
    }
}
