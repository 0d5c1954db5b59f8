package funcgraph.http.iam;

import com.fasterxml.jackson.annotation.JsonInclude;
import funcgraph.contract.iam.IamError;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Bodies of identity calls, to and from records. */
final class IamJson {

    /** Longest request body, in bytes; real ones have some hundreds, or some thousands with a token in them. */
    static final int LONGEST_BODY = 64 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            // A password 123456 without quotes is a mistake of the sender, not the text "123456".
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Integer,
                    config -> config.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .build();

    private IamJson() {}

    /** Reads a request. What Jackson says of a bad one may quote the body, a password in it too, and is not told. */
    static <T> T read(byte[] body, Class<T> type) {
        if (body.length > LONGEST_BODY) {
            throw new IamRefused(
                    IamStatus.TOO_LARGE, "The body has " + body.length + " bytes, allowed are " + LONGEST_BODY + ".");
        }
        try {
            var value = MAPPER.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw new IamRefused(IamStatus.BAD_REQUEST, "The body is not a JSON object of the right form" + where(e));
        }
        throw new IamRefused(IamStatus.BAD_REQUEST, "The body must be a JSON object.");
    }

    static IamAnswer answer(int status, Object body) {
        return answer(status, Map.of(), body);
    }

    static IamAnswer answer(int status, Map<String, String> headers, Object body) {
        var all = new HashMap<String, String>(headers);
        all.put("Content-Type", "application/json; charset=utf-8");
        return new IamAnswer(status, all, MAPPER.writeValueAsBytes(body));
    }

    static IamAnswer error(IamStatus status, Map<String, String> headers, String message) {
        return answer(
                status.code(), headers, new IamError(new IamError.Refusal(status.code(), message, status.title())));
    }

    private static String where(JacksonException e) {
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? "."
                : ": see line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
    }
}
