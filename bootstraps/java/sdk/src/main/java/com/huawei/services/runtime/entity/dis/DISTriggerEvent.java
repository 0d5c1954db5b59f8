package com.huawei.services.runtime.entity.dis;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** Records of a DIS stream (runtimes 1.13). */
public class DISTriggerEvent {

    @SerializedName("ShardID")
    private @Nullable String shardId;

    @SerializedName("Message")
    private @Nullable DISMessage message;

    @SerializedName("Tag")
    private @Nullable String tag;

    @SerializedName("StreamName")
    private @Nullable String streamName;

    public @Nullable String getShardId() {
        return shardId;
    }

    public void setShardId(@Nullable String shardId) {
        this.shardId = shardId;
    }

    public @Nullable DISMessage getMessage() {
        return message;
    }

    public void setMessage(@Nullable DISMessage message) {
        this.message = message;
    }

    public @Nullable String getTag() {
        return tag;
    }

    public void setTag(@Nullable String tag) {
        this.tag = tag;
    }

    public @Nullable String getStreamName() {
        return streamName;
    }

    public void setStreamName(@Nullable String streamName) {
        this.streamName = streamName;
    }

    @Override
    public String toString() {
        return "DISTriggerEvent(shardId=" + shardId + ", message=" + message + ", tag=" + tag + ", streamName="
                + streamName + ")";
    }
}
