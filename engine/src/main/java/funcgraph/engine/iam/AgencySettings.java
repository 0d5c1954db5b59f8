package funcgraph.engine.iam;

import java.time.Duration;
import java.util.List;

/**
 * An agency of the configuration: rights that functions act with, and nobody else.
 *
 * @param name what {@code xrole} and {@code app_xrole} say
 * @param projects ids or names of the projects whose functions may name it, and in which it may act; {@code *} is all
 * @param actions IAM actions it holds, {@code *} allowed; empty grants nothing
 * @param lifetime how long credentials are good that a function got, from {@link TemporaryKeys#SHORTEST} to
 *     {@link TemporaryKeys#LONGEST}
 */
public record AgencySettings(String name, List<String> projects, List<String> actions, Duration lifetime) {

    public AgencySettings {
        projects = List.copyOf(projects);
        actions = List.copyOf(actions);
    }

    /** It is no user: nobody signs in as one, and its name is none that a user may have. */
    UserSettings asUser() {
        return new UserSettings(IdentitySettings.AGENCY_PREFIX + name, null, null, null, projects, actions);
    }
}
