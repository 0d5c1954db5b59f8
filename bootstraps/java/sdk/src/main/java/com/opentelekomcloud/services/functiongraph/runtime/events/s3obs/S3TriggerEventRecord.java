package com.opentelekomcloud.services.functiongraph.runtime.events.s3obs;

import org.jspecify.annotations.Nullable;

/** One change of an object. */
public class S3TriggerEventRecord {

    private @Nullable String eventVersion;

    private @Nullable String eventSource;

    private @Nullable String awsRegion;

    private @Nullable String eventTime;

    private @Nullable String eventName;

    private @Nullable UserIdentityEntity userIdentity;

    private @Nullable RequestParametersEntity requestParameters;

    private @Nullable ResponseElementsEntity responseElements;

    private @Nullable S3Entity s3;

    public @Nullable String getEventVersion() {
        return eventVersion;
    }

    public void setEventVersion(@Nullable String eventVersion) {
        this.eventVersion = eventVersion;
    }

    public @Nullable String getEventSource() {
        return eventSource;
    }

    public void setEventSource(@Nullable String eventSource) {
        this.eventSource = eventSource;
    }

    public @Nullable String getAwsRegion() {
        return awsRegion;
    }

    public void setAwsRegion(@Nullable String awsRegion) {
        this.awsRegion = awsRegion;
    }

    public @Nullable String getEventTime() {
        return eventTime;
    }

    public void setEventTime(@Nullable String eventTime) {
        this.eventTime = eventTime;
    }

    public @Nullable String getEventName() {
        return eventName;
    }

    public void setEventName(@Nullable String eventName) {
        this.eventName = eventName;
    }

    public @Nullable UserIdentityEntity getUserIdentity() {
        return userIdentity;
    }

    public void setUserIdentity(@Nullable UserIdentityEntity userIdentity) {
        this.userIdentity = userIdentity;
    }

    public @Nullable RequestParametersEntity getRequestParameters() {
        return requestParameters;
    }

    public void setRequestParameters(@Nullable RequestParametersEntity requestParameters) {
        this.requestParameters = requestParameters;
    }

    public @Nullable ResponseElementsEntity getResponseElements() {
        return responseElements;
    }

    public void setResponseElements(@Nullable ResponseElementsEntity responseElements) {
        this.responseElements = responseElements;
    }

    public @Nullable S3Entity getS3() {
        return s3;
    }

    public void setS3(@Nullable S3Entity s3) {
        this.s3 = s3;
    }

    @Override
    public String toString() {
        return "S3TriggerEventRecord(eventVersion=" + eventVersion + ", eventSource=" + eventSource + ", awsRegion="
                + awsRegion + ", eventTime=" + eventTime + ", eventName=" + eventName + ", userIdentity=" + userIdentity
                + ", requestParameters=" + requestParameters + ", responseElements=" + responseElements + ", s3=" + s3
                + ")";
    }
}
