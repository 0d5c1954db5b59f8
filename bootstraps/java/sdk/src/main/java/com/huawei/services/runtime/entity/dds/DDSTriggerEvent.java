package com.huawei.services.runtime.entity.dds;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Changes of a document database (runtimes 1.13). */
public class DDSTriggerEvent {

    private DDSRecord @Nullable [] records;

    public DDSRecord @Nullable [] getRecords() {
        return records;
    }

    public void setRecords(DDSRecord @Nullable [] records) {
        this.records = records;
    }

    @Override
    public String toString() {
        return "DDSTriggerEvent(records=" + Arrays.toString(records) + ")";
    }
}
