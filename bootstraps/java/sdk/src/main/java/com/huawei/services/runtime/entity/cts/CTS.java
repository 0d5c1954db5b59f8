package com.huawei.services.runtime.entity.cts;

import com.google.gson.annotations.SerializedName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One trace. */
public class CTS {

    private @Nullable String time;

    private @Nullable User user;

    private @Nullable Map<String, String> request;

    private @Nullable Map<String, String> response;

    private int code;

    @SerializedName("service_type")
    private @Nullable String serviceType;

    @SerializedName("resource_type")
    private @Nullable String resourceType;

    @SerializedName("resource_name")
    private @Nullable String resourceName;

    @SerializedName("resource_id")
    private @Nullable String resourceId;

    @SerializedName("trace_name")
    private @Nullable String traceName;

    @SerializedName("trace_type")
    private @Nullable String traceType;

    @SerializedName("record_time")
    private @Nullable String recordTime;

    @SerializedName("trace_id")
    private @Nullable String traceId;

    @SerializedName("trace_status")
    private @Nullable String traceStatus;

    public @Nullable String getTime() {
        return time;
    }

    public void setTime(@Nullable String time) {
        this.time = time;
    }

    public @Nullable User getUser() {
        return user;
    }

    public void setUser(@Nullable User user) {
        this.user = user;
    }

    public @Nullable Map<String, String> getRequest() {
        return request;
    }

    public void setRequest(@Nullable Map<String, String> request) {
        this.request = request;
    }

    public @Nullable Map<String, String> getResponse() {
        return response;
    }

    public void setResponse(@Nullable Map<String, String> response) {
        this.response = response;
    }

    public int getCode() {
        return code;
    }

    public void setCode(int code) {
        this.code = code;
    }

    public @Nullable String getServiceType() {
        return serviceType;
    }

    public void setServiceType(@Nullable String serviceType) {
        this.serviceType = serviceType;
    }

    public @Nullable String getResourceType() {
        return resourceType;
    }

    public void setResourceType(@Nullable String resourceType) {
        this.resourceType = resourceType;
    }

    public @Nullable String getResourceName() {
        return resourceName;
    }

    public void setResourceName(@Nullable String resourceName) {
        this.resourceName = resourceName;
    }

    public @Nullable String getResourceId() {
        return resourceId;
    }

    public void setResourceId(@Nullable String resourceId) {
        this.resourceId = resourceId;
    }

    public @Nullable String getTraceName() {
        return traceName;
    }

    public void setTraceName(@Nullable String traceName) {
        this.traceName = traceName;
    }

    public @Nullable String getTraceType() {
        return traceType;
    }

    public void setTraceType(@Nullable String traceType) {
        this.traceType = traceType;
    }

    public @Nullable String getRecordTime() {
        return recordTime;
    }

    public void setRecordTime(@Nullable String recordTime) {
        this.recordTime = recordTime;
    }

    public @Nullable String getTraceId() {
        return traceId;
    }

    public void setTraceId(@Nullable String traceId) {
        this.traceId = traceId;
    }

    public @Nullable String getTraceStatus() {
        return traceStatus;
    }

    public void setTraceStatus(@Nullable String traceStatus) {
        this.traceStatus = traceStatus;
    }

    @Override
    public String toString() {
        return "CTS(time=" + time + ", user=" + user + ", request=" + request + ", response=" + response + ", code="
                + code + ", serviceType=" + serviceType + ", resourceType=" + resourceType + ", resourceName="
                + resourceName + ", resourceId=" + resourceId + ", traceName=" + traceName + ", traceType=" + traceType
                + ", recordTime=" + recordTime + ", traceId=" + traceId + ", traceStatus=" + traceStatus + ")";
    }
}
