package funcgraph.domain;

/** A container image that runs instead of a code package. {@code command} and {@code args} are comma-separated lists. */
public record CustomImage(
        boolean enabled,
        String image,
        String command,
        String args,
        String workingDir,
        String uid,
        String gid,
        boolean isPublic) {

    public static final CustomImage NONE = new CustomImage(false, "", "", "", "", "", "", false);
}
