package com.huawei.services.runtime.entity.obs;

import org.jspecify.annotations.Nullable;

/** The bucket and the object of an event. */
public class ObsEntity {

    private @Nullable String configurationId;

    private @Nullable ObsBucketEntity bucket;

    private @Nullable ObsObjectEntity object;

    private @Nullable String s3SchemaVersion;

    public @Nullable String getConfigurationId() {
        return configurationId;
    }

    public void setConfigurationId(@Nullable String configurationId) {
        this.configurationId = configurationId;
    }

    public @Nullable ObsBucketEntity getBucket() {
        return bucket;
    }

    public void setBucket(@Nullable ObsBucketEntity bucket) {
        this.bucket = bucket;
    }

    public @Nullable ObsObjectEntity getObject() {
        return object;
    }

    public void setObject(@Nullable ObsObjectEntity object) {
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
        return "ObsEntity(configurationId=" + configurationId + ", bucket=" + bucket + ", object=" + object
                + ", s3SchemaVersion=" + s3SchemaVersion + ")";
    }
}
