package funcgraph.engine.iam;

import java.time.Instant;

/** A pair of keys that ends by itself, and the text that must be sent along as {@code X-Security-Token}. */
public record TemporaryKey(String accessKey, String secretKey, String securityToken, Instant expiresAt) {

    @Override
    public String toString() {
        return "TemporaryKey[accessKey=" + accessKey + ", secretKey=***, securityToken=***, expiresAt=" + expiresAt
                + "]";
    }
}
