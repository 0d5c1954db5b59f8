package com.huawei.services.runtime.entity.dms;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message of a queue. */
public class DMSMessage {

    private @Nullable Object body;

    private @Nullable Map<String, String> attributes;

    public @Nullable Object getBody() {
        return body;
    }

    public void setBody(@Nullable Object body) {
        this.body = body;
    }

    public @Nullable Map<String, String> getAttributes() {
        return attributes;
    }

    public void setAttributes(@Nullable Map<String, String> attributes) {
        this.attributes = attributes;
    }

    @Override
    public String toString() {
        return "DMSMessage(body=" + body + ", attributes=" + attributes + ")";
    }
}
