package funcgraph.contract.iam;

/** Answer of {@code POST /v3.0/OS-CREDENTIAL/securitytokens}. */
public record TemporaryKeyResponse(Credential credential) {

    /**
     * The pair, and what to send along as {@code X-Security-Token}.
     *
     * @param expiresAt {@code 2026-11-24T08:45:52.000000Z}
     */
    public record Credential(String access, String secret, String securitytoken, String expiresAt) {
        @Override
        public String toString() {
            return "Credential[access=" + access + ", secret=***, securitytoken=***, expiresAt=" + expiresAt + "]";
        }
    }
}
