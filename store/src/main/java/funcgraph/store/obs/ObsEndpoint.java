package funcgraph.store.obs;

import java.net.URI;

/**
 * An object store that the operator allows functions' code to come from.
 *
 * @param url scheme and host, and a port if it is not the scheme's own; nothing else
 * @param region for the signature
 * @param accessKey {@code ""} for requests that are not signed
 * @param secretKey {@code ""} likewise
 */
public record ObsEndpoint(URI url, String region, String accessKey, String secretKey) {

    public ObsEndpoint {
        var path = url.getRawPath();
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!web
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("an object store's url is '" + url.getScheme() + "://" + url.getHost()
                    + "…'; allowed: http(s)://HOST or http(s)://HOST:PORT and nothing behind it");
        }
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            throw new IllegalArgumentException(
                    "the object store " + url + " has one of access key and secret key; allowed: both or none");
        }
        if (region.isEmpty()) {
            throw new IllegalArgumentException("the object store " + url + " has no region");
        }
    }

    public static ObsEndpoint anonymous(URI url, String region) {
        return new ObsEndpoint(url, region, "", "");
    }

    /** The port it listens on, whether or not the URL says it. */
    int port() {
        return portOf(url);
    }

    boolean isSigned() {
        return !accessKey.isEmpty();
    }

    static int portOf(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ObsEndpoint[" + url + ", " + region + (isSigned() ? ", signed" : ", anonymous") + "]";
    }
}
