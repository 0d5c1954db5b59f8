package com.opentelekomcloud.services.functiongraph.runtime.events.smn;

import com.opentelekomcloud.services.functiongraph.runtime.core.TriggerEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Notifications of the Simple Message Notification service (runtimes 1.13). */
public class SMNTriggerEvent implements TriggerEvent {

    private SMNRecordEntity @Nullable [] record;

    public SMNRecordEntity @Nullable [] getRecord() {
        return record;
    }

    public void setRecord(SMNRecordEntity @Nullable [] record) {
        this.record = record;
    }

    @Override
    public String toString() {
        return "SMNTriggerEvent(record=" + Arrays.toString(record) + ")";
    }
}
