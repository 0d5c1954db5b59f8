package com.opentelekomcloud.services.functiongraph.runtime.events.s3obs;

import org.jspecify.annotations.Nullable;

/** A bucket. */
public class S3BucketEntity {

    private @Nullable String name;

    private @Nullable S3IdEntity ownerIdentity;

    private @Nullable String arn;

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable S3IdEntity getOwnerIdentity() {
        return ownerIdentity;
    }

    public void setOwnerIdentity(@Nullable S3IdEntity ownerIdentity) {
        this.ownerIdentity = ownerIdentity;
    }

    public @Nullable String getArn() {
        return arn;
    }

    public void setArn(@Nullable String arn) {
        this.arn = arn;
    }

    @Override
    public String toString() {
        return "S3BucketEntity(name=" + name + ", ownerIdentity=" + ownerIdentity + ", arn=" + arn + ")";
    }
}
