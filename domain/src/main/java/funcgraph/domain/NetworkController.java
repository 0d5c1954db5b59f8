package funcgraph.domain;

import java.util.List;

/** Who may reach a function, and whether it may reach the public network. */
public record NetworkController(boolean disablePublicNetwork, List<AccessVpc> triggerAccessVpcs) {

    public static final NetworkController NONE = new NetworkController(false, List.of());

    public NetworkController {
        triggerAccessVpcs = List.copyOf(triggerAccessVpcs);
    }

    /** A network from which triggers may come. */
    public record AccessVpc(String vpcId, String vpcName) {}
}
