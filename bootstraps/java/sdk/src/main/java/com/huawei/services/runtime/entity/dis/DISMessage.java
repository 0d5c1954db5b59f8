package com.huawei.services.runtime.entity.dis;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Records of a DIS stream. */
public class DISMessage {

    @SerializedName("next_partition_cursor")
    private @Nullable String nextPartitionCursor;

    private DISRecord @Nullable [] records;

    @SerializedName("millis_behind_latest")
    private @Nullable String millisBehindLatest;

    public @Nullable String getNextPartitionCursor() {
        return nextPartitionCursor;
    }

    public void setNextPartitionCursor(@Nullable String nextPartitionCursor) {
        this.nextPartitionCursor = nextPartitionCursor;
    }

    public DISRecord @Nullable [] getRecords() {
        return records;
    }

    public void setRecords(DISRecord @Nullable [] records) {
        this.records = records;
    }

    public @Nullable String getMillisBehindLatest() {
        return millisBehindLatest;
    }

    public void setMillisBehindLatest(@Nullable String millisBehindLatest) {
        this.millisBehindLatest = millisBehindLatest;
    }

    /** The same as {@link #getNextPartitionCursor()}: older SDKs spell it so. */
    public @Nullable String getNextPatitionCursor() {
        return nextPartitionCursor;
    }

    @Override
    public String toString() {
        return "DISMessage(nextPartitionCursor=" + nextPartitionCursor + ", records=" + Arrays.toString(records)
                + ", millisBehindLatest=" + millisBehindLatest + ")";
    }
}
