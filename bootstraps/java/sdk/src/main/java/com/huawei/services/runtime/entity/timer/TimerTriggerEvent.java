package com.huawei.services.runtime.entity.timer;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** A timer went off (runtimes 1.13). */
public class TimerTriggerEvent {

    private @Nullable String version;

    private @Nullable String time;

    @SerializedName("trigger_name")
    private @Nullable String triggerName;

    @SerializedName("trigger_type")
    private @Nullable String triggerType;

    @SerializedName("user_event")
    private @Nullable String userEvent;

    public @Nullable String getVersion() {
        return version;
    }

    public void setVersion(@Nullable String version) {
        this.version = version;
    }

    public @Nullable String getTime() {
        return time;
    }

    public void setTime(@Nullable String time) {
        this.time = time;
    }

    public @Nullable String getTriggerName() {
        return triggerName;
    }

    public void setTriggerName(@Nullable String triggerName) {
        this.triggerName = triggerName;
    }

    public @Nullable String getTriggerType() {
        return triggerType;
    }

    public void setTriggerType(@Nullable String triggerType) {
        this.triggerType = triggerType;
    }

    public @Nullable String getUserEvent() {
        return userEvent;
    }

    public void setUserEvent(@Nullable String userEvent) {
        this.userEvent = userEvent;
    }

    @Override
    public String toString() {
        return "TimerTriggerEvent(version=" + version + ", time=" + time + ", triggerName=" + triggerName
                + ", triggerType=" + triggerType + ", userEvent=" + userEvent + ")";
    }
}
