package com.huawei.services.runtime.entity.obs;

import org.jspecify.annotations.Nullable;

/** A bucket. */
public class ObsBucketEntity {

    private @Nullable String name;

    private @Nullable ObsIdEntity ownerIdentity;

    private @Nullable String arn;

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable ObsIdEntity getOwnerIdentity() {
        return ownerIdentity;
    }

    public void setOwnerIdentity(@Nullable ObsIdEntity ownerIdentity) {
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
        return "ObsBucketEntity(name=" + name + ", ownerIdentity=" + ownerIdentity + ", arn=" + arn + ")";
    }
}
