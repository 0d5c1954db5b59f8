package funcgraph.contract;

import java.util.List;

/**
 * A function to begin from (functiongraph-api 2.9).
 *
 * @param type 1, as of all that are everybody's
 * @param code base64 of the source, as {@code func_code.file} takes it
 * @param timeout seconds
 * @param memorySize MB
 */
public record TemplateResponse(
        String id,
        int type,
        String title,
        String templateName,
        String description,
        String runtime,
        String handler,
        String codeType,
        String code,
        int timeout,
        int memorySize,
        List<Trigger> triggerMetadataList,
        Detail tempDetail,
        String userData,
        String encryptedUserData,
        List<String> dependencies,
        String scene,
        String service) {

    /** A trigger that fits; {@code event_data} is left to the user. */
    public record Trigger(String triggerName, String triggerType, String eventType, String eventData) {}

    /** Texts for people. */
    public record Detail(String input, String output, String warning) {}
}
