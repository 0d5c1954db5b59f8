package funcgraph.contract.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v3.0/OS-CREDENTIAL/securitytokens}. */
public record TemporaryKeyRequest(@Nullable Auth auth) {

    public record Auth(@Nullable Identity identity) {}

    /**
     * How the sender shows who it is.
     *
     * @param policy any JSON; would narrow what the keys may do
     */
    public record Identity(
            @Nullable List<@Nullable String> methods,
            @Nullable TokenIdentity token,
            @Nullable Object policy) {}

    /**
     * On whose behalf, and for how long.
     *
     * @param id the token, unless the request carries it in its header
     * @param durationSeconds 900 to 86400; 900 when absent
     */
    public record TokenIdentity(
            @Nullable String id, @Nullable Long durationSeconds) {
        @Override
        public String toString() {
            return "TokenIdentity[id=***, durationSeconds=" + durationSeconds + "]";
        }
    }
}
