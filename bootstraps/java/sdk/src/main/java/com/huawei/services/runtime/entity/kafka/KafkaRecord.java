package com.huawei.services.runtime.entity.kafka;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The messages of one topic. */
public class KafkaRecord {

    private String @Nullable [] messages;

    @SerializedName("topic_id")
    private @Nullable String topicId;

    public String @Nullable [] getMessages() {
        return messages;
    }

    public void setMessages(String @Nullable [] messages) {
        this.messages = messages;
    }

    public @Nullable String getTopicId() {
        return topicId;
    }

    public void setTopicId(@Nullable String topicId) {
        this.topicId = topicId;
    }

    @Override
    public String toString() {
        return "KafkaRecord(messages=" + Arrays.toString(messages) + ", topicId=" + topicId + ")";
    }
}
