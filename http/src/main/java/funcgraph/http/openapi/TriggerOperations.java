package funcgraph.http.openapi;

import static funcgraph.contract.ErrorCode.BUCKET_CONFLICT;
import static funcgraph.contract.ErrorCode.INVALID_TRIGGER_TYPE;
import static funcgraph.contract.ErrorCode.TOO_MANY_PULL_TRIGGERS;
import static funcgraph.contract.ErrorCode.TOO_MANY_TRIGGERS;
import static funcgraph.http.openapi.Operation.that;

import funcgraph.contract.ListTriggersResponse;
import funcgraph.contract.TriggerEventsResponse;
import funcgraph.contract.TriggerResponse;
import funcgraph.contract.TriggerTypeResponse;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.TriggerType;
import funcgraph.http.exchange.ErrorMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Triggers. Their bodies depend on their types, so that no record stands for them. */
final class TriggerOperations {

    private static final Map<String, Object> STATUS = Map.of("enum", List.of("ACTIVE", "DISABLED", ""));
    private static final Map<String, Object> TYPE = Map.of(
            "type",
            "string",
            "examples",
            Stream.of(TriggerType.values()).map(TriggerType::name).toList());
    private static final Map<String, Object> EVENT_DATA = Map.of(
            "oneOf",
            List.of(
                    Map.of("type", "object"),
                    Map.of("type", "string", "contentMediaType", "application/json"),
                    Map.of("type", "array", "items", Map.of("type", "object"))));

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    /** What object stores of the S3 family send; of it, what is read. */
    private static final Map<String, Object> NOTICE = object(Map.of(
            "eventName", TEXT,
            "eventTime", TEXT,
            "userIdentity", object(Map.of("principalId", TEXT)),
            "requestParameters", object(Map.of("sourceIPAddress", TEXT)),
            "responseElements", object(Map.of("x-amz-request-id", TEXT, "x-amz-id-2", TEXT)),
            "s3",
                    object(Map.of(
                            "bucket",
                            object(Map.of(
                                    "name",
                                    TEXT,
                                    "ownerIdentity",
                                    object(Map.of("principalId", TEXT, "PrincipalId", TEXT)))),
                            "object",
                            object(Map.of(
                                    "key", TEXT,
                                    "eTag", TEXT,
                                    "versionId", TEXT,
                                    "sequencer", TEXT,
                                    "size", Map.of("type", "integer")))))));

    private TriggerOperations() {}

    static void addTo(Map<String, Operation> all) {
        all.put("ListTriggers", that("Lists the triggers of a project.").paged().giving(ListTriggersResponse.class));
        all.put("ListTriggerTypes", that("Lists the types of triggers.").givingAll(TriggerTypeResponse.class));
        all.put(
                "CreateFunctionTrigger",
                that("Has a function called by a source of events.")
                        .taking(new Shape.Fields(
                                Map.of("trigger_type_code", TYPE, "trigger_status", STATUS, "event_data", EVENT_DATA)))
                        .giving(201, new Shape.Records(List.of(TriggerResponse.class)))
                        .refusing(ErrorMapper.ofTriggers(TriggerFault.values()))
                        .refusing(INVALID_TRIGGER_TYPE, TOO_MANY_TRIGGERS, TOO_MANY_PULL_TRIGGERS));
        all.put("ListFunctionTriggers", that("Lists a function's triggers.").givingAll(TriggerResponse.class));
        all.put("BatchDeleteFunctionTriggers", that("Deletes all triggers of a function's version or alias."));
        all.put("ShowFunctionTrigger", one("Shows a trigger.").giving(TriggerResponse.class));
        all.put(
                "UpdateTrigger",
                one("Changes a trigger, or switches it on and off.")
                        .taking(new Shape.Fields(Map.of("trigger_status", STATUS, "event_data", EVENT_DATA)))
                        .giving(TriggerResponse.class)
                        .refusing(ErrorMapper.ofTriggers(TriggerFault.values()))
                        .refusing(BUCKET_CONFLICT));
        all.put("DeleteFunctionTrigger", one("Deletes a trigger."));
        all.put(
                "AcceptTriggerEvents",
                one("Takes records that a source brings to a trigger.")
                        .taking(new Shape.Fields(Map.of("records", Map.of("type", "array", "minItems", 1))))
                        .giving(202, new Shape.Records(List.of(TriggerEventsResponse.class))));
        all.put(
                "AcceptObjectNotices",
                that("Takes what an object store tells of a project's buckets; its Authorization is sources.obs_token.")
                        .reading(Operation.AUTHORIZATION)
                        .taking(new Shape.Fields(Map.of("Records", Map.of("type", "array", "items", NOTICE))))
                        .giving(202, new Shape.Records(List.of(TriggerEventsResponse.class))));
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of("type", "object", "properties", properties);
    }

    private static Operation one(String summary) {
        return that(summary)
                .refusing(ErrorMapper.ofTriggers(TriggerFault.NOT_THERE))
                .refusing(INVALID_TRIGGER_TYPE);
    }
}
