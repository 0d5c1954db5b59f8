package funcgraph.domain.reserved;

import funcgraph.domain.FunctionKey;

/**
 * A reservation as it is kept.
 *
 * @param qualifier {@code latest}, a version's name, or {@code !} and an alias's
 */
public record KeptReservation(FunctionKey function, String functionId, String qualifier, Reservation reservation) {}
