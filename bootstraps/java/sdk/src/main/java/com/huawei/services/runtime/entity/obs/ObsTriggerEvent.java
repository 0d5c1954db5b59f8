package com.huawei.services.runtime.entity.obs;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Changes of objects in a bucket (runtimes 1.13). */
public class ObsTriggerEvent implements ObsTriggerInfo {

    @SerializedName("Records")
    private ObsRecord @Nullable [] records;

    public ObsRecord @Nullable [] getRecords() {
        return records;
    }

    public void setRecords(ObsRecord @Nullable [] records) {
        this.records = records;
    }

    @Override
    public @Nullable String getBucketName() {
        ObsBucketEntity bucket = only().getS3() == null ? null : only().getS3().getBucket();
        return bucket == null ? null : bucket.getName();
    }

    @Override
    public @Nullable String getObjectKey() {
        ObsObjectEntity object = only().getS3() == null ? null : only().getS3().getObject();
        return object == null ? null : object.getKey();
    }

    @Override
    public @Nullable String getEventName() {
        return only().getEventName();
    }

    private ObsRecord only() {
        if (records == null || records.length != 1) {
            throw new IllegalArgumentException("this asks for an event of one record");
        }
        return records[0];
    }

    @Override
    public String toString() {
        return "ObsTriggerEvent(records=" + Arrays.toString(records) + ")";
    }
}
