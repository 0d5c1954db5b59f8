package funcgraph.http.iam;

import funcgraph.contract.iam.CatalogEntry;
import funcgraph.contract.iam.CatalogResponse;
import funcgraph.contract.iam.Links;
import funcgraph.contract.iam.ProjectList;
import funcgraph.contract.iam.TemporaryKeyRequest;
import funcgraph.contract.iam.TemporaryKeyResponse;
import funcgraph.contract.iam.TokenRequest;
import funcgraph.engine.iam.Caller;
import funcgraph.engine.iam.Identities;
import funcgraph.engine.iam.Passwords;
import funcgraph.engine.iam.TemporaryKeys;
import funcgraph.engine.iam.Token;
import funcgraph.engine.iam.Tokens;
import funcgraph.http.auth.Authentication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The identity calls of functiongraph-api 6.3. Every method answers, with an error of Keystone's form when it must, and
 * throws nothing for bad input. Bodies of GET requests are not looked at: the Node SDK sends {@code {}}, which its
 * signature covers.
 *
 * <p>{@code origin} is the address the client used, {@code http://HOST:PORT} without a slash at the end; links begin
 * with it. Methods with a {@link Caller} are for authenticated requests; for others send {@link #unauthenticated}.
 */
public final class IamApi {

    private static final String SUBJECT_TOKEN = "X-Subject-Token";

    private final Identities identities;
    private final TemporaryKeys temporaryKeys;
    private final SignIn signIn;
    private final IamViews views;

    public IamApi(Identities identities, Tokens tokens, TemporaryKeys temporaryKeys, Passwords passwords) {
        this.identities = identities;
        this.temporaryKeys = temporaryKeys;
        this.signIn = new SignIn(identities, tokens, passwords);
        this.views = new IamViews(identities);
    }

    /**
     * {@code POST /v3/auth/tokens}, which needs no authentication: 201 and {@code X-Subject-Token}; 400, 401, 403, 413;
     * 429 with {@code Retry-After} after ten wrong passwords for one user, then one attempt in six seconds.
     *
     * @param sender who signed the request, which the method {@code signature} asks for; null when nobody did
     * @param withCatalog false when the query has {@code nocatalog} with any value
     */
    public IamAnswer issueToken(@Nullable Caller sender, byte[] body, boolean withCatalog, String origin) {
        return answered(() -> {
            var token = signIn.signIn(IamJson.read(body, TokenRequest.class), sender);
            return token(201, token, withCatalog, origin);
        });
    }

    /** {@code GET /v3/auth/tokens}: what a token says. Only its own user may ask; 404 for a token that is not good. */
    public IamAnswer showToken(Caller caller, @Nullable String subjectToken, boolean withCatalog, String origin) {
        return answered(() -> {
            var text = SignIn.required(subjectToken, "The header " + SUBJECT_TOKEN);
            var token = signIn.tokenOf(caller, text)
                    .orElseThrow(() -> new IamRefused(IamStatus.NOT_FOUND, "There is no such token of this user."));
            return token(200, token, withCatalog, origin);
        });
    }

    /** {@code GET /v3/projects}: the caller's projects, all or those a name means ({@link Identities#named}). */
    public IamAnswer listProjects(Caller caller, @Nullable String name, String origin) {
        var projects = name == null ? caller.projects() : identities.named(name, caller.projects());
        return IamJson.answer(200, views.projects(projects, origin, "/v3/projects"));
    }

    /** {@code GET /v3/projects/ID}: 404 for a project the caller is not a member of. */
    public IamAnswer showProject(Caller caller, String projectId, String origin) {
        return caller.projects().stream()
                .filter(project -> project.id().equals(projectId))
                .findFirst()
                .map(project -> IamJson.answer(200, new ProjectList.One(views.project(project, origin))))
                .orElseGet(() -> refused(IamStatus.NOT_FOUND, "The user is not a member of a project with this id."));
    }

    /** {@code GET /v3/auth/projects}: all projects of the caller. */
    public IamAnswer authProjects(Caller caller, String origin) {
        return IamJson.answer(200, views.projects(caller.projects(), origin, "/v3/auth/projects"));
    }

    /** {@code GET /v3/auth/domains}: the one account of this server. */
    public IamAnswer listDomains(Caller caller, String origin) {
        return IamJson.answer(200, views.domains(origin));
    }

    /** {@code GET /v3/auth/catalog}: where the services are that the caller's scope reaches. */
    public IamAnswer catalog(Caller caller, String origin) {
        return IamJson.answer(
                200, new CatalogResponse(views.catalog(caller, origin), new Links(origin + "/v3/auth/catalog")));
    }

    /**
     * {@code POST /v3.0/OS-CREDENTIAL/securitytokens}: 201; 400, 401, 403, 413.
     *
     * @param caller null when the request carried no proof of its own; then the body must have a token
     */
    public IamAnswer temporaryKeys(@Nullable Caller caller, byte[] body) {
        return answered(() -> {
            var request = IamJson.read(body, TemporaryKeyRequest.class);
            var auth = SignIn.required(request.auth(), "auth");
            var identity = SignIn.required(auth.identity(), "auth.identity");
            if (!List.of("token").equals(identity.methods())) {
                throw new IamRefused(IamStatus.BAD_REQUEST, "auth.identity.methods must be [\"token\"].");
            }
            // Keys that may do more than was asked for would be worse than none.
            if (identity.policy() != null) {
                throw new IamRefused(IamStatus.BAD_REQUEST, "auth.identity.policy is not supported.");
            }
            var owner = signIn.ownerOf(caller, identity.token());
            return issue(owner, lifetime(identity.token()));
        });
    }

    /** {@code GET /v3}, which needs no authentication. */
    public IamAnswer version(String origin) {
        return IamJson.answer(200, views.version(origin));
    }

    /** {@code GET /v3/regions}. */
    public IamAnswer regions(String origin) {
        return IamJson.answer(200, views.regions(origin));
    }

    /** The 401 for an identity call whose proof of identity is missing or wrong. */
    public static IamAnswer unauthenticated(Authentication.Unauthenticated why) {
        return refused(IamStatus.UNAUTHORIZED, why.message());
    }

    /** Any other refusal of the routes, such as 404 for a path that is not there. */
    public static IamAnswer refused(IamStatus status, String message) {
        return IamJson.error(status, Map.of(), message);
    }

    private static IamAnswer answered(Supplier<IamAnswer> call) {
        try {
            return call.get();
        } catch (IamRefused refused) {
            return IamJson.error(refused.status(), refused.headers(), refused.reason());
        }
    }

    private IamAnswer token(int status, Token token, boolean withCatalog, String origin) {
        Optional<List<CatalogEntry>> catalog =
                withCatalog ? Optional.of(views.catalog(token.caller(), origin)) : Optional.empty();
        return IamJson.answer(status, Map.of(SUBJECT_TOKEN, token.text()), views.token(token, catalog));
    }

    private IamAnswer issue(Caller owner, Duration lifetime) {
        if (!temporaryKeys.mayBeGiven(owner)) {
            throw new IamRefused(
                    IamStatus.FORBIDDEN, "Credentials of an agency cannot be used to make temporary keys.");
        }
        var key = temporaryKeys.issue(owner, lifetime);
        return IamJson.answer(
                201,
                new TemporaryKeyResponse(new TemporaryKeyResponse.Credential(
                        key.accessKey(), key.secretKey(), key.securityToken(), IamViews.time(key.expiresAt()))));
    }

    private static Duration lifetime(TemporaryKeyRequest.@Nullable TokenIdentity token) {
        if (token == null || token.durationSeconds() == null) {
            return TemporaryKeys.SHORTEST;
        }
        long seconds = token.durationSeconds();
        if (seconds < TemporaryKeys.SHORTEST.toSeconds() || seconds > TemporaryKeys.LONGEST.toSeconds()) {
            throw new IamRefused(
                    IamStatus.BAD_REQUEST,
                    "auth.identity.token.duration_seconds is " + seconds + ", allowed are 900 to 86400.");
        }
        return Duration.ofSeconds(seconds);
    }
}
