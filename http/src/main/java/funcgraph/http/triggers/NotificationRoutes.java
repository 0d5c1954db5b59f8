package funcgraph.http.triggers;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.TriggerEventsResponse;
import funcgraph.engine.trigger.Notifications;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where an object store posts what happens to its objects, in the form of S3, as MinIO's webhooks and others do. A store
 * cannot sign like a user; it proves itself by a token.
 */
public final class NotificationRoutes {

    private static final int ACCEPTED = 202;
    private static final int MOST_RECORDS = 10_000;
    private static final String BEARER = "Bearer ";

    private final Notifications notifications;
    private final byte[] token;

    /**
     * Makes the routes.
     *
     * @param token empty for one that nobody has
     */
    public NotificationRoutes(Notifications notifications, String token) {
        this.notifications = notifications;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** Notices of a project's buckets. */
    public Answer accept(ApiRequest request) {
        requireToken(request.header("Authorization"));
        var notices = notices(Json.object(request.body()).path("Records"));
        var ids = notifications.accept(request.parameter("project"), notices);
        return Answer.json(
                ACCEPTED,
                new TriggerEventsResponse(
                        ids.isEmpty() ? "" : ids.getFirst(),
                        ids,
                        ids.size(),
                        Math.max(0, notices.size() - ids.size())));
    }

    private void requireToken(@Nullable String header) {
        var given = header == null ? "" : header.startsWith(BEARER) ? header.substring(BEARER.length()) : header;
        if (token.length == 0 || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
            throw new Rejected(
                    ErrorCode.UNAUTHORIZED, "Authorization is not the token of the object store, sources.obs_token");
        }
    }

    /** A store's test of the address has no records. */
    private static List<Notifications.Notice> notices(JsonNode records) {
        if (records.size() > MOST_RECORDS) {
            throw bad("Records has " + records.size() + " records; allowed: " + MOST_RECORDS);
        }
        var notices = new ArrayList<Notifications.Notice>();
        for (int i = 0; i < records.size(); i++) {
            notices.add(notice(records.path(i), "Records[" + i + "]"));
        }
        return notices;
    }

    private static Notifications.Notice notice(JsonNode record, String path) {
        var s3 = record.path("s3");
        var object = s3.path("object");
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", needed(record.path("eventName"), path + ".eventName"));
        fields.put("key", decoded(needed(object.path("key"), path + ".s3.object.key"), path));
        put(fields, "time", record.path("eventTime"));
        put(fields, "principal_id", record.path("userIdentity").path("principalId"));
        put(fields, "source_ip", record.path("requestParameters").path("sourceIPAddress"));
        put(fields, "request_id", record.path("responseElements").path("x-amz-request-id"));
        put(fields, "id_2", record.path("responseElements").path("x-amz-id-2"));
        put(fields, "owner_id", owner(s3.path("bucket").path("ownerIdentity")));
        put(fields, "etag", object.path("eTag"));
        put(fields, "version_id", object.path("versionId"));
        put(fields, "sequencer", object.path("sequencer"));
        if (object.path("size").isIntegralNumber()) {
            fields.put("size", object.path("size").longValue());
        }
        return new Notifications.Notice(needed(s3.path("bucket").path("name"), path + ".s3.bucket.name"), fields);
    }

    private static JsonNode owner(JsonNode identity) {
        return identity.has("PrincipalId") ? identity.path("PrincipalId") : identity.path("principalId");
    }

    private static void put(Map<String, Object> fields, String name, JsonNode value) {
        if (value.isString() && !value.stringValue().isEmpty()) {
            fields.put(name, value.stringValue());
        }
    }

    private static String needed(JsonNode value, String path) {
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw bad(path + " is missing; allowed: a text");
        }
        return value.stringValue();
    }

    private static String decoded(String key, String path) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad(path + ".s3.object.key is '" + key + "'; allowed: a key in the form of a URL's query");
        }
    }

    private static Rejected bad(String message) {
        return new Rejected(ErrorCode.INVALID_PARAMETER, message);
    }
}
