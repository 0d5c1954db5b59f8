package funcgraph.engine.iam;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;

/**
 * What every signed text of this server says: for whom it is, where it is good, and until when.
 *
 * @param id its own name; never a secret
 */
record Grant(User user, Scope scope, String id, Instant issuedAt, Instant expiresAt) {

    private static final String SCOPE = "scope";
    private static final String MARK = "mark";

    /** Why a signed text is not accepted any more. */
    static final class Lapsed extends Exception {
        private static final long serialVersionUID = 1L;

        Lapsed(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    JWTClaimsSet.Builder claims(ServerKey key) {
        return new JWTClaimsSet.Builder()
                .subject(user.id())
                .jwtID(id)
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(expiresAt))
                .claim(SCOPE, ScopeClaim.write(scope))
                .claim(MARK, user.credentialMark(key));
    }

    /**
     * Reads claims whose signature has been verified.
     *
     * @throws Lapsed when the user is gone, has other credentials now, or has lost the project
     */
    static Grant read(JWTClaimsSet claims, Identities identities, ServerKey key) throws Lapsed {
        var user = identities
                .userWithId(String.valueOf(claims.getSubject()))
                .orElseThrow(() -> new Lapsed("its user does not exist any more"));
        if (!user.credentialMark(key).equals(claims.getClaim(MARK))) {
            throw new Lapsed("its user's password or keys have been changed since");
        }
        var scope = ScopeClaim.read(String.valueOf(claims.getClaim(SCOPE)), user)
                .orElseThrow(() -> new Lapsed("its user is not a member of its project any more"));
        return new Grant(
                user,
                scope,
                String.valueOf(claims.getJWTID()),
                claims.getIssueTime().toInstant(),
                claims.getExpirationTime().toInstant());
    }
}
