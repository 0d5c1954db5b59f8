package funcgraph.cli;

/** How a request proves who sends it (functiongraph-api 6). */
public sealed interface Access {

    /** Signs every request with a key pair (functiongraph-api 6.2). */
    record Signed(String accessKey, String secretKey) implements Access {
        @Override
        public String toString() {
            return "Signed[" + accessKey + ", ***]";
        }
    }

    /** Signs with a pair of keys that ends by itself, and sends the text that goes with them along (functiongraph-api 6.3). */
    record Temporary(String accessKey, String secretKey, String securityToken) implements Access {
        @Override
        public String toString() {
            return "Temporary[" + accessKey + ", ***]";
        }
    }

    /** Shows a token that {@code POST /v3/auth/tokens} gave (functiongraph-api 6.1). */
    record Token(String value) implements Access {
        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    /** Proves nothing; for the requests that need no proof, and to see the others refused. */
    record Anonymous() implements Access {}
}
