package funcgraph.domain;

/** The private network a function joins. Both ids are given or the function has none (functiongraph-api 3.5). */
public record FuncVpc(String vpcId, String subnetId) {

    /** What {@code {}} or two empty ids mean: leave the network. */
    public static final FuncVpc NONE = new FuncVpc("", "");
}
