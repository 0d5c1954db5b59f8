package funcgraph.domain;

import java.util.List;

/**
 * A private network that functions can join by one of its subnets.
 *
 * @param name empty when it has none
 */
public record Vpc(String id, String name, List<Subnet> subnets) {

    public Vpc {
        subnets = List.copyOf(subnets);
        if (id.isBlank()) {
            throw new IllegalArgumentException("a network needs an id");
        }
    }
}
