package funcgraph.domain;

import java.util.List;

/**
 * File systems mounted into a function.
 *
 * @param userId -1 to 65534 without 0, 1000 and 1002; -1 is the platform's own user
 * @param userGroupId likewise
 */
public record MountConfig(int userId, int userGroupId, List<Mount> mounts) {

    public static final MountConfig NONE = new MountConfig(-1, -1, List.of());

    public MountConfig {
        mounts = List.copyOf(mounts);
    }

    /**
     * One mount.
     *
     * @param type {@code sfs}, {@code sfsTurbo} or {@code ecs}
     * @param sharePath mandatory for {@code ecs}, else {@code ""}
     */
    public record Mount(String type, String resource, String sharePath, String localPath) {}
}
