package funcgraph.contract;

/** An agency that functions of the project may name. */
public record TrustedAgencyResponse(String name) {}
