package funcgraph.http.exchange;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.ErrorResponse;
import funcgraph.domain.Excerpt;
import funcgraph.domain.Flaw;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.Qualifier;
import funcgraph.domain.Refusal;
import funcgraph.domain.Refused;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.TriggerType;
import funcgraph.domain.Violation;
import funcgraph.http.json.BadJson;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer. What is not expected is logged whole and answered without detail. */
public final class ErrorMapper {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

    /** Room for a violation of every field; what callers sent is not repeated to them without end. */
    private static final int LONGEST_MESSAGE = 16 * 1024;

    private ErrorMapper() {}

    /** The answer to whatever a handler threw. */
    public static Answer answer(Throwable failure, String requestId) {
        return switch (failure) {
            case Refused refused -> refusal(refused.refusal(), requestId);
            case Rejected rejected -> error(rejected.code(), message(rejected), requestId);
            case BadJson bad -> error(ErrorCode.INVALID_PARAMETER, message(bad), requestId);
            case Throwable unexpected -> {
                LOG.error("request {} failed", requestId, unexpected);
                yield error(ErrorCode.INTERNAL, ErrorCode.INTERNAL.standardText(), requestId);
            }
        };
    }

    /** An error body with its status. */
    public static Answer error(ErrorCode code, String message, String requestId) {
        var body = new ErrorResponse(
                code.wireCode(),
                Excerpt.of(message, LONGEST_MESSAGE),
                requestId,
                new ErrorResponse.Details(code.standardText()));
        return Answer.json(code.httpStatus(), body);
    }

    /** Whatever a wrong field of a function may answer with. */
    public static Set<ErrorCode> ofFields() {
        return Stream.of(Violation.Rule.values()).map(ErrorMapper::codeOf).collect(Collectors.toSet());
    }

    /** Whatever such faults of a trigger, of any type, may answer with. */
    public static Set<ErrorCode> ofTriggers(TriggerFault... faults) {
        return Stream.of(TriggerType.values())
                .flatMap(type -> Stream.of(faults).map(fault -> TriggerCodes.of(type, fault)))
                .collect(Collectors.toSet());
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? "" : e.getMessage();
    }

