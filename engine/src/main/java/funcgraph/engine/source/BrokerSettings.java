package funcgraph.engine.source;

import java.util.Map;

/**
 * Where brokers are.
 *
 * @param instances addresses, {@code HOST:PORT,…}, by instance_id
 * @param anyAddress whether triggers may name addresses themselves
 * @param caFile certificates, as PEM, of those who vouch for brokers; empty for the JDK's
 */
public record BrokerSettings(Map<String, String> instances, boolean anyAddress, String caFile) {

    public BrokerSettings {
        instances = Map.copyOf(instances);
    }

    /** The broker of a trigger, by what its event_data says. The operator's word on an instance comes first. */
    String address(String instanceId, String own) {
        var known = instances.get(instanceId);
        if (known != null) {
            return known;
        }
        if (own.isEmpty()) {
            throw new SourceFailed(
                    "instance_id '" + instanceId + "' is not among those of the configuration, and no address is given",
                    null);
        }
        if (!anyAddress) {
            throw new SourceFailed(
                    "the address '" + own + "' is the trigger's own, which sources.any_address does not allow", null);
        }
        return own;
    }
}
