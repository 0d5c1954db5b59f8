package com.opentelekomcloud.services.functiongraph.runtime.events.dds;

import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;

/** What changed in a document database. */
public class DDSBodyEntity {

    @SerializedName("size_bytes")
    private long sizeBytes;

    private @Nullable String token;

    @SerializedName("full_document")
    private @Nullable String fullDocument;

    private @Nullable String ns;

    public long getSizeBytes() {
        return sizeBytes;
    }

    public void setSizeBytes(long sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public @Nullable String getFullDocument() {
        return fullDocument;
    }

    public void setFullDocument(@Nullable String fullDocument) {
        this.fullDocument = fullDocument;
    }

    public @Nullable String getNs() {
        return ns;
    }

    public void setNs(@Nullable String ns) {
        this.ns = ns;
    }

    @Override
    public String toString() {
        return "DDSBodyEntity(sizeBytes=" + sizeBytes + ", token=" + token + ", fullDocument=" + fullDocument + ", ns="
                + ns + ")";
    }
}
