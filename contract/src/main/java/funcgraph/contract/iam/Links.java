package funcgraph.contract.iam;

/**
 * Where something is found again.
 *
 * @param self the address of what carries it
 */
public record Links(String self) {}
