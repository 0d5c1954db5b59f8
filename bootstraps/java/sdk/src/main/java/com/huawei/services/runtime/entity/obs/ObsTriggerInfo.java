package com.huawei.services.runtime.entity.obs;

import org.jspecify.annotations.Nullable;

/** The short way to what most functions want of an OBS event. Each method asks for an event of one record. */
public interface ObsTriggerInfo {

    @Nullable
    String getBucketName();

    @Nullable
    String getObjectKey();

    @Nullable
    String getEventName();
}
