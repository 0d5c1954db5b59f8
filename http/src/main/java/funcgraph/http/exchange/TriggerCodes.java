package funcgraph.http.exchange;

import funcgraph.contract.ErrorCode;
import funcgraph.domain.TriggerFault;
import funcgraph.domain.TriggerType;

/** Which code a fault of a trigger answers with. Types without codes of their own have the general ones. */
final class TriggerCodes {

    private TriggerCodes() {}

    static ErrorCode of(TriggerType type, TriggerFault fault) {
        return switch (fault) {
            case INVALID -> invalid(type);
            case NOT_THERE -> notThere(type);
            case EXISTS -> exists(type);
            case PATH_TAKEN -> ErrorCode.API_PATH_EXISTS;
            case BUCKET_TAKEN -> ErrorCode.BUCKET_CONFLICT;
            case NAME_REQUIRED -> ErrorCode.CTS_NAME_REQUIRED;
            case NAME_TOO_LONG -> ErrorCode.CTS_NAME_TOO_LONG;
            case OPERATION_REQUIRED -> ErrorCode.CTS_OPERATION_REQUIRED;
            case OPERATION_TWICE -> ErrorCode.CTS_OPERATION_TWICE;
            case OPERATION_MALFORMED -> ErrorCode.INVALID_CTS_OPERATION;
            case TOO_MANY_OPERATIONS -> ErrorCode.TOO_MANY_CTS_OPERATIONS;
            case CREDENTIALS_REQUIRED -> ErrorCode.KAFKA_CREDENTIALS_REQUIRED;
        };
    }

    private static ErrorCode invalid(TriggerType type) {
        return switch (type) {
            case TIMER -> ErrorCode.INVALID_TIMER_TRIGGER;
            case APIG -> ErrorCode.INVALID_APIG_TRIGGER;
            case DEDICATEDGATEWAY, APIC -> ErrorCode.INVALID_DEDICATED_TRIGGER;
            case OBS -> ErrorCode.INVALID_OBS_TRIGGER;
            case SMN -> ErrorCode.INVALID_SMN_TRIGGER;
            case DMS -> ErrorCode.INVALID_DMS_TRIGGER;
            case DIS -> ErrorCode.INVALID_DIS_TRIGGER;
            case LTS -> ErrorCode.INVALID_LTS_TRIGGER;
            case CTS -> ErrorCode.INVALID_CTS_TRIGGER;
            case DDS, GAUSSMONGO -> ErrorCode.INVALID_DDS_TRIGGER;
            case KAFKA, OPENSOURCEKAFKA -> ErrorCode.INVALID_KAFKA_TRIGGER;
            case RABBITMQ, ROCKETMQ, EVENTGRID, IOTDA -> ErrorCode.INVALID_PARAMETER;
        };
    }

    /** The code for audit triggers, FSS.1301, has status 400, by which Terraform would not see that one is gone. */
    private static ErrorCode notThere(TriggerType type) {
        return switch (type) {
            case TIMER -> ErrorCode.NO_SUCH_TIMER_TRIGGER;
            case APIG, DEDICATEDGATEWAY, APIC -> ErrorCode.NO_SUCH_APIG_TRIGGER;
            case OBS -> ErrorCode.NO_SUCH_OBS_TRIGGER;
            case SMN -> ErrorCode.NO_SUCH_SMN_TRIGGER;
            case DMS -> ErrorCode.NO_SUCH_DMS_TRIGGER;
            case DIS -> ErrorCode.NO_SUCH_DIS_TRIGGER;
            case LTS -> ErrorCode.NO_SUCH_LTS_TRIGGER;
            case DDS, GAUSSMONGO -> ErrorCode.NO_SUCH_DDS_TRIGGER;
            case KAFKA, OPENSOURCEKAFKA -> ErrorCode.NO_SUCH_KAFKA_TRIGGER;
            case CTS, RABBITMQ, ROCKETMQ, EVENTGRID, IOTDA -> ErrorCode.NO_SUCH_TRIGGER;
        };
    }

    private static ErrorCode exists(TriggerType type) {
        return switch (type) {
            case TIMER -> ErrorCode.TIMER_TRIGGER_EXISTS;
            case APIG, DEDICATEDGATEWAY, APIC -> ErrorCode.API_PATH_EXISTS;
            case OBS -> ErrorCode.OBS_TRIGGER_EXISTS;
            case SMN -> ErrorCode.SMN_TRIGGER_EXISTS;
            case DMS -> ErrorCode.DMS_TRIGGER_EXISTS;
            case DIS -> ErrorCode.DIS_TRIGGER_EXISTS;
            case LTS -> ErrorCode.LTS_TRIGGER_EXISTS;
            case CTS -> ErrorCode.CTS_TRIGGER_EXISTS;
            case DDS, GAUSSMONGO -> ErrorCode.DDS_TRIGGER_EXISTS;
            case KAFKA, OPENSOURCEKAFKA -> ErrorCode.KAFKA_TRIGGER_EXISTS;
            case RABBITMQ, ROCKETMQ, EVENTGRID, IOTDA -> ErrorCode.CONFLICT;
        };
    }
}
