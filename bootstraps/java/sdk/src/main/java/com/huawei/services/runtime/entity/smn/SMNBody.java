package com.huawei.services.runtime.entity.smn;

import com.google.gson.annotations.SerializedName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A notification. */
public class SMNBody {

    @SerializedName("topic_urn")
    private @Nullable String topicUrn;

    private @Nullable String timestamp;

    @SerializedName("message_attributes")
    private @Nullable Map<String, Object> messageAttributes;

    private @Nullable String message;

    private @Nullable String type;

    @SerializedName("message_id")
    private @Nullable String messageId;

    private @Nullable String subject;

    public @Nullable String getTopicUrn() {
        return topicUrn;
    }

    public void setTopicUrn(@Nullable String topicUrn) {
        this.topicUrn = topicUrn;
    }

    public @Nullable String getTimestamp() {
        return timestamp;
    }

    public void setTimestamp(@Nullable String timestamp) {
        this.timestamp = timestamp;
    }

    public @Nullable Map<String, Object> getMessageAttributes() {
        return messageAttributes;
    }

    public void setMessageAttributes(@Nullable Map<String, Object> messageAttributes) {
        this.messageAttributes = messageAttributes;
    }

    public @Nullable String getMessage() {
        return message;
    }

    public void setMessage(@Nullable String message) {
        this.message = message;
    }

    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    public @Nullable String getMessageId() {
        return messageId;
    }

    public void setMessageId(@Nullable String messageId) {
        this.messageId = messageId;
    }

    public @Nullable String getSubject() {
        return subject;
    }

    public void setSubject(@Nullable String subject) {
        this.subject = subject;
    }

    @Override
    public String toString() {
        return "SMNBody(topicUrn=" + topicUrn + ", timestamp=" + timestamp + ", messageAttributes=" + messageAttributes
                + ", message=" + message + ", type=" + type + ", messageId=" + messageId + ", subject=" + subject + ")";
    }
}
