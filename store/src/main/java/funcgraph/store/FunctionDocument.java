package funcgraph.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import funcgraph.domain.AliasRules;
import funcgraph.domain.CodePackage;
import funcgraph.domain.CodeType;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.MountConfig;
import funcgraph.domain.NetworkController;
import funcgraph.domain.RuntimeName;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A function's metadata and code as JSON text. Names are those of the domain's records. A row that an earlier release
 * wrote lacks the keys that came later and is read with their initial values; a key that is no longer known is skipped.
 */
final class FunctionDocument {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultVisibility(visible -> visible.withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY))
            .changeDefaultPropertyInclusion(
                    ignored -> JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            // The text then passes every encoding unharmed, a lone surrogate in a user's string included.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addMixIn(RuntimeName.class, WireNamed.class)
            .addMixIn(CodeType.class, WireNamed.class)
            .build();

    private static final ObjectReader READER = MAPPER.reader();
    private static final ObjectWriter CONFIG_WRITER = MAPPER.writerFor(FunctionConfig.class);
    private static final ObjectWriter CODE_WRITER = MAPPER.writerFor(CodePackage.class);

    private FunctionDocument() {}

    /** Enum constants are stored under the names that the API gives them, which do not change. */
    private interface WireNamed {
        @JsonValue
        String wireName();
    }

    static String write(FunctionConfig config) {
        return CONFIG_WRITER.writeValueAsString(config);
    }

    static String write(CodePackage code) {
        return CODE_WRITER.writeValueAsString(code);
    }

    static String write(AliasRules rules) {
        return MAPPER.writeValueAsString(rules);
    }

    static AliasRules readRules(String text) {
        try {
            return READER.forType(AliasRules.class).readValue(text);
        } catch (JacksonException e) {
            throw new IllegalStateException("a stored document is not readable: " + e.getOriginalMessage(), e);
        }
    }

    static FunctionConfig readConfig(String text) {
        return read(FunctionConfig.class, text, () -> Initial.CONFIG);
    }

    static CodePackage readCode(String text) {
        return read(CodePackage.class, text, () -> Initial.CODE);
    }

    /** A row of this release has every key; only when one is missing is the longer way taken. */
    private static <T> T read(Class<T> type, String text, Supplier<JsonNode> initial) {
        try {
            return readComplete(type, text, initial);
        } catch (JacksonException e) {
            throw new IllegalStateException("a stored document is not readable: " + e.getOriginalMessage(), e);
        }
    }

    private static <T> T readComplete(Class<T> type, String text, Supplier<JsonNode> initial) {
        try {
            return READER.forType(type).readValue(text);
        } catch (MismatchedInputException e) {
            var stored = MAPPER.readTree(text);
            fillIn(stored, initial.get());
            return READER.forType(type).readValue(stored);
        }
    }

    private static void fillIn(JsonNode stored, JsonNode initial) {
        if (!(stored instanceof ObjectNode object)) {
            return;
        }
        initial.properties().forEach(known -> {
            var present = object.get(known.getKey());
            if (present == null) {
                object.set(known.getKey(), known.getValue().deepCopy());
            } else {
                fillIn(present, known.getValue());
            }
        });
        Initial.ELEMENTS.forEach((list, element) -> {
            if (object.get(list) instanceof ArrayNode elements) {
                elements.forEach(one -> fillIn(one, element));
            }
        });
    }

    /** What is filled in for missing keys, made only when a row needs it. */
    private static final class Initial {
        static final JsonNode CONFIG = MAPPER.valueToTree(FunctionConfig.initial(RuntimeName.CUSTOM));
        static final JsonNode CODE =
                MAPPER.valueToTree(new CodePackage(CodeType.ZIP, "", "", "", 0, "", "", List.of()));
        /** The same for the elements of the lists of these names. */
        static final Map<String, JsonNode> ELEMENTS = Map.of(
                "mounts", MAPPER.valueToTree(new MountConfig.Mount("", "", "", "")),
                "triggerAccessVpcs", MAPPER.valueToTree(new NetworkController.AccessVpc("", "")));
    }
}
