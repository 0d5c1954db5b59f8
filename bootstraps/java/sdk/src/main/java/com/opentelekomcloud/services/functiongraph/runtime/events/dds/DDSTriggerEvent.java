package com.opentelekomcloud.services.functiongraph.runtime.events.dds;

import com.opentelekomcloud.services.functiongraph.runtime.core.TriggerEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Changes of a document database (runtimes 1.13). */
public class DDSTriggerEvent implements TriggerEvent {

    private DDSRecordEntity @Nullable [] records;

    public DDSRecordEntity @Nullable [] getRecords() {
        return records;
    }

    public void setRecords(DDSRecordEntity @Nullable [] records) {
        this.records = records;
    }

    @Override
    public String toString() {
        return "DDSTriggerEvent(records=" + Arrays.toString(records) + ")";
    }
}
