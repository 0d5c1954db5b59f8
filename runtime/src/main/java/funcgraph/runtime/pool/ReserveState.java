package funcgraph.runtime.pool;

/**
 * What there is of a version's reserved workers.
 *
 * @param present those that are alive and have their code, as far as they are reserved
 * @param wanted as many as there should be
 * @param busy workers that it takes for the calls which run or wait now, of all its workers
 * @param trouble why the last one that was missing could not be started; empty when nothing is wrong
 */
public record ReserveState(int present, int wanted, double busy, String trouble) {

    static final ReserveState NONE = new ReserveState(0, 0, 0, "");

    ReserveState plus(ReserveState other) {
        return new ReserveState(
                present + other.present,
                wanted + other.wanted,
                busy + other.busy,
                trouble.isEmpty() ? other.trouble : trouble);
    }
}
