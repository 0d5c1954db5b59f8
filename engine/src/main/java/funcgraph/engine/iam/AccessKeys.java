package funcgraph.engine.iam;

import org.jspecify.annotations.Nullable;

/** All access keys that requests may be signed with: those of the configuration, and temporary ones. */
public final class AccessKeys {

    private final Identities identities;
    private final TemporaryKeys temporary;

    public AccessKeys(Identities identities, TemporaryKeys temporary) {
        this.identities = identities;
        this.temporary = temporary;
    }

    /**
     * The key that checks a signature made with this access key, and who that makes the sender.
     *
     * @param securityToken what came as {@code X-Security-Token}, null when nothing did
     */
    public KeyLookup find(String accessKey, @Nullable String securityToken) {
        if (securityToken != null && !securityToken.isEmpty()) {
            return temporary.find(accessKey, securityToken);
        }
        var user = identities.userWithAccessKey(accessKey);
        var key = user.map(User::signingKey);
        return key.isPresent()
                ? new KeyLookup.Found(key.get(), user.get().signer())
                : new KeyLookup.NotFound("the access key does not exist; a temporary one needs X-Security-Token");
    }
}
