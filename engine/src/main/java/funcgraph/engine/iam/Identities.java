package funcgraph.engine.iam;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All projects and users of this server. Immutable: a changed configuration is a new one. */
public final class Identities {

    private final IdentitySettings settings;
    private final Map<String, User> byName = new HashMap<>();
    private final Map<String, User> byId = new HashMap<>();
    private final Map<String, User> byAccessKey = new HashMap<>();
    private final Map<String, Agency> agencies = new HashMap<>();

    /**
     * Works out every user once.
     *
     * @throws IllegalArgumentException with all {@link IdentitySettings#problems}, if there are any
     */
    public Identities(IdentitySettings settings) {
        var problems = settings.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        this.settings = settings;
        for (var one : settings.users()) {
            var user = new User(one, settings.domain(), settings.projects());
            byName.put(user.name(), user);
            byId.put(user.id(), user);
            var accessKey = user.accessKey();
            if (accessKey != null) {
                byAccessKey.put(accessKey, user);
            }
        }
        for (var one : settings.agencies()) {
            var user = new User(one.asUser(), settings.domain(), settings.projects());
            byId.put(user.id(), user);
            agencies.put(one.name(), new Agency(user, one.lifetime()));
        }
    }

    /** The region this server answers for, a constant of the installation (functiongraph-api 1.1). */
    public String region() {
        return settings.region();
    }

    public Domain domain() {
        return settings.domain();
    }

    /** All projects, in the order of the configuration. */
    public List<Project> projects() {
        return settings.projects();
    }

    public Collection<User> users() {
        return Collections.unmodifiableCollection(byName.values());
    }

    public Optional<User> userNamed(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The agency that functions name so. */
    Optional<Agency> agencyNamed(String name) {
        return Optional.ofNullable(agencies.get(name));
    }

    /** Whether it is an agency that goes by that id. */
    boolean isAgency(String userId) {
        return agencies.values().stream().anyMatch(agency -> agency.user().id().equals(userId));
    }

    /** The user, or what stands for an agency. */
    public Optional<User> userWithId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The user whose own access key this is. */
    public Optional<User> userWithAccessKey(String accessKey) {
        return Optional.ofNullable(byAccessKey.get(accessKey));
    }

    /**
     * Those of the projects that a client means by a name. SDKs and Terraform take a project to be named like its
     * region (functiongraph-api 6.3); so when none is, the region's name means the only project there is to choose.
     */
    public List<Project> named(String name, List<Project> projects) {
        var same =
                projects.stream().filter(project -> project.name().equals(name)).toList();
        return same.isEmpty() && name.equals(region()) && projects.size() == 1 ? projects : same;
    }

    /** The user behind a caller that was authenticated with these identities. */
    public User userOf(Caller caller) {
        return userWithId(caller.userId())
                .orElseThrow(() -> new IllegalArgumentException("caller " + caller.userName() + " is of another time"));
    }

    /** A user without credentials, in no project, that no name leads to. */
    User nobody() {
        return new User(new UserSettings("", null, null, null, List.of(), List.of()), domain(), projects());
    }

    @Override
    public String toString() {
        return "Identities[" + byName.size() + " users, " + settings.projects().size() + " projects]";
    }
}