    private static Answer refusal(Refusal refusal, String requestId) {
        return switch (refusal) {
            case Refusal.BadUrn(String urn, String why) ->
                error(ErrorCode.INVALID_URN, "function_urn is '" + urn + "'; " + why, requestId);
            case Refusal.ForeignProject(String ignored) ->
                error(ErrorCode.FORBIDDEN, "namespace and token mismatch", requestId);
            case Refusal.NoFunction(FunctionKey key) ->
                error(ErrorCode.NO_SUCH_FUNCTION, "Not found the function '" + key.name() + "'", requestId);
            case Refusal.NoVersion(FunctionKey key, String version) ->
                error(
                        ErrorCode.NO_SUCH_VERSION,
                        "function '" + key.name() + "' has no version '" + version + "'",
                        requestId);
            case Refusal.NoAlias(FunctionKey key, String alias) ->
                error(ErrorCode.NO_SUCH_ALIAS, "function '" + key.name() + "' has no alias '" + alias + "'", requestId);
            case Refusal.FunctionExists(FunctionKey key) ->
                error(
                        ErrorCode.FUNCTION_EXISTS,
                        "function '" + key.name() + "' exists in package '" + key.packageName() + "'",
                        requestId);
            case Refusal.NotTheHead(Qualifier qualifier) ->
                error(ErrorCode.INVALID_VERSION, notTheHead(qualifier), requestId);
            case Refusal.HeadNotDeletable(FunctionKey key) ->
                error(
                        ErrorCode.INVALID_PARAMETER,
                        "version 'latest' of '" + key.name()
                                + "' cannot be deleted by itself; leave the version out to delete the function",
                        requestId);
            case Refusal.VersionExists(FunctionKey key, String version) ->
                error(
                        ErrorCode.VERSION_EXISTS,
                        "function '" + key.name() + "' has a version '" + version + "'",
                        requestId);
            case Refusal.NothingToPublish(FunctionKey key, String last) ->
                error(
                        ErrorCode.NOTHING_TO_PUBLISH,
                        "function '" + key.name() + "' is what its version '" + last + "' is",
                        requestId);
            case Refusal.DigestMoved(String expected, String actual) ->
                error(
                        ErrorCode.CONFLICT,
                        "digest is '" + expected + "', but the code's is '" + actual + "'",
                        requestId);
            case Refusal.TooManyVersions(int allowed) ->
                error(
                        ErrorCode.FORBIDDEN,
                        "the function has " + allowed + " versions, latest included, which is the limit",
                        requestId);
            case Refusal.AdditionalVersion(String version, String alias) ->
                error(
                        ErrorCode.ADDITIONAL_VERSION,
                        "version '" + version + "' is the additional version of alias '" + alias + "'",
                        requestId);
            case Refusal.AliasExists(FunctionKey key, String alias) ->
                error(ErrorCode.ALIAS_EXISTS, "function '" + key.name() + "' has an alias '" + alias + "'", requestId);
            case Refusal.VersionHasAlias(String version, String alias) ->
                error(
                        ErrorCode.VERSION_HAS_ALIAS,
                        "version is '" + version + "', which has the alias '" + alias
                                + "'; allowed: a version without one",
                        requestId);
            case Refusal.TooManyAliases(int allowed) ->
                error(
                        ErrorCode.TOO_MANY_ALIASES,
                        "the function has " + allowed + " aliases, which is the limit",
                        requestId);
            case Refusal.AliasHasTriggers(String alias) ->
                error(ErrorCode.ALIAS_HAS_TRIGGERS, "alias '" + alias + "' has triggers; delete them first", requestId);
            case Refusal.BadPublication(var flaws) ->
                error(
                        codeOf(flaws.getFirst().rule()),
                        flaws.stream().map(Flaw::message).collect(Collectors.joining("; ")),
                        requestId);
            case Refusal.BadFields(var violations) ->
                error(
                        codeOf(violations.getFirst().rule()),
                        violations.stream().map(Violation::message).collect(Collectors.joining("; ")),
                        requestId);
            case Refusal.RevisionMoved(long expected, long actual) ->
                error(
                        ErrorCode.CONFLICT,
                        "If-Match names revision " + expected + ", the function is at revision " + actual,
                        requestId);
            case Refusal.TooManyFunctions(int allowed) ->
                error(ErrorCode.TOO_MANY_FUNCTIONS, "the project may have " + allowed + " functions", requestId);
            case Refusal.TooMuchCode(long allowed) ->
                error(ErrorCode.TOO_MUCH_CODE, "the code of a project may take " + allowed + " bytes", requestId);
            case Refusal.CodeTooLarge(boolean inline, long size, long allowed) ->
                error(
                        inline ? ErrorCode.INLINE_CODE_TOO_LARGE : ErrorCode.PACKAGE_TOO_LARGE,
                        "the code has " + size + " bytes; allowed: " + allowed,
                        requestId);
            case Refusal.CodeNotBuilt(String output) ->
                error(ErrorCode.INVALID_CODE, "the code does not compile: " + output, requestId);
            case Refusal.NoBuilder(String why) -> error(ErrorCode.UNAVAILABLE, why, requestId);
            case Refusal.StoreBusy(String why) -> error(ErrorCode.UNAVAILABLE, why + "; try again", requestId);
            case Refusal.NotThere(var resource, String id) ->
                error(
                        ResourceCodes.notThere(resource),
                        "there is no " + ResourceCodes.name(resource) + " '" + id + "'",
                        requestId);
            case Refusal.Taken(var resource, String name) ->
                error(
                        ResourceCodes.taken(resource),
                        "there is another " + ResourceCodes.name(resource) + " '" + name + "'",
                        requestId);
            case Refusal.TooMany(var resource, int allowed) ->
                error(
                        ResourceCodes.tooMany(resource),
                        "the limit is " + allowed + " of this kind: " + ResourceCodes.name(resource),
                        requestId);
            case Refusal.LogsAreOn() -> error(ErrorCode.LOGS_ENABLED, ErrorCode.LOGS_ENABLED.standardText(), requestId);
            case Refusal.DependencyInUse(String id) ->
                error(ErrorCode.DEPENDENCY_IN_USE, "functions use the dependency version '" + id + "'", requestId);
            case Refusal.ForeignDependency(String id) ->
                error(
                        ErrorCode.DEPENDENCY_INACCESSIBLE,
                        "the dependency version '" + id + "' is another project's",
                        requestId);
            case Refusal.Flawed(var flaws) ->
                error(
                        codeOf(flaws.getFirst().rule()),
                        flaws.stream().map(Flaw::message).collect(Collectors.joining("; ")),
                        requestId);
            case Refusal.NoAgency(String name) ->
                error(ErrorCode.NO_SUCH_AGENCY, "agency '" + name + "' is not declared for this project", requestId);
            case Refusal.NoSuchObject(String url) ->
                error(ErrorCode.NO_SUCH_OBJECT, "Not Found the object from OBS: " + url, requestId);
            case Refusal.ObjectStoreFailed(String url, String why) ->
                error(ErrorCode.BAD_GATEWAY, "the object store did not give " + url + ": " + why, requestId);
            case Refusal.BadAsync(var problems) ->
                error(ErrorCode.INVALID_PARAMETER, String.join("; ", problems), requestId);
            case Refusal.FunctionDisabled ignored -> error(ErrorCode.TOO_MANY_REQUESTS, "Function Disabled", requestId);
            case Refusal.QueueFull(boolean ofFunction, long capacity) ->
                error(
                        ofFunction ? ErrorCode.TOO_MANY_REQUESTS : ErrorCode.UNAVAILABLE,
                        capacity + " asynchronous invocations" + (ofFunction ? " of the function" : "")
                                + " are waiting, which is the limit",
                        requestId);
            case Refusal.EventTooLarge(long size, long allowed) ->
                error(ErrorCode.EVENT_TOO_LARGE, "the event has " + size + " bytes; allowed: " + allowed, requestId);
            case Refusal.NoAsyncConfig(FunctionKey key, String qualifier) ->
                error(
                        ErrorCode.NOT_FOUND,
                        "'" + qualifier + "' of function '" + key.name() + "' has no asynchronous configuration",
                        requestId);
            case Refusal.NotCancellable(String id, String why) ->
                error(ErrorCode.INVALID_PARAMETER, "request_id is '" + id + "'; " + why, requestId);
            case Refusal.NoTriggerType(String type) ->
                error(
                        ErrorCode.INVALID_TRIGGER_TYPE,
                        "trigger_type_code is '" + type + "'; allowed: " + TriggerType.allowed(),
                        requestId);
            case Refusal.BadTrigger(TriggerType type, TriggerFault fault, String why) ->
                error(TriggerCodes.of(type, fault), why, requestId);
            case Refusal.TooManyTriggers(int allowed) ->
                error(ErrorCode.TOO_MANY_TRIGGERS, "a version may have " + allowed + " triggers", requestId);
            case Refusal.TooManyReserved(String why) -> error(ErrorCode.TOO_MANY_RESERVED, why, requestId);
            case Refusal.ReservedElsewhere(String qualifier, String other) ->
                error(
                        ErrorCode.INVALID_PARAMETER,
                        "'" + other + "' has reserved instances, which '" + qualifier + "' would have as well;"
                                + " allowed: for a version or for its alias",
                        requestId);
            case Refusal.TooManyPullTriggers(int allowed) ->
                error(
                        ErrorCode.TOO_MANY_PULL_TRIGGERS,
                        "a project may have " + allowed + " triggers whose events are fetched",
                        requestId);
        };
    }

