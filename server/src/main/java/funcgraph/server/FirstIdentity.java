package funcgraph.server;

import funcgraph.engine.iam.Domain;
import funcgraph.engine.iam.IdentitySettings;
import funcgraph.engine.iam.Project;
import funcgraph.engine.iam.UserSettings;
import funcgraph.server.config.Config;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes the identity of {@code credentials.json}, and sets it beside the configured projects and users. */
final class FirstIdentity {

    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String NAME = "funcgraph";

    /** Lengths of the platform's own: 20 and 40 characters, the second more than 230 bits. */
    private static final int ACCESS_KEY = 20;

    private static final int SECRET_KEY = 40;
    private static final int PASSWORD = 32;
    private static final int ID_BYTES = 16;
    private static final int TELLING = 8;

    private FirstIdentity() {}

    /** A new identity, with the names that the configuration gives and made-up ones for the rest. */
    static Credentials make(Config.Api api, SecureRandom random) {
        return new Credentials(
                "",
                api.region(),
                orElse(api.projectId(), id(random)),
                orElse(api.projectName(), api.region()),
                orElse(api.domainId(), id(random)),
                orElse(api.domainName(), NAME),
                orElse(api.userName(), NAME),
                text(LETTERS, PASSWORD, random),
                text(CAPITALS, ACCESS_KEY, random),
                text(LETTERS, SECRET_KEY, random));
    }

    /**
     * Gives the first project another name when a configured project has taken the one it has: names are how SDKs find
     * a project, so each must be one's own.
     */
    static Credentials besides(List<Project> configured, Credentials first) {
        boolean taken = configured.stream()
                .anyMatch(project -> project.name().equals(first.projectName())
                        && !project.id().equals(first.projectId()));
        var telling = first.projectId()
                .substring(0, Math.min(TELLING, first.projectId().length()));
        return taken ? first.withProjectName(first.region() + "_" + telling) : first;
    }

    /** What the configuration asks for and an identity made earlier does not have; each is a sentence for the log. */
    static List<String> differences(Config.Api api, Credentials kept) {
        var differences = new ArrayList<String>();
        compare("api.project_id", api.projectId(), kept.projectId(), differences);
        compare("api.domain_id", api.domainId(), kept.domainId(), differences);
        compare("api.domain_name", api.domainName(), kept.domainName(), differences);
        compare("api.user_name", api.userName(), kept.userName(), differences);
        return differences;
    }

    private static void compare(String key, String configured, String kept, List<String> differences) {
        if (!configured.isEmpty() && !configured.equals(kept)) {
            differences.add(key + " is '" + configured + "', but the identity of this data directory keeps '" + kept
                    + "'; without its " + Credentials.FILE + " a new identity would be made");
        }
    }

    /** All projects and users there are: the configured ones, so that their problems count as the file does, then the first. */
    static IdentitySettings settings(Config config, Credentials first) {
        var projects = new ArrayList<>(config.projects());
        if (projects.stream().noneMatch(project -> project.id().equals(first.projectId()))) {
            projects.add(new Project(first.projectId(), first.projectName()));
        }
        var users = new ArrayList<>(config.users());
        users.add(new UserSettings(
                first.userName(), first.password(), first.accessKey(), first.secretKey(), List.of("*"), List.of("*")));
        return new IdentitySettings(
                config.api().region(),
                new Domain(first.domainId(), first.domainName()),
                projects,
                users,
                config.iam().agencies());
    }

    /** What is wrong with the configured projects and users, whatever the first identity will turn out to be. */
    static List<String> problems(Config config) {
        var first = besides(config.projects(), make(config.api(), new SecureRandom()));
        return settings(config, first).problems();
    }

    private static String id(SecureRandom random) {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(String alphabet, int length, SecureRandom random) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String orElse(String configured, String made) {
        return configured.isEmpty() ? made : configured;
    }
}
