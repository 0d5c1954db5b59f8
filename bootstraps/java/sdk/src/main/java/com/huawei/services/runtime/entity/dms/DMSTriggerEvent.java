package com.huawei.services.runtime.entity.dms;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Messages of a DMS queue. */
public class DMSTriggerEvent {

    @SerializedName("queue_id")
    private @Nullable String queueId;

    private @Nullable String region;

    @SerializedName("event_type")
    private @Nullable String eventType;

    @SerializedName("consumer_group_id")
    private @Nullable String consumerGroupId;

    private DMSMessage @Nullable [] messages;

    public @Nullable String getQueueId() {
        return queueId;
    }

    public void setQueueId(@Nullable String queueId) {
        this.queueId = queueId;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable String getEventType() {
        return eventType;
    }

    public void setEventType(@Nullable String eventType) {
        this.eventType = eventType;
    }

    public @Nullable String getConsumerGroupId() {
        return consumerGroupId;
    }

    public void setConsumerGroupId(@Nullable String consumerGroupId) {
        this.consumerGroupId = consumerGroupId;
    }

    public DMSMessage @Nullable [] getMessages() {
        return messages;
    }

    public void setMessages(DMSMessage @Nullable [] messages) {
        this.messages = messages;
    }

    @Override
    public String toString() {
        return "DMSTriggerEvent(queueId=" + queueId + ", region=" + region + ", eventType=" + eventType
                + ", consumerGroupId=" + consumerGroupId + ", messages=" + Arrays.toString(messages) + ")";
    }
}
