package com.opentelekomcloud.services.functiongraph.runtime.events.s3obs;

import org.jspecify.annotations.Nullable;

/** The bucket and the object of an event. */
public class S3Entity {

    private @Nullable String configurationId;

    private @Nullable S3BucketEntity bucket;

    private @Nullable S3ObjectEntity object;

    private @Nullable String s3SchemaVersion;

    public @Nullable String getConfigurationId() {
        return configurationId;
    }

    public void setConfigurationId(@Nullable String configurationId) {
        this.configurationId = configurationId;
    }

    public @Nullable S3BucketEntity getBucket() {
        return bucket;
    }

    public void setBucket(@Nullable S3BucketEntity bucket) {
        this.bucket = bucket;
    }

    public @Nullable S3ObjectEntity getObject() {
        return object;
    }

    public void setObject(@Nullable S3ObjectEntity object) {
        this.object = object;
    }

    public @Nullable String getS3SchemaVersion() {
        return s3SchemaVersion;
    }

    public void setS3SchemaVersion(@Nullable String s3SchemaVersion) {
        this.s3SchemaVersion = s3SchemaVersion;
    }

    @Override
    public String toString() {
        return "S3Entity(configurationId=" + configurationId + ", bucket=" + bucket + ", object=" + object
                + ", s3SchemaVersion=" + s3SchemaVersion + ")";
    }
}
