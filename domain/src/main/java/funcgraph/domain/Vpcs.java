package funcgraph.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The private networks that a deployment has declared. No two networks or subnets have the same id. */
public record Vpcs(List<Vpc> all) {

    public static final Vpcs NONE = new Vpcs(List.of());

    public Vpcs {
        all = List.copyOf(all);
        var ids = new HashSet<String>();
        for (Vpc vpc : all) {
            requireNew(ids, vpc.id());
            vpc.subnets().forEach(subnet -> requireNew(ids, subnet.id()));
        }
    }

    private static void requireNew(HashSet<String> ids, String id) {
        if (!ids.add(id)) {
            throw new IllegalArgumentException("two networks or subnets have the id " + id);
        }
    }

    /** Without any, the ids of functions mean nothing here, and are kept as they are sent. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Optional<Vpc> vpc(String id) {
        return all.stream().filter(vpc -> vpc.id().equals(id)).findFirst();
    }

    /** The subnet that a function names, if it is declared. */
    public Optional<Subnet> subnet(FuncVpc named) {
        return vpc(named.vpcId()).stream()
                .flatMap(vpc -> vpc.subnets().stream())
                .filter(subnet -> subnet.id().equals(named.subnetId()))
                .findFirst();
    }

    public List<Subnet> subnets() {
        return all.stream().flatMap(vpc -> vpc.subnets().stream()).toList();
    }
}
