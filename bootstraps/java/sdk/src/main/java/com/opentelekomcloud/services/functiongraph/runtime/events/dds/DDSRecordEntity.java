package com.opentelekomcloud.services.functiongraph.runtime.events.dds;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** One change of a document database. */
public class DDSRecordEntity {

    @SerializedName("event_source")
    private @Nullable String eventSource;

    @SerializedName("event_name")
    private @Nullable String eventName;

    private @Nullable String region;

    @SerializedName("event_version")
    private @Nullable String eventVersion;

    private @Nullable DDSBodyEntity dds;

    @SerializedName("event_source_id")
    private @Nullable String eventSourceId;

    public @Nullable String getEventSource() {
        return eventSource;
    }

    public void setEventSource(@Nullable String eventSource) {
        this.eventSource = eventSource;
    }

    public @Nullable String getEventName() {
        return eventName;
    }

    public void setEventName(@Nullable String eventName) {
        this.eventName = eventName;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable String getEventVersion() {
        return eventVersion;
    }

    public void setEventVersion(@Nullable String eventVersion) {
        this.eventVersion = eventVersion;
    }

    public @Nullable DDSBodyEntity getDds() {
        return dds;
    }

    public void setDds(@Nullable DDSBodyEntity dds) {
        this.dds = dds;
    }

    public @Nullable String getEventSourceId() {
        return eventSourceId;
    }

    public void setEventSourceId(@Nullable String eventSourceId) {
        this.eventSourceId = eventSourceId;
    }

    @Override
    public String toString() {
        return "DDSRecordEntity(eventSource=" + eventSource + ", eventName=" + eventName + ", region=" + region
                + ", eventVersion=" + eventVersion + ", dds=" + dds + ", eventSourceId=" + eventSourceId + ")";
    }
}
