package com.opentelekomcloud.services.functiongraph.runtime.events.smn;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** One notification and where it came from. */
public class SMNRecordEntity {

    @SerializedName("event_version")
    private @Nullable String eventVersion;

    @SerializedName("event_subscription_urn")
    private @Nullable String eventSubscriptionUrn;

    @SerializedName("event_source")
    private @Nullable String eventSource;

    private @Nullable SMNBodyEntity smn;

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

    public @Nullable SMNBodyEntity getSmn() {
        return smn;
    }

    public void setSmn(@Nullable SMNBodyEntity smn) {
        this.smn = smn;
    }

    @Override
    public String toString() {
        return "SMNRecordEntity(eventVersion=" + eventVersion + ", eventSubscriptionUrn=" + eventSubscriptionUrn
                + ", eventSource=" + eventSource + ", smn=" + smn + ")";
    }
}
