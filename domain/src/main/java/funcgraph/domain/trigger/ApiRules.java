package funcgraph.domain.trigger;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of an API's event_data. */
final class ApiRules {

    private static final int LONGEST_PATH = 512;
    private static final int DEFAULT_TIMEOUT_MS = 5_000;
    private static final int LONGEST_TIMEOUT_MS = 60_000;
    private static final Pattern SEGMENT = Pattern.compile("[^/{}?#\\s\\p{Cntrl}]*|\\{[A-Za-z][A-Za-z0-9_-]*\\+?}");
    private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String PATH_RULE =
            "'/' and segments of at most 512 characters in all, parameters as {name}, each"
                    + " name once, {name+} only at the end";

    private ApiRules() {}

    static ApiSpec read(EventData data, boolean dedicated) {
        if (dedicated) {
            data.text("instance_id");
        }
        var name = data.text("name", TriggerRules::isName, TriggerRules.NAME_RULE);
        var group = data.text("group_id");
        var environment =
                data.text("env_id", text -> ENVIRONMENT.matcher(text).matches(), "1 to 64 letters, digits, '_' or '-'");
        var auth = data.choice("auth", List.of("NONE", "IAM", "APP"));
        var protocol = data.choice("protocol", List.of("HTTP", "HTTPS"));
        var path = data.text("path", ApiRules::isPath, PATH_RULE);
        var match = data.choice("match_mode", List.of("SWA", "NORMAL"));
        var method = data.choice(
                "req_method", List.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", ApiSpec.ANY_METHOD));
        data.choiceOrFirst("backend_type", List.of("FUNCTION"));
        data.numberOr("type", 1, 2, 1);
        data.optionalText("sl_domain", EventData.LONGEST_TEXT);
        data.optionalText("group_name", EventData.LONGEST_TEXT);
        var environmentName = data.optionalText("env_name", EventData.LONGEST_TEXT);
        var function = data.object("func_info");
        boolean released = environment.equals(ApiSpec.RELEASE_ID);
        return new ApiSpec(
                name,
                group,
                environment,
                released ? ApiSpec.RELEASE : environmentName.isEmpty() ? environment : environmentName,
                path,
                match.equals("SWA"),
                method,
                auth.equals("IAM") ? ApiSpec.Auth.IAM : auth.equals("APP") ? ApiSpec.Auth.APP : ApiSpec.Auth.NONE,
                protocol.equals("HTTPS"),
                function != null
                        && function.choiceOrFirst("invocation_type", List.of("sync", "async"))
                                .equals("async"),
                function == null ? DEFAULT_TIMEOUT_MS : function.number("timeout", 1, LONGEST_TIMEOUT_MS));
    }

    private static boolean isPath(String path) {
        if (!path.startsWith("/") || path.length() > LONGEST_PATH) {
            return false;
        }
        var segments = path.substring(1).split("/", -1);
        var names = new HashSet<String>();
        for (int i = 0; i < segments.length; i++) {
            var segment = segments[i];
            boolean parameter = segment.startsWith("{");
            boolean rest = segment.endsWith("+}");
            if (!SEGMENT.matcher(segment).matches()
                    || (rest && i < segments.length - 1)
                    || (parameter && !names.add(segment.replaceAll("[{}+]", "")))) {
                return false;
            }
        }
        return true;
    }
}
