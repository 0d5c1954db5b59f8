package funcgraph.contract.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v3/auth/tokens}. */
public record TokenRequest(@Nullable Auth auth) {

    public record Auth(
            @Nullable Identity identity, @Nullable Scope scope) {}

    /** How the sender shows who it is: {@code methods} names the members that count. */
    public record Identity(
            @Nullable List<@Nullable String> methods,
            @Nullable PasswordIdentity password,
            @Nullable TokenIdentity token) {}

    public record PasswordIdentity(@Nullable Login user) {}

    /** A user, by name or id. */
    public record Login(
            @Nullable String id,
            @Nullable String name,
            @Nullable String password,
            @Nullable NamedReference domain) {
        @Override
        public String toString() {
            return "Login[id=" + id + ", name=" + name + ", password=***, domain=" + domain + "]";
        }
    }

    public record TokenIdentity(@Nullable String id) {
        @Override
        public String toString() {
            return "TokenIdentity[id=***]";
        }
    }

    /** One of both; without a scope the token is good for the account only. */
    public record Scope(
            @Nullable NamedReference project, @Nullable NamedReference domain) {}
}
