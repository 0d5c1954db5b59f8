package com.opentelekomcloud.services.functiongraph.runtime.events.s3obs;

import com.google.gson.annotations.SerializedName;
import com.opentelekomcloud.services.functiongraph.runtime.core.TriggerEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Changes of objects in a bucket (runtimes 1.13). */
public class S3TriggerEvent implements TriggerEvent {

    @SerializedName("Records")
    private S3TriggerEventRecord @Nullable [] records;

    public S3TriggerEventRecord @Nullable [] getRecords() {
        return records;
    }

    public void setRecords(S3TriggerEventRecord @Nullable [] records) {
        this.records = records;
    }

    public @Nullable String getBucketName() {
        S3BucketEntity bucket = only().getS3() == null ? null : only().getS3().getBucket();
        return bucket == null ? null : bucket.getName();
    }

    public @Nullable String getObjectKey() {
        S3ObjectEntity object = only().getS3() == null ? null : only().getS3().getObject();
        return object == null ? null : object.getKey();
    }

    public @Nullable String getEventName() {
        return only().getEventName();
    }

    private S3TriggerEventRecord only() {
        if (records == null || records.length != 1) {
            throw new IllegalArgumentException("this asks for an event of one record");
        }
        return records[0];
    }

    @Override
    public String toString() {
        return "S3TriggerEvent(records=" + Arrays.toString(records) + ")";
    }
}
