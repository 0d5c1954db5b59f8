package funcgraph.engine.iam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of the configuration that says who exists. {@link #problems} must be empty before it is used. */
public record IdentitySettings(
        String region, Domain domain, List<Project> projects, List<UserSettings> users, List<AgencySettings> agencies) {

    /** What the names of those begin with who stand for agencies. */
    static final String AGENCY_PREFIX = "agency/";

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_KEY = 128;
    private static final String NAME_RULE = "1 to 64 letters, digits, '_', '-' or '.'";

    public IdentitySettings {
        projects = List.copyOf(projects);
        users = List.copyOf(users);
        agencies = List.copyOf(agencies);
    }

    /** Without agencies. */
    public IdentitySettings(String region, Domain domain, List<Project> projects, List<UserSettings> users) {
        this(region, domain, projects, users, List.of());
    }

    /** Everything that is wrong, each as one sentence that names the key and what is allowed. Never shows a secret. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        checkName(problems, "region", region);
        checkName(problems, "domain.id", domain.id());
        checkText(problems, "domain.name", domain.name());
        checkProjects(problems);
        checkUsers(problems);
        checkAgencies(problems);
        return List.copyOf(problems);
    }

    private void checkProjects(List<String> problems) {
        if (projects.isEmpty()) {
            problems.add("projects is empty: at least one project is needed");
        }
        var ids = new HashSet<String>();
        var names = new HashSet<String>();
        for (int i = 0; i < projects.size(); i++) {
            var project = projects.get(i);
            var at = "projects[" + i + "]";
            checkName(problems, at + ".id", project.id());
            checkText(problems, at + ".name", project.name());
            checkUnique(problems, at + ".id", project.id(), ids);
            checkUnique(problems, at + ".name", project.name(), names);
        }
    }

    private void checkUsers(List<String> problems) {
        var names = new HashSet<String>();
        var accessKeys = new HashSet<String>();
        for (int i = 0; i < users.size(); i++) {
            var user = users.get(i);
            var at = "users[" + i + "]";
            checkText(problems, at + ".name", user.name());
            checkUnique(problems, at + ".name", user.name(), names);
            checkCredentials(problems, at, user);
            if (user.accessKey() != null) {
                checkUnique(problems, at + ".access_key", user.accessKey(), accessKeys);
            }
            if (user.name().startsWith(AGENCY_PREFIX)) {
                problems.add(at + ".name '" + user.name() + "' must not begin with '" + AGENCY_PREFIX + "'");
            }
            checkMemberships(problems, at, user.projects());
            checkActions(problems, at, user.actions());
        }
    }

    private void checkAgencies(List<String> problems) {
        var names = new HashSet<String>();
        for (int i = 0; i < agencies.size(); i++) {
            var agency = agencies.get(i);
            var at = "iam.agencies[" + i + "]";
            checkText(problems, at + ".name", agency.name());
            checkUnique(problems, at + ".name", agency.name(), names);
            checkMemberships(problems, at, agency.projects());
            checkActions(problems, at, agency.actions());
            if (agency.lifetime().compareTo(TemporaryKeys.SHORTEST) < 0
                    || agency.lifetime().compareTo(TemporaryKeys.LONGEST) > 0) {
                problems.add(at + ".duration_seconds must be from " + TemporaryKeys.SHORTEST.toSeconds() + " to "
                        + TemporaryKeys.LONGEST.toSeconds());
            }
        }
    }

    private static void checkActions(List<String> problems, String at, List<String> actions) {
        for (var action : actions) {
            if (!ActionPattern.isLegal(action)) {
                problems.add(at + ".actions: '" + action + "' must be " + ActionPattern.RULE);
            }
        }
    }

    private static void checkCredentials(List<String> problems, String at, UserSettings user) {
        if (user.password() == null && user.accessKey() == null) {
            problems.add(at + " can never prove who it is: give it a password, or an access_key and a secret_key");
        }
        if ((user.accessKey() == null) != (user.secretKey() == null)) {
            problems.add(at + " has only one of access_key and secret_key: give both or neither");
        }
        if (user.password() != null && user.password().isEmpty()) {
            problems.add(at + ".password is empty");
        }
        if (user.secretKey() != null && user.secretKey().isEmpty()) {
            problems.add(at + ".secret_key is empty");
        }
        if (user.accessKey() != null && !isAccessKey(user.accessKey())) {
            problems.add(at + ".access_key '" + user.accessKey() + "' must be 1 to 128 letters, digits, '_' or '-'");
        }
    }

    private void checkMemberships(List<String> problems, String at, List<String> named) {
        if (named.isEmpty()) {
            problems.add(at + ".projects is empty: name projects by id or name, or '*' for all");
        }
        for (var one : named) {
            if (!one.equals("*")
                    && projects.stream()
                            .noneMatch(project ->
                                    project.id().equals(one) || project.name().equals(one))) {
                problems.add(at + ".projects: no project has the id or the name '" + one + "'");
            }
        }
    }

    private static void checkName(List<String> problems, String key, String value) {
        if (value.isEmpty()
                || value.length() > LONGEST_NAME
                || !value.chars().allMatch(c -> isLetterOrDigit(c) || "_-.".indexOf(c) >= 0)) {
            problems.add(key + " '" + value + "' must be " + NAME_RULE);
        }
    }

    private static void checkText(List<String> problems, String key, String value) {
        if (value.isBlank() || value.length() > LONGEST_NAME || value.chars().anyMatch(Character::isISOControl)) {
            problems.add(key + " '" + value + "' must be 1 to 64 printable characters");
        }
    }

    private static void checkUnique(List<String> problems, String key, @Nullable String value, Set<String> seen) {
        if (value != null && !seen.add(value)) {
            problems.add(key + " '" + value + "' is used twice");
        }
    }

    private static boolean isAccessKey(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_KEY
                && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '_' || c == '-');
    }

    private static boolean isLetterOrDigit(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
