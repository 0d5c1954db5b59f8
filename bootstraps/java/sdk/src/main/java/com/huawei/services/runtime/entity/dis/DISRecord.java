package com.huawei.services.runtime.entity.dis;

import com.google.gson.annotations.SerializedName;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One record of a DIS stream. */
public class DISRecord {

    @SerializedName("partition_key")
    private @Nullable String partitionKey;

    private @Nullable String data;

    @SerializedName("sequence_number")
    private @Nullable String sequenceNumber;

    private long timestamp;

    @SerializedName("timestamp_type")
    private @Nullable String timestampType;

    public @Nullable String getPartitionKey() {
        return partitionKey;
    }

    public void setPartitionKey(@Nullable String partitionKey) {
        this.partitionKey = partitionKey;
    }

    public @Nullable String getData() {
        return data;
    }

    public void setData(@Nullable String data) {
        this.data = data;
    }

    public @Nullable String getSequenceNumber() {
        return sequenceNumber;
    }

    public void setSequenceNumber(@Nullable String sequenceNumber) {
        this.sequenceNumber = sequenceNumber;
    }

    public long getTimestamp() {
        return timestamp;
    }

    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    public @Nullable String getTimestampType() {
        return timestampType;
    }

    public void setTimestampType(@Nullable String timestampType) {
        this.timestampType = timestampType;
    }

    /** The data in clear. */
    public String getRawData() throws UnsupportedEncodingException {
        return data == null ? "" : new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "DISRecord(partitionKey=" + partitionKey + ", data=" + data + ", sequenceNumber=" + sequenceNumber
                + ", timestamp=" + timestamp + ", timestampType=" + timestampType + ")";
    }
}
