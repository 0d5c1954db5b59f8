package funcgraph.server;

/** What this server is, as its jar says. */
final class Release {

    private Release() {}

    static String version() {
        var version = Release.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
