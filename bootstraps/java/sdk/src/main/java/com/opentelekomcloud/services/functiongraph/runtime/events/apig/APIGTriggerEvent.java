package com.opentelekomcloud.services.functiongraph.runtime.events.apig;

import com.google.gson.annotations.SerializedName;
import com.opentelekomcloud.services.functiongraph.runtime.core.TriggerEvent;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that came through an APIG trigger (runtimes 1.10). */
public class APIGTriggerEvent implements TriggerEvent {

    private boolean isBase64Encoded;

    private @Nullable String httpMethod;

    private @Nullable String path;

    private @Nullable String body;

    private @Nullable Map<String, String> pathParameters;

    private @Nullable APIGRequestContext requestContext;

    private @Nullable Map<String, String> headers;

    private @Nullable Map<String, Object> queryStringParameters;

    @SerializedName("user_data")
    private @Nullable String userData;

    public boolean isBase64Encoded() {
        return isBase64Encoded;
    }

    public void setBase64Encoded(boolean isBase64Encoded) {
        this.isBase64Encoded = isBase64Encoded;
    }

    public @Nullable String getHttpMethod() {
        return httpMethod;
    }

    public void setHttpMethod(@Nullable String httpMethod) {
        this.httpMethod = httpMethod;
    }

    public @Nullable String getPath() {
        return path;
    }

    public void setPath(@Nullable String path) {
        this.path = path;
    }

    public @Nullable String getBody() {
        return body;
    }

    public void setBody(@Nullable String body) {
        this.body = body;
    }

    public @Nullable Map<String, String> getPathParameters() {
        return pathParameters;
    }

    public void setPathParameters(@Nullable Map<String, String> pathParameters) {
        this.pathParameters = pathParameters;
    }

    public @Nullable APIGRequestContext getRequestContext() {
        return requestContext;
    }

    public void setRequestContext(@Nullable APIGRequestContext requestContext) {
        this.requestContext = requestContext;
    }

    public @Nullable Map<String, String> getHeaders() {
        return headers;
    }

    public void setHeaders(@Nullable Map<String, String> headers) {
        this.headers = headers;
    }

    public @Nullable Map<String, Object> getQueryStringParameters() {
        return queryStringParameters;
    }

    public void setQueryStringParameters(@Nullable Map<String, Object> queryStringParameters) {
        this.queryStringParameters = queryStringParameters;
    }

    public @Nullable String getUserData() {
        return userData;
    }

    public void setUserData(@Nullable String userData) {
        this.userData = userData;
    }

    /** The body in clear, when {@link #isBase64Encoded()}; else as it is. */
    public @Nullable String getRawBody() throws UnsupportedEncodingException {
        return body == null || !isBase64Encoded
                ? body
                : new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "APIGTriggerEvent(isBase64Encoded=" + isBase64Encoded + ", httpMethod=" + httpMethod + ", path=" + path
                + ", body=" + body + ", pathParameters=" + pathParameters + ", requestContext=" + requestContext
                + ", headers=" + headers + ", queryStringParameters=" + queryStringParameters + ", userData=" + userData
                + ")";
    }
}
