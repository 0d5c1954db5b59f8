package funcgraph.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the handler is told about its call, under all three sets of names. Only the logger shows when user code turns a
 * context into JSON: the rest holds credentials.
 */
final class CallContext
        implements com.huawei.services.runtime.Context,
                com.services.runtime.Context,
                com.opentelekomcloud.services.runtime.Context {

    private final transient Spec spec;
    private final transient JsonObject call;
    private final transient AtomicReference<@Nullable Object> state;
    private final transient long endsNanos;
    private final CallLogger logger;
    private transient volatile Map<String, String> extra = Collections.emptyMap();

    CallContext(Spec spec, JsonObject call, int timeoutSeconds, AtomicReference<@Nullable Object> state) {
        this.spec = spec;
        this.call = call;
        this.state = state;
        this.endsNanos = System.nanoTime() + timeoutSeconds * 1_000_000_000L;
        this.logger = new CallLogger(Spec.text(call, "requestId"));
    }

    @Override
    public String getRequestID() {
        return Spec.text(call, "requestId");
    }

    @Override
    public int getRemainingTimeInMilliSeconds() {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, (endsNanos - System.nanoTime()) / 1_000_000));
    }

    @Override
    public String getAccessKey() {
        return credential("accessKey");
    }

    @Override
    public String getSecretKey() {
        return credential("secretKey");
    }

    @Override
    public String getSecurityAccessKey() {
        return credential("securityAccessKey");
    }

    @Override
    public String getSecuritySecretKey() {
        return credential("securitySecretKey");
    }

    @Override
    public String getSecurityToken() {
        return credential("securityToken");
    }

    @Override
    public String getToken() {
        return credential("token");
    }

    private String credential(String name) {
        JsonElement credentials = call.get("credentials");
        return credentials != null && credentials.isJsonObject() ? Spec.text(credentials.getAsJsonObject(), name) : "";
    }

    @Override
    public @Nullable String getUserData(String key) {
        return spec.userData.get(key);
    }

    @Override
    public String getFunctionName() {
        return spec.function;
    }

    @Override
    public int getRunningTimeInSeconds() {
        return spec.timeoutSeconds;
    }

    @Override
    public String getVersion() {
        return spec.version;
    }

    @Override
    public int getMemorySize() {
        return spec.memoryMb;
    }

    @Override
    public int getCPUNumber() {
        return spec.cpuMillicores;
    }

    @Override
    public String getProjectID() {
        return spec.projectId;
    }

    @Override
    public String getPackage() {
        return spec.packageName;
    }

    @Override
    public String getAlias() {
        return Spec.text(call, "alias");
    }

    @Override
    public CallLogger getLogger() {
        return logger;
    }

    @Override
    public @Nullable Object getState() {
        return state.get();
    }

    @Override
    public void setState(@Nullable Object value) {
        state.set(value);
    }

    @Override
    public String getInstanceID() {
        return spec.instanceId;
    }

    @Override
    public String getInstanceLabel() {
        return "";
    }

    @Override
    public String getInvokeProperty() {
        return Spec.text(call, "invokeProperty");
    }

    @Override
    public String getTraceID() {
        String traceId = Spec.text(call, "traceId");
        return traceId.isEmpty() ? getRequestID() : traceId;
    }

    @Override
    public String getInvokeID() {
        return getRequestID();
    }

    @Override
    public String getWorkflowID() {
        return Spec.text(call, "workflowId");
    }

    @Override
    public String getWorkflowRunID() {
        return Spec.text(call, "workflowRunId");
    }

    @Override
    public String getWorkflowStateID() {
        return Spec.text(call, "workflowStateId");
    }

    @Override
    public @Nullable String getReqStreamName() {
        return null;
    }

    @Override
    public @Nullable String getRespStreamName() {
        return null;
    }

    @Override
    public @Nullable String getFrontendResponseStreamName() {
        return null;
    }

    @Override
    public Map<String, String> getExtraMap() {
        return extra;
    }

    @Override
    public void setExtraMap(Map<String, String> more) {
        extra = new HashMap<>(more);
    }
}
