package funcgraph.server.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule on compiled classes.
 *
 * @param name what it says, as a sentence
 * @param rule the check
 * @param sinner the simple name of the class below {@code funcgraph.sinners} that breaks it on purpose
 */
record HouseRule(String name, ArchRule rule, String sinner) {
    @Override
    public String toString() {
        return name;
    }
}
