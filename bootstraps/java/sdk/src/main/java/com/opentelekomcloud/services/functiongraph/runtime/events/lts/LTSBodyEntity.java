package com.opentelekomcloud.services.functiongraph.runtime.events.lts;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Log lines, packed. */
public class LTSBodyEntity {

    private @Nullable String data;

    public @Nullable String getData() {
        return data;
    }

    public void setData(@Nullable String data) {
        this.data = data;
    }

    /** The data in clear. */
    public String getRawData() throws UnsupportedEncodingException {
        return data == null ? "" : new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "LTSBodyEntity(data=" + data + ")";
    }
}
