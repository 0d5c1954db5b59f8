package funcgraph.engine.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user of the configuration.
 *
 * @param password null for a user that only signs
 * @param accessKey null, as {@code secretKey} then is, for a user that only signs in
 * @param projects ids or names of the projects the user may act in; {@code *} is all of them
 * @param actions IAM actions the user holds, {@code *} allowed; empty grants nothing
 */
public record UserSettings(
        String name,
        @Nullable String password,
        @Nullable String accessKey,
        @Nullable String secretKey,
        List<String> projects,
        List<String> actions) {

    public UserSettings {
        projects = List.copyOf(projects);
        actions = List.copyOf(actions);
    }

    @Override
    public String toString() {
        return "UserSettings[name=" + name + ", password=***, accessKey=" + accessKey + ", secretKey=***, projects="
                + projects + ", actions=" + actions + "]";
    }
}
