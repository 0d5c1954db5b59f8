package funcgraph.domain;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What user_data and encrypted_user_data may hold (seed page; functiongraph-api 1.3, 1.8). */
final class UserDataRules {

    /** The names the platform itself sets; a function cannot take them (functiongraph-api 1.8). */
    static final Set<String> RESERVED = Set.of(
            "RUNTIME_PROJECT_ID",
            "RUNTIME_FUNC_NAME",
            "RUNTIME_FUNC_VERSION",
            "RUNTIME_PACKAGE",
            "RUNTIME_HANDLER",
            "RUNTIME_TIMEOUT",
            "RUNTIME_USERDATA",
            "RUNTIME_CPU",
            "RUNTIME_MEMORY",
            "RUNTIME_MAX_RESP_BODY_SIZE",
            "RUNTIME_INITIALIZER_HANDLER",
            "RUNTIME_INITIALIZER_TIMEOUT",
            "RUNTIME_ROOT",
            "RUNTIME_CODE_ROOT",
            "RUNTIME_LOG_DIR",
            "RUNTIME_API_ADDR");

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private UserDataRules() {}

    static void check(UserData data, ConfigField field, ConfigLimits limits, Findings findings) {
        findings.require(
                data.entries().size() <= limits.mostUserData(),
                field,
                data.entries().size() + " entries",
                "at most " + limits.mostUserData() + " entries",
                Violation.Rule.USER_DATA_COUNT);
        int bytes = data.text().getBytes(StandardCharsets.UTF_8).length;
        findings.require(
                bytes <= limits.mostUserDataBytes(),
                field,
                bytes + " bytes",
                "at most " + limits.mostUserDataBytes() + " bytes",
                Violation.Rule.USER_DATA_SIZE);
        // Beyond that there may be millions of entries, and nobody reads as many violations.
        if (data.entries().size() <= limits.mostUserData()) {
            data.entries().entrySet().forEach(entry -> checkEntry(entry, field, findings));
        }
    }

    /** Only the key is ever reported: the value may be a secret. */
    private static void checkEntry(Map.Entry<String, String> entry, ConfigField field, Findings findings) {
        var key = entry.getKey();
        if (!KEY.matcher(key).matches()) {
            findings.add(
                    field,
                    "key " + key,
                    "keys of letters, digits and '_' that begin with a letter",
                    Violation.Rule.USER_DATA);
        } else if (RESERVED.contains(key)) {
            findings.add(field, "key " + key, "keys that the platform does not set itself", Violation.Rule.USER_DATA);
        }
        findings.require(
                isWholeText(entry.getValue()),
                field,
                "the value of key " + key,
                "values of whole Unicode characters without NUL, since an environment variable holds no other",
                Violation.Rule.USER_DATA);
    }

    /** Escapes inside user_data's own JSON can bring what the body's text cannot: NUL and half a surrogate pair. */
    private static boolean isWholeText(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
