package funcgraph.engine.iam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A user of the configuration, with what it may do worked out once. */
public final class User {

    private final String id;
    private final UserSettings settings;
    private final Domain domain;
    private final List<Project> projects;
    private final Set<Action> actions;
    private final @Nullable SecretKeySpec signingKey;
    private final Caller signer;

    User(UserSettings settings, Domain domain, List<Project> allProjects) {
        this.settings = settings;
        this.domain = domain;
        this.id = idOf(domain, settings.name());
        this.projects = allProjects.stream()
                .filter(project -> settings.projects().contains("*")
                        || settings.projects().contains(project.id())
                        || settings.projects().contains(project.name()))
                .toList();
        this.actions = Action.matching(
                settings.actions().stream().map(ActionPattern::new).toList());
        var secret = settings.secretKey();
        this.signingKey =
                secret == null ? null : new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.signer = caller(new Scope.EveryProject(), Proof.KEYS);
    }

    /** 32 hex digits that follow from the account and the name, and so are the same on every node. */
    public String id() {
        return id;
    }

    public String name() {
        return settings.name();
    }

    /** The projects it may act in, in the order of the configuration. */
    public List<Project> projects() {
        return projects;
    }

    public Optional<Project> projectWithId(String projectId) {
        return projects.stream()
                .filter(project -> project.id().equals(projectId))
                .findFirst();
    }

    /** This user as a caller with that scope. */
    Caller caller(Scope scope, Proof proof) {
        return new Caller(id, name(), domain, projects, scope, actions, proof);
    }

    /** This user as whoever signs with its own keys: made once, as each signed request asks for it. */
    Caller signer() {
        return signer;
    }

    /** The key that checks its signatures; null for a user without keys. */
    @Nullable
    SecretKeySpec signingKey() {
        return signingKey;
    }

    @Nullable
    String accessKey() {
        return settings.accessKey();
    }

    /** Compares in a time that tells nothing of the password. */
    boolean hasPassword(String candidate) {
        var password = settings.password();
        boolean same = MessageDigest.isEqual(sha256(candidate), sha256(password == null ? "" : password));
        return same && password != null;
    }

    /**
     * Goes into all that is handed out to this user and changes with any of its credentials: a changed password or key
     * ends every token and temporary key made before.
     */
    String credentialMark(ServerKey key) {
        var mark = key.derive(
                "credential-mark",
                id,
                String.valueOf(settings.password()),
                String.valueOf(settings.accessKey()),
                String.valueOf(settings.secretKey()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mark).substring(0, 22);
    }

    private static String idOf(Domain domain, String name) {
        return HexFormat.of()
                .formatHex(sha256("user\n" + domain.id() + "\n" + name))
                .substring(0, 32);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "User[" + name() + "]";
    }
}
