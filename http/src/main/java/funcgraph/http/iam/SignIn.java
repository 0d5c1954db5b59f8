package funcgraph.http.iam;

import funcgraph.contract.iam.NamedReference;
import funcgraph.contract.iam.TemporaryKeyRequest;
import funcgraph.contract.iam.TokenRequest;
import funcgraph.engine.iam.Caller;
import funcgraph.engine.iam.Identities;
import funcgraph.engine.iam.PasswordCheck;
import funcgraph.engine.iam.Passwords;
import funcgraph.engine.iam.Project;
import funcgraph.engine.iam.Proof;
import funcgraph.engine.iam.Scope;
import funcgraph.engine.iam.Token;
import funcgraph.engine.iam.TokenCheck;
import funcgraph.engine.iam.Tokens;
import funcgraph.engine.iam.User;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a client says about itself into a token: a password, the signature of the request itself, or another token
 * whose scope it wants changed.
 */
final class SignIn {

    /** Of this server alone: for browsers, in which a secret key should not stay for as long as they work. */
    private static final String SIGNATURE = "signature";

    private static final String WRONG = "The user name or password is wrong.";

    private final Identities identities;
    private final Tokens tokens;
    private final Passwords passwords;

    SignIn(Identities identities, Tokens tokens, Passwords passwords) {
        this.identities = identities;
        this.tokens = tokens;
        this.passwords = passwords;
    }

    /** @param sender who signed the request, null when nobody did */
    Token signIn(TokenRequest request, @Nullable Caller sender) {
        var auth = required(request.auth(), "auth");
        var identity = required(auth.identity(), "auth.identity");
        var methods = required(identity.methods(), "auth.identity.methods");
        if (methods.equals(List.of("password"))) {
            var password = required(identity.password(), "auth.identity.password");
            var user = byPassword(required(password.user(), "auth.identity.password.user"));
            return tokens.issue(user, scope(user, auth.scope()), List.of("password"));
        }
        if (methods.equals(List.of(SIGNATURE))) {
            var user = bySignature(sender);
            return tokens.issue(user, scope(user, auth.scope()), List.of(SIGNATURE));
        }
        if (methods.equals(List.of("token"))) {
            var token = required(identity.token(), "auth.identity.token");
            var old = byToken(required(token.id(), "auth.identity.token.id"));
            return tokens.rescope(old, scope(identities.userOf(old.caller()), auth.scope()));
        }
        throw new IamRefused(
                IamStatus.BAD_REQUEST,
                "auth.identity.methods must be [\"password\"], [\"signature\"] or [\"token\"]; agencies, OIDC and one-time"
                        + " codes are not supported.");
    }

    /**
     * Only the user's own keys count. A token would outlive temporary ones; and who comes with a token has the method for
     * that, by which it does not live longer.
     */
    private User bySignature(@Nullable Caller sender) {
        if (sender == null) {
            throw new IamRefused(IamStatus.UNAUTHORIZED, "The request is not signed with an access key.");
        }
        if (sender.proof() != Proof.KEYS) {
            throw new IamRefused(IamStatus.FORBIDDEN, "Only the permanent access key of a user can sign for a token.");
        }
        return identities.userOf(sender);
    }

    private Token byToken(String text) {
        return switch (tokens.check(text)) {
            case TokenCheck.Good(Token token) -> token;
            case TokenCheck.Bad(String reason) ->
                throw new IamRefused(IamStatus.UNAUTHORIZED, "The token in the body is refused: " + reason + ".");
        };
    }

    /** The token, if it is good and the caller's own. */
    Optional<Token> tokenOf(Caller caller, String text) {
        return tokens.check(text) instanceof TokenCheck.Good(Token token)
                        && token.caller().userId().equals(caller.userId())
                ? Optional.of(token)
                : Optional.empty();
    }

    /** Who gets temporary keys: the owner of the token in the body, else whoever sent the request. */
    Caller ownerOf(@Nullable Caller sender, TemporaryKeyRequest.@Nullable TokenIdentity token) {
        if (token != null && token.id() != null) {
            return byToken(token.id()).caller();
        }
        if (sender == null) {
            throw new IamRefused(IamStatus.UNAUTHORIZED, "Neither the request nor its body has a token.");
        }
        // What they make would outlive them.
        if (sender.proof() == Proof.TEMPORARY_KEYS) {
            throw new IamRefused(IamStatus.FORBIDDEN, "Temporary keys cannot be used to make temporary keys.");
        }
        return sender;
    }

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IamRefused(IamStatus.BAD_REQUEST, name + " is missing.");
        }
        return value;
    }

    private User byPassword(TokenRequest.Login login) {
        var password = required(login.password(), "auth.identity.password.user.password");
        var name = login.name() != null
                ? login.name()
                : nameOfId(required(login.id(), "auth.identity.password.user.name"));
        var checked = passwords.check(name, password);
        return switch (checked) {
            case PasswordCheck.Right(User user) when isOurDomain(login.domain()) -> user;
            case PasswordCheck.Right ignored -> throw new IamRefused(IamStatus.UNAUTHORIZED, WRONG);
            case PasswordCheck.Wrong() -> throw new IamRefused(IamStatus.UNAUTHORIZED, WRONG);
            case PasswordCheck.TooMany tooMany -> throw IamRefused.tooMany(tooMany.retryAfter());
        };
    }

    /** An id that nobody has is checked, and limited, like a name that nobody has. */
    private String nameOfId(String id) {
        return identities.userWithId(id).map(User::name).orElse(id);
    }

    /** Without a scope the token is for the account, as for the cloud's own IAM. */
    private Scope scope(User user, TokenRequest.@Nullable Scope asked) {
        if (asked == null || (asked.project() == null && asked.domain() == null)) {
            return new Scope.WholeDomain();
        }
        var project = asked.project();
        if (project != null && asked.domain() != null) {
            throw new IamRefused(IamStatus.BAD_REQUEST, "auth.scope must have a project or a domain, not both.");
        }
        if (project == null) {
            if (!isOurDomain(asked.domain())) {
                throw new IamRefused(IamStatus.FORBIDDEN, "The user does not belong to the domain in auth.scope.");
            }
            return new Scope.WholeDomain();
        }
        return new Scope.OneProject(project(user, project)
                .orElseThrow(() ->
                        new IamRefused(IamStatus.FORBIDDEN, "The user is not a member of the project in auth.scope.")));
    }

    private Optional<Project> project(User user, NamedReference asked) {
        if (!isOurDomain(asked.domain())) {
            return Optional.empty();
        }
        if (asked.id() != null) {
            return user.projectWithId(asked.id());
        }
        var named = identities.named(required(asked.name(), "auth.scope.project.id"), user.projects());
        return named.stream().findFirst();
    }

    private boolean isOurDomain(@Nullable NamedReference domain) {
        var ours = identities.domain();
        return domain == null
                || ((domain.id() == null || domain.id().equals(ours.id()))
                        && (domain.name() == null || domain.name().equals(ours.name())));
    }
}
