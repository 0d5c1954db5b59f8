package funcgraph.domain;

import java.util.List;

/**
 * The ranges that the rules enforce. Each has the documented value as its default and can be configured
 * (functiongraph-api 1.3, 5.1).
 *
 * @param memorySizesMb allowed memory_size values, ascending
 * @param longestTimeoutSeconds ceiling of timeout; the seed page says 900, newer regions 259200
 * @param mostUserData entries of user_data
 * @param mostUserDataBytes size of the user_data text in UTF-8 bytes
 * @param longestDescription characters
 * @param mostInstances highest strategy_config.concurrency; 0 leaves only the switch values 0 and -1, as on the seed page
 * @param vpcs networks that func_vpc may name; any ids when there are none
 */
public record ConfigLimits(
        List<Integer> memorySizesMb,
        int longestTimeoutSeconds,
        int mostUserData,
        int mostUserDataBytes,
        int longestDescription,
        int mostInstances,
        Vpcs vpcs) {

    /** Shortest timeout in seconds; no deployment changes it. */
    public static final int SHORTEST_TIMEOUT_SECONDS = 3;

    /** Longest initializer_timeout in seconds (seed page). */
    public static final int LONGEST_INITIALIZER_SECONDS = 300;

    /** Longest ceiling that can be configured: 72 hours. */
    public static final int TIMEOUT_CEILING_SECONDS = 259_200;

    /** The 13 sizes of the seed page. */
    public static final List<Integer> SEED_MEMORY_SIZES_MB =
            List.of(128, 256, 512, 768, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096);

    public static final ConfigLimits DOCUMENTED =
            new ConfigLimits(SEED_MEMORY_SIZES_MB, 900, 20, 4096, 512, 1000, Vpcs.NONE);

    public ConfigLimits {
        memorySizesMb = List.copyOf(memorySizesMb);
    }
}
