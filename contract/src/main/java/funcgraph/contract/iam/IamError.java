package funcgraph.contract.iam;

/** How an identity call is refused; SDKs read the nested code and message (functiongraph-api 6.3). */
public record IamError(Refusal error) {

    public record Refusal(int code, String message, String title) {}
}
