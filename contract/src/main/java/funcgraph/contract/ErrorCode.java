package funcgraph.contract;

/**
 * The codes that answers carry in {@code error_code} (functiongraph-api 4.2). Clients go by the code; the text of an
 * answer may say more than the standard text here.
 */
public enum ErrorCode {
    INVALID_PARAMETER("FSS.0400", 400, Fault.CALLER, "Invalid parameter."),
    UNAUTHORIZED("FSS.0401", 401, Fault.CALLER, "Unauthorized access."),
    FORBIDDEN("FSS.0403", 403, Fault.CALLER, "Forbidden."),
    NOT_FOUND("FSS.0404", 404, Fault.CALLER, "The specified resource was not found."),
    /** The HTTP twin of 405, which the documents leave without a code. */
    METHOD_NOT_ALLOWED("FSS.0405", 405, Fault.CALLER, "Method not allowed."),
    REQUEST_TIMEOUT("FSS.0408", 408, Fault.CALLER, "Request timeout."),
    /** Beyond the page: the caller's {@code If-Match} no longer holds. */
    CONFLICT("FSS.0409", 409, Fault.CALLER, "The function has been changed meanwhile."),
    BODY_TOO_LARGE("FSS.0413", 413, Fault.CALLER, "The request body is too large."),
    ADDRESS_TOO_LONG("FSS.0414", 414, Fault.CALLER, "The request line is too long."),
    HEADERS_TOO_LARGE("FSS.0431", 431, Fault.CALLER, "The request headers are too large."),
    TOO_MANY_REQUESTS("FSS.0429", 429, Fault.CALLER, "Too many requests."),
    INTERNAL("FSS.0500", 500, Fault.PLATFORM, "Internal server error."),
    /** The HTTP twin of 501, which the documents do not know. */
    NOT_IMPLEMENTED("FSS.0501", 501, Fault.PLATFORM, "Not implemented."),
    BAD_GATEWAY("FSS.0502", 502, Fault.PLATFORM, "Bad gateway."),
    UNAVAILABLE("FSS.0503", 503, Fault.PLATFORM, "Service unavailable."),
    INVALID_QUERY("FSS.1001", 400, Fault.CALLER, "Invalid query parameter."),
    INVALID_NAME("FSS.1002", 400, Fault.CALLER, "Invalid function name."),
    INVALID_HANDLER("FSS.1003", 400, Fault.CALLER, "Invalid function handler."),
    INVALID_PACKAGE("FSS.1004", 400, Fault.CALLER, "Invalid Package (function app)."),
    INVALID_RUNTIME("FSS.1005", 400, Fault.CALLER, "Invalid runtime."),
    INVALID_CODE_TYPE("FSS.1006", 400, Fault.CALLER, "Invalid function code entry mode."),
    INVALID_MEMORY("FSS.1007", 400, Fault.CALLER, "Invalid function memory."),
    INVALID_TIMEOUT("FSS.1008", 400, Fault.CALLER, "Invalid function timeout."),
    INVALID_USER_DATA("FSS.1009", 400, Fault.CALLER, "Invalid function UserData."),
    INVALID_URL("FSS.1010", 400, Fault.CALLER, "Invalid URL."),
    INVALID_CODE("FSS.1011", 400, Fault.CALLER, "Invalid function code."),
    CODE_REQUIRED("FSS.1012", 400, Fault.CALLER, "The function code must be configured."),
    INVALID_FILE_TYPE("FSS.1013", 400, Fault.CALLER, "Invalid file type."),
    INVALID_ALIAS("FSS.1014", 400, Fault.CALLER, "Invalid function alias."),
    INVALID_VERSION("FSS.1015", 400, Fault.CALLER, "Invalid function version."),
    NOTHING_TO_PUBLISH(
            "FSS.1016",
            400,
            Fault.CALLER,
            "The function cannot be published because no changes have been made since last publication."),
    TOO_MANY_USER_DATA("FSS.1017", 400, Fault.CALLER, "The UserData field has too many items."),
    USER_DATA_TOO_LARGE("FSS.1018", 400, Fault.CALLER, "The UserData field is too large."),
    DESCRIPTION_TOO_LONG("FSS.1019", 400, Fault.CALLER, "The description exceeds the maximum allowed limit."),
    SEVERAL_YAML_FILES("FSS.1022", 400, Fault.CALLER, "Only one YAML file is allowed."),
    IMPORT_TOO_LARGE("FSS.1023", 400, Fault.CALLER, "The imported file is too large."),
    INVALID_DEPENDENCY("FSS.1024", 400, Fault.CALLER, "Invalid dependency."),
    DEPENDENCY_NAME_TAKEN("FSS.1031", 400, Fault.CALLER, "The dependency already exists."),
    INVALID_DEPENDENCY_TYPE("FSS.1032", 400, Fault.CALLER, "Invalid dependency type."),
    DEPENDENCY_IN_USE("FSS.1033", 412, Fault.CALLER, "The dependency is currently in use."),
    INVALID_YAML("FSS.1025", 400, Fault.CALLER, "Invalid YAML file."),
    INVALID_CONCURRENCY("FSS.1026", 400, Fault.CALLER, "Invalid Concurrency."),
    INVALID_IMAGE_URL("FSS.1034", 400, Fault.CALLER, "Invalid image URL."),
    NO_SUCH_VPC("FSS.1036", 400, Fault.CALLER, "The VPC does not exist."),
    NO_SUCH_SUBNET("FSS.1037", 400, Fault.CALLER, "No subnet matches the specified ID."),
    MOUNT_TWICE("FSS.1038", 400, Fault.CALLER, "The file system configuration already exists in the function."),
    INVALID_MOUNT_PATH("FSS.1039", 400, Fault.CALLER, "The mounting path is invalid."),
    TOO_MANY_FUNCTIONS("FSS.1041", 403, Fault.CALLER, "The number of functions exceeds the maximum allowed limit."),
    TOO_MUCH_CODE("FSS.1042", 403, Fault.CALLER, "The total code size of functions exceeds the maximum allowed limit."),
    TOO_MANY_ALIASES("FSS.1043", 403, Fault.CALLER, "The number of aliases exceeds the maximum allowed limit."),
    TOO_MANY_DEPENDENCIES(
            "FSS.1045", 403, Fault.CALLER, "The number of dependencies exceeds the maximum allowed limit."),
    DEPENDENCY_INACCESSIBLE("FSS.1046", 403, Fault.CALLER, "The dependency is inaccessible."),
    TOO_MANY_MOUNTS("FSS.1049", 403, Fault.CALLER, "The number of mounted file systems exceeds the limit (5)."),
    NO_SUCH_FUNCTION("FSS.1051", 404, Fault.CALLER, "Not found the function"),
    NO_SUCH_VERSION("FSS.1052", 404, Fault.CALLER, "The version does not exist."),
    NO_SUCH_ALIAS("FSS.1053", 404, Fault.CALLER, "The alias does not exist."),
    NO_SUCH_OBJECT("FSS.1054", 404, Fault.CALLER, "The code package does not exist in OBS."),
    NO_SUCH_APPLICATION("FSS.1055", 404, Fault.CALLER, "The app does not exist."),
    NO_SUCH_DEPENDENCY("FSS.1056", 404, Fault.CALLER, "The dependency does not exist."),
    NOT_IN_YAML("FSS.1057", 404, Fault.CALLER, "The function name does not exist in the YAML file."),
    TWICE_IN_YAML("FSS.1058", 400, Fault.CALLER, "The app name and function name cannot be the same in the YAML file."),
    NO_SUCH_TEMPLATE("FSS.1059", 404, Fault.CALLER, "The function template does not exist."),
    FUNCTION_EXISTS("FSS.1061", 409, Fault.CALLER, "The function already exists."),
    VERSION_EXISTS("FSS.1062", 409, Fault.CALLER, "The version already exists."),
    ALIAS_EXISTS("FSS.1063", 409, Fault.CALLER, "The alias already exists."),
    DEPENDENCY_EXISTS("FSS.1065", 409, Fault.CALLER, "The dependency already exists."),
    VERSION_HAS_ALIAS("FSS.1066", 409, Fault.CALLER, "The version is already in use by another alias."),
    TOO_MANY_EVENTS(
            "FSS.1068",
            403,
            Fault.CALLER,
            "The number of events configured for the function exceeds the maximum allowed limit."),
    TEST_EVENT_TOO_LARGE("FSS.1069", 403, Fault.CALLER, "The size of EventData exceeds 4 KB."),
    NO_SUCH_EVENT("FSS.1070", 404, Fault.CALLER, "The event cannot be found."),
    PACKAGE_TOO_LARGE("FSS.1071", 413, Fault.CALLER, "The code package exceeds the maximum allowed limit."),
    INLINE_CODE_TOO_LARGE("FSS.1072", 413, Fault.CALLER, "The inline code exceeds the maximum allowed limit."),
    EVENT_EXISTS("FSS.1073", 403, Fault.CALLER, "The function event already exists."),
    INVALID_EVENT("FSS.1074", 400, Fault.CALLER, "The event field is invalid."),
    INVALID_MOUNT_USER(
            "FSS.1075",
            400,
            Fault.CALLER,
            "User and user group ids are integers from -1 to 65534 without 0, 1000 and 1002."),
    TOO_MANY_RESERVED(
            "FSS.1076", 400, Fault.CALLER, "The number of reserved instances exceeds the maximum allowed limit."),
    INVALID_ADDITIONAL_VERSION("FSS.1091", 400, Fault.CALLER, "The additional version is invalid."),
    INVALID_WEIGHT("FSS.1092", 400, Fault.CALLER, "The weight of the additional version is invalid."),
    SAME_VERSION("FSS.1093", 400, Fault.CALLER, "The major version and the additional version cannot be the same."),
    ADDITIONAL_VERSION(
            "FSS.1094",
            403,
            Fault.CALLER,
            "The version cannot be deleted because it has been used as the additional version of an alias."),
    INVALID_TRIGGER_TYPE("FSS.1101", 400, Fault.CALLER, "Invalid trigger type."),
    INVALID_SMN_TRIGGER("FSS.1102", 400, Fault.CALLER, "Invalid SMN trigger parameter."),
    INVALID_DMS_TRIGGER("FSS.1103", 400, Fault.CALLER, "Invalid DMS trigger parameters."),
    INVALID_DIS_TRIGGER("FSS.1104", 400, Fault.CALLER, "Invalid DIS trigger parameters."),
    INVALID_OBS_TRIGGER("FSS.1106", 400, Fault.CALLER, "Invalid OBS trigger parameters."),
    INVALID_APIG_TRIGGER("FSS.1107", 400, Fault.CALLER, "Invalid APIG trigger parameters."),
    BUCKET_CONFLICT(
            "FSS.1108", 403, Fault.CALLER, "The bucket configuration conflicts with that of an existing OBS trigger."),
    INVALID_TIMER_TRIGGER("FSS.1109", 400, Fault.CALLER, "Invalid timer trigger parameters."),
    INVALID_LTS_TRIGGER("FSS.1110", 400, Fault.CALLER, "Invalid LTS trigger parameters."),
    INVALID_KAFKA_TRIGGER("FSS.1112", 400, Fault.CALLER, "The Kafka trigger parameters are invalid."),
    KAFKA_CREDENTIALS_REQUIRED(
            "FSS.1113",
            400,
            Fault.CALLER,
            "The username and password must be specified because Kafka SASL_SSL is enabled."),
    /** The documents give no cause; it stands for a missing agency (functiongraph-api 3.5). */
    NO_SUCH_AGENCY("FSS.1121", 403, Fault.CALLER, "Forbidden."),
    TOO_MANY_PULL_TRIGGERS(
            "FSS.1123", 403, Fault.CALLER, "The number of pull triggers exceeds the maximum allowed limit."),
    NO_SUCH_TRIGGER("FSS.1131", 404, Fault.CALLER, "The trigger does not exist."),
    NO_SUCH_SMN_TRIGGER("FSS.1132", 404, Fault.CALLER, "The SMN trigger does not exist."),
    NO_SUCH_DMS_TRIGGER("FSS.1133", 404, Fault.CALLER, "The DMS trigger does not exist."),
    NO_SUCH_DIS_TRIGGER("FSS.1134", 404, Fault.CALLER, "The DIS trigger does not exist."),
    NO_SUCH_OBS_TRIGGER("FSS.1136", 404, Fault.CALLER, "The OBS trigger does not exist."),
    NO_SUCH_APIG_TRIGGER("FSS.1138", 404, Fault.CALLER, "The APIG trigger does not exist."),
    NO_SUCH_TIMER_TRIGGER("FSS.1140", 404, Fault.CALLER, "The timer trigger does not exist."),
    SMN_TRIGGER_EXISTS("FSS.1141", 409, Fault.CALLER, "The SMN trigger already exists."),
    DMS_TRIGGER_EXISTS("FSS.1142", 409, Fault.CALLER, "The DMS trigger already exists."),
    DIS_TRIGGER_EXISTS("FSS.1143", 409, Fault.CALLER, "The DIS trigger already exists."),
    OBS_TRIGGER_EXISTS("FSS.1145", 409, Fault.CALLER, "The OBS trigger already exists."),
    API_PATH_EXISTS("FSS.1147", 409, Fault.CALLER, "The request path already exists."),
    TIMER_TRIGGER_EXISTS("FSS.1148", 409, Fault.CALLER, "The timer trigger already exists."),
    LTS_TRIGGER_EXISTS("FSS.1149", 409, Fault.CALLER, "The LTS trigger already exists."),
    KAFKA_TRIGGER_EXISTS("FSS.1150", 409, Fault.CALLER, "The Kafka trigger already exists."),
    ALIAS_HAS_TRIGGERS("FSS.1154", 403, Fault.CALLER, "Aliases of a function bound with triggers cannot be deleted."),
    NO_SUCH_LTS_TRIGGER("FSS.1160", 404, Fault.CALLER, "The LTS trigger does not exist."),
    NO_SUCH_DDS_TRIGGER("FSS.1163", 404, Fault.CALLER, "The DDS trigger cannot be found."),
    INVALID_DDS_TRIGGER("FSS.1164", 400, Fault.CALLER, "The DDS trigger parameters are invalid."),
    DDS_TRIGGER_EXISTS("FSS.1166", 409, Fault.CALLER, "The DDS trigger already exists."),
    NO_SUCH_KAFKA_TRIGGER("FSS.1174", 404, Fault.CALLER, "The Kafka trigger does not exist."),
    EVENT_TOO_LARGE("FSS.1201", 413, Fault.CALLER, "The request body is too large."),
    LOGS_ENABLED("FSS.1221", 400, Fault.CALLER, "LTS log has been enabled."),
    INVALID_CTS_TRIGGER("FSS.1305", 400, Fault.CALLER, "Invalid CTS trigger parameters."),
    TOO_MANY_TRIGGERS("FSS.1306", 400, Fault.CALLER, "The number of triggers exceeds the maximum allowed limit."),
    CTS_TRIGGER_EXISTS("FSS.1307", 400, Fault.CALLER, "The trigger name already exists."),
    INVALID_URN("FSS.1309", 400, Fault.CALLER, "Invalid function URN."),
    CTS_NAME_REQUIRED("FSS.1312", 400, Fault.CALLER, "The notification name must be specified."),
    TOO_MANY_CTS_OPERATIONS(
            "FSS.1313", 400, Fault.CALLER, "The number of operation resources has reached the maximum allowed limit."),
    CTS_OPERATION_REQUIRED("FSS.1314", 400, Fault.CALLER, "The operation resource must be specified."),
    CTS_OPERATION_TWICE("FSS.1316", 400, Fault.CALLER, "The resource operation has already been selected."),
    CTS_NAME_TOO_LONG("FSS.1317", 400, Fault.CALLER, "The trigger name is too long."),
    INVALID_CTS_OPERATION("FSS.1318", 400, Fault.CALLER, "Invalid trigger operation."),
    INVALID_INITIALIZER("FSS.1404", 400, Fault.CALLER, "Invalid function initializer."),
    INVALID_INITIALIZER_TIMEOUT("FSS.1405", 400, Fault.CALLER, "Invalid initialization timeout."),
    INVALID_DEDICATED_TRIGGER("FSS.1417", 400, Fault.CALLER, "Invalid APIG Exclusive trigger parameters.");

    /** Whose fault an error is. */
    public enum Fault {
        CALLER,
        FUNCTION,
        PLATFORM
    }

    private final String wireCode;
    private final int httpStatus;
    private final Fault fault;
    private final String standardText;

    ErrorCode(String wireCode, int httpStatus, Fault fault, String standardText) {
        this.wireCode = wireCode;
        this.httpStatus = httpStatus;
        this.fault = fault;
        this.standardText = standardText;
    }

    /** What {@code error_code} holds, {@code FSS.nnnn}. */
    public String wireCode() {
        return wireCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public Fault fault() {
        return fault;
    }

    /** The text of the code itself, the same for every cause. */
    public String standardText() {
        return standardText;
    }
}
