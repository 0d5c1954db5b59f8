package funcgraph.http.exchange;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.Refusal.Resource;

/** Which code says what of which resource (functiongraph-api 4.2). */
final class ResourceCodes {

    private ResourceCodes() {}

    static ErrorCode notThere(Resource resource) {
        return switch (resource) {
            case DEPENDENCY, DEPENDENCY_NAME -> ErrorCode.NO_SUCH_DEPENDENCY;
            case EVENT -> ErrorCode.NO_SUCH_EVENT;
        };
    }

    static ErrorCode taken(Resource resource) {
        return switch (resource) {
            case DEPENDENCY -> ErrorCode.DEPENDENCY_EXISTS;
            case DEPENDENCY_NAME -> ErrorCode.DEPENDENCY_NAME_TAKEN;
            case EVENT -> ErrorCode.EVENT_EXISTS;
        };
    }

    static ErrorCode tooMany(Resource resource) {
        return switch (resource) {
            case DEPENDENCY, DEPENDENCY_NAME -> ErrorCode.TOO_MANY_DEPENDENCIES;
            case EVENT -> ErrorCode.TOO_MANY_EVENTS;
        };
    }

    /** How a resource is called in messages. */
    static String name(Resource resource) {
        return switch (resource) {
            case DEPENDENCY, DEPENDENCY_NAME -> "dependency";
            case EVENT -> "event";
        };
    }
}
