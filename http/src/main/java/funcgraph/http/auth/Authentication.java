package funcgraph.http.auth;

import funcgraph.engine.iam.Caller;

/** What came of asking who sent a request. */
public sealed interface Authentication {

    record Authenticated(Caller caller) implements Authentication {}

    /** The answer is 401. */
    record Unauthenticated(String reason) implements Authentication {

        /** What the sender is told, worded as the gateway does (functiongraph-api 3.5). */
        public String message() {
            return "Incorrect IAM authentication information: " + reason;
        }
    }
}
