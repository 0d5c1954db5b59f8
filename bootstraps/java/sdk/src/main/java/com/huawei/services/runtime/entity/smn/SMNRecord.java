package com.huawei.services.runtime.entity.smn;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** One notification and where it came from. */
public class SMNRecord {

    @SerializedName("event_version")
    private @Nullable String eventVersion;

    @SerializedName("event_subscription_urn")
    private @Nullable String eventSubscriptionUrn;

    @SerializedName("event_source")
    private @Nullable String eventSource;

    private @Nullable SMNBody smn;

    public @Nullable String getEventVersion() {
        return eventVersion;
    }

    public void setEventVersion(@Nullable String eventVersion) {
        this.eventVersion = eventVersion;
    }

    public @Nullable String getEventSubscriptionUrn() {
        return eventSubscriptionUrn;
    }

    public void setEventSubscriptionUrn(@Nullable String eventSubscriptionUrn) {
        this.eventSubscriptionUrn = eventSubscriptionUrn;
    }

    public @Nullable String getEventSource() {
        return eventSource;
    }

    public void setEventSource(@Nullable String eventSource) {
        this.eventSource = eventSource;
    }

    public @Nullable SMNBody getSmn() {
        return smn;
    }

    public void setSmn(@Nullable SMNBody smn) {
        this.smn = smn;
    }

    @Override
    public String toString() {
        return "SMNRecord(eventVersion=" + eventVersion + ", eventSubscriptionUrn=" + eventSubscriptionUrn
                + ", eventSource=" + eventSource + ", smn=" + smn + ")";
    }
}
