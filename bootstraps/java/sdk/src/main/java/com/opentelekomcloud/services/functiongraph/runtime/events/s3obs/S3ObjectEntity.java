package com.opentelekomcloud.services.functiongraph.runtime.events.s3obs;

import org.jspecify.annotations.Nullable;

/** An object; its key is URL-encoded. */
public class S3ObjectEntity {

    private @Nullable String key;

    private @Nullable String eTag;

    private long size;

    private @Nullable String versionId;

    private @Nullable String sequencer;

    public @Nullable String getKey() {
        return key;
    }

    public void setKey(@Nullable String key) {
        this.key = key;
    }

    public @Nullable String getETag() {
        return eTag;
    }

    public void setETag(@Nullable String eTag) {
        this.eTag = eTag;
    }

    public long getSize() {
        return size;
    }

    public void setSize(long size) {
        this.size = size;
    }

    public @Nullable String getVersionId() {
        return versionId;
    }

    public void setVersionId(@Nullable String versionId) {
        this.versionId = versionId;
    }

    public @Nullable String getSequencer() {
        return sequencer;
    }

    public void setSequencer(@Nullable String sequencer) {
        this.sequencer = sequencer;
    }

    @Override
    public String toString() {
        return "S3ObjectEntity(key=" + key + ", eTag=" + eTag + ", size=" + size + ", versionId=" + versionId
                + ", sequencer=" + sequencer + ")";
    }
}