    private static String notTheHead(Qualifier qualifier) {
        var what = switch (qualifier) {
            case Qualifier.Alias(String name) -> "alias '" + name + "'";
            case Qualifier.Version(String name) -> "version '" + name + "'";
            case Qualifier.None() -> "this";
        };
        return what + " cannot be changed; allowed: latest, since published versions are immutable";
    }

    /** Which code a broken rule of what belongs to functions answers with (functiongraph-api 2.2, 2.3, 2.6, 2.9). */
    private static ErrorCode codeOf(Flaw.Rule rule) {
        return switch (rule) {
            case PARAMETER -> ErrorCode.INVALID_PARAMETER;
            case ALIAS_NAME -> ErrorCode.INVALID_ALIAS;
            case VERSION -> ErrorCode.INVALID_VERSION;
            case DESCRIPTION -> ErrorCode.DESCRIPTION_TOO_LONG;
            case ADDITIONAL_VERSION -> ErrorCode.INVALID_ADDITIONAL_VERSION;
            case WEIGHT -> ErrorCode.INVALID_WEIGHT;
            case SAME_VERSION -> ErrorCode.SAME_VERSION;
            case RUNTIME -> ErrorCode.INVALID_RUNTIME;
            case DEPENDENCY -> ErrorCode.INVALID_DEPENDENCY;
            case DEPENDENCY_TYPE -> ErrorCode.INVALID_DEPENDENCY_TYPE;
            case FILE_SIZE -> ErrorCode.PACKAGE_TOO_LARGE;
            case EVENT -> ErrorCode.INVALID_EVENT;
            case EVENT_SIZE -> ErrorCode.TEST_EVENT_TOO_LARGE;
        };
    }

