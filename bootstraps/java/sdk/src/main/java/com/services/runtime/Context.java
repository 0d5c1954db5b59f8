package com.services.runtime;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a handler is told about its call, with the names of the SDK of Huawei Cloud, fss-java-sdk 2 (runtimes 1.5). */
public interface Context {

    /** The id of the request; a retry has the same. */
    String getRequestID();

    /** Milliseconds until the call is ended, never below 0. */
    int getRemainingTimeInMilliSeconds();

    /** The access key of the agency, empty without one. */
    String getAccessKey();

    /** The secret key of the agency, empty without one. */
    String getSecretKey();

    /** The temporary access key of the agency, empty without one. */
    String getSecurityAccessKey();

    /** The temporary secret key of the agency, empty without one. */
    String getSecuritySecretKey();

    /** The token that goes with the temporary keys, empty without an agency. */
    String getSecurityToken();

    /** A token of the agency, empty without one. */
    String getToken();

    /** The value of a user variable, plain or encrypted; null when there is none. */
    @Nullable
    String getUserData(String key);

    String getFunctionName();

    /** The time limit of a call in seconds. */
    int getRunningTimeInSeconds();

    /** The version, {@code latest} for the unpublished one. */
    String getVersion();

    /** The memory limit in MB. */
    int getMemorySize();

    /** The share of processors in thousandths. */
    int getCPUNumber();

    String getProjectID();

    /** The group of the function, {@code default} unless told otherwise. */
    String getPackage();

    /** The alias that the call named, empty without one. */
    String getAlias();

    /** The log of this call. */
    RuntimeLogger getLogger();

    /** What {@link #setState} left in this instance; null at first. */
    @Nullable
    Object getState();

    /** Leaves something for later calls of this instance. */
    void setState(@Nullable Object state);

    /** The id of the instance that runs the call. */
    String getInstanceID();

    /** What the caller said about the call beside its event, as JSON text; empty as a rule. */
    String getInvokeProperty();

    /** The id under which the call is traced. */
    String getTraceID();

    /** The id of this run of the call. */
    String getInvokeID();

    /** The workflow that made the call; empty without one. */
    String getWorkflowID();

    /** The run of the workflow that made the call; empty without one. */
    String getWorkflowRunID();

    /** The state of the workflow that made the call; empty without one. */
    String getWorkflowStateID();

    /** The label of the instance; empty. */
    String getInstanceLabel();

    /** The stream of the request; there is none. */
    @Nullable
    String getReqStreamName();

    /** The stream of the response; there is none. */
    @Nullable
    String getRespStreamName();

    /** The stream of the response at the frontend; there is none. */
    @Nullable
    String getFrontendResponseStreamName();

    /** What {@link #setExtraMap} left in this call. */
    Map<String, String> getExtraMap();

    /** Keeps something with this call. */
    void setExtraMap(Map<String, String> extra);
}
