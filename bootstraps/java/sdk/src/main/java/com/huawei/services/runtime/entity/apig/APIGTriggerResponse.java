package com.huawei.services.runtime.entity.apig;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an APIG trigger answers with (runtimes 1.10). */
public class APIGTriggerResponse {

    private int statusCode;

    private @Nullable Map<String, String> headers;

    private @Nullable String body;

    private boolean isBase64Encoded;

    /** 200 with an empty body. */
    public APIGTriggerResponse() {
        this(200, null, "");
    }

    public APIGTriggerResponse(int statusCode, @Nullable Map<String, String> headers, @Nullable String body) {
        this(statusCode, headers, false, body);
    }

    public APIGTriggerResponse(
            int statusCode, @Nullable Map<String, String> headers, boolean isBase64Encoded, @Nullable String body) {
        this.statusCode = statusCode;
        this.headers = headers;
        this.isBase64Encoded = isBase64Encoded;
        this.body = body;
    }

    public int getStatusCode() {
        return statusCode;
    }

    public void setStatusCode(int statusCode) {
        this.statusCode = statusCode;
    }

    public @Nullable Map<String, String> getHeaders() {
        return headers;
    }

    public void setHeaders(@Nullable Map<String, String> headers) {
        this.headers = headers;
    }

    public @Nullable String getBody() {
        return body;
    }

    public void setBody(@Nullable String body) {
        this.body = body;
    }

    public boolean isBase64Encoded() {
        return isBase64Encoded;
    }

    public void setBase64Encoded(boolean isBase64Encoded) {
        this.isBase64Encoded = isBase64Encoded;
    }

    /** Takes text and carries it in base64. */
    public void setBase64EncodedBody(String body) throws UnsupportedEncodingException {
        this.body = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
        this.isBase64Encoded = true;
    }

    public void addHeader(String name, String value) {
        addHeaders(Collections.singletonMap(name, value));
    }

    public void addHeaders(Map<String, String> more) {
        Map<String, String> all = headers == null ? new HashMap<String, String>() : new HashMap<>(headers);
        all.putAll(more);
        headers = all;
    }

    public void removeHeader(String name) {
        if (headers != null) {
            Map<String, String> all = new HashMap<>(headers);
            all.remove(name);
            headers = all;
        }
    }

    @Override
    public String toString() {
        return "APIGTriggerResponse(statusCode=" + statusCode + ", headers=" + headers + ", body=" + body
                + ", isBase64Encoded=" + isBase64Encoded + ")";
    }
}