    /** Which code a broken rule answers with (functiongraph-api 3.5). */
    private static ErrorCode codeOf(Violation.Rule rule) {
        return switch (rule) {
            case PARAMETER -> ErrorCode.INVALID_PARAMETER;
            case FUNCTION_NAME -> ErrorCode.INVALID_NAME;
            case HANDLER -> ErrorCode.INVALID_HANDLER;
            case PACKAGE -> ErrorCode.INVALID_PACKAGE;
            case RUNTIME -> ErrorCode.INVALID_RUNTIME;
            case CODE_TYPE -> ErrorCode.INVALID_CODE_TYPE;
            case MEMORY -> ErrorCode.INVALID_MEMORY;
            case TIMEOUT -> ErrorCode.INVALID_TIMEOUT;
            case USER_DATA -> ErrorCode.INVALID_USER_DATA;
            case USER_DATA_COUNT -> ErrorCode.TOO_MANY_USER_DATA;
            case USER_DATA_SIZE -> ErrorCode.USER_DATA_TOO_LARGE;
            case URL -> ErrorCode.INVALID_URL;
            case CODE -> ErrorCode.INVALID_CODE;
            case CODE_REQUIRED -> ErrorCode.CODE_REQUIRED;
            case FILE_TYPE -> ErrorCode.INVALID_FILE_TYPE;
            case DESCRIPTION -> ErrorCode.DESCRIPTION_TOO_LONG;
            case DEPENDENCY -> ErrorCode.INVALID_DEPENDENCY;
            case DEPENDENCY_COUNT -> ErrorCode.TOO_MANY_DEPENDENCIES;
            case CONCURRENCY -> ErrorCode.INVALID_CONCURRENCY;
            case IMAGE_URL -> ErrorCode.INVALID_IMAGE_URL;
            case VPC -> ErrorCode.NO_SUCH_VPC;
            case SUBNET -> ErrorCode.NO_SUCH_SUBNET;
            case MOUNT_TWICE -> ErrorCode.MOUNT_TWICE;
            case MOUNT_PATH -> ErrorCode.INVALID_MOUNT_PATH;
            case MOUNT_COUNT -> ErrorCode.TOO_MANY_MOUNTS;
            case MOUNT_USER -> ErrorCode.INVALID_MOUNT_USER;
            case INITIALIZER -> ErrorCode.INVALID_INITIALIZER;
            case INITIALIZER_TIMEOUT -> ErrorCode.INVALID_INITIALIZER_TIMEOUT;
        };
    }
}
