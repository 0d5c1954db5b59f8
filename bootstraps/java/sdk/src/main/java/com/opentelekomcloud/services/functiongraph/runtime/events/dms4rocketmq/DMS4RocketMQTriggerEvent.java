package com.opentelekomcloud.services.functiongraph.runtime.events.dms4rocketmq;

import com.google.gson.annotations.SerializedName;
import com.opentelekomcloud.services.functiongraph.runtime.core.TriggerEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Messages of DMS for RocketMQ (runtimes 1.13). */
public class DMS4RocketMQTriggerEvent implements TriggerEvent {

    @SerializedName("event_version")
    private @Nullable String eventVersion;

    private @Nullable String region;

    @SerializedName("event_time")
    private long eventTime;

    @SerializedName("trigger_type")
    private @Nullable String triggerType;

    @SerializedName("instance_id")
    private @Nullable String instanceId;

    private DMS4RocketMQRecordEntity @Nullable [] records;

    public @Nullable String getEventVersion() {
        return eventVersion;
    }

    public void setEventVersion(@Nullable String eventVersion) {
        this.eventVersion = eventVersion;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public long getEventTime() {
        return eventTime;
    }

    public void setEventTime(long eventTime) {
        this.eventTime = eventTime;
    }

    public @Nullable String getTriggerType() {
        return triggerType;
    }

    public void setTriggerType(@Nullable String triggerType) {
        this.triggerType = triggerType;
    }

    public @Nullable String getInstanceId() {
        return instanceId;
    }

    public void setInstanceId(@Nullable String instanceId) {
        this.instanceId = instanceId;
    }

    public DMS4RocketMQRecordEntity @Nullable [] getRecords() {
        return records;
    }

    public void setRecords(DMS4RocketMQRecordEntity @Nullable [] records) {
        this.records = records;
    }

    @Override
    public String toString() {
        return "DMS4RocketMQTriggerEvent(eventVersion=" + eventVersion + ", region=" + region + ", eventTime="
                + eventTime + ", triggerType=" + triggerType + ", instanceId=" + instanceId + ", records="
                + Arrays.toString(records) + ")";
    }
}
