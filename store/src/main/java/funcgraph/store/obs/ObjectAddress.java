package funcgraph.store.obs;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an object is, once its URL has been found to lead to a configured endpoint: {@code ENDPOINT/BUCKET/KEY}, or
 * {@code BUCKET.ENDPOINT/KEY}. The request is built from this record and the endpoint's own URL, never from the caller's,
 * so that two readers of one URL cannot disagree on its host. A query is not part of an object's name and is ignored.
 *
 * @param bucketInPath which of the two ways it was written in; it is asked for in the same
 */
record ObjectAddress(ObsEndpoint endpoint, boolean bucketInPath, String bucket, String key) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    /** A bucket cannot stand before these: the whole would be another address, or none. */
    private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");

    /** Either an address, or why there is none. */
    sealed interface Parsed {
        record Known(ObjectAddress address) implements Parsed {}

        record Unknown(String why) implements Parsed {}
    }

    static Parsed parse(String text, List<ObsEndpoint> endpoints) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return new Parsed.Unknown("a well-formed URL of an object");
        }
        var path = url.getRawPath();
        if (url.getScheme() == null || url.getHost() == null || path == null || url.getRawFragment() != null) {
            return new Parsed.Unknown("an http or https URL of an object");
        }
        if (url.getRawUserInfo() != null) {
            return new Parsed.Unknown("a URL without user and password");
        }
        for (var endpoint : endpoints) {
            var host = hostBefore(url, endpoint);
            if (host.isPresent()) {
                return located(endpoint, host.get(), path);
            }
        }
        return new Parsed.Unknown(
                endpoints.isEmpty()
                        ? "nothing, as no object store is configured"
                        : "an object of a configured object store: "
                                + endpoints.stream()
                                        .map(endpoint -> endpoint.url().toString())
                                        .collect(Collectors.joining(", ")));
    }

    String filename() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** What stands before the endpoint's host, {@code ""} for nothing; empty when it is another host. */
    private static Optional<String> hostBefore(URI url, ObsEndpoint endpoint) {
        var host = url.getHost().toLowerCase(Locale.ROOT);
        var known = endpoint.url().getHost().toLowerCase(Locale.ROOT);
        if (!url.getScheme().equalsIgnoreCase(endpoint.url().getScheme())
                || ObsEndpoint.portOf(url) != endpoint.port()) {
            return Optional.empty();
        }
        if (host.equals(known)) {
            return Optional.of("");
        }
        if (host.endsWith("." + known) && !IP_ADDRESS.matcher(known).matches()) {
            return Optional.of(host.substring(0, host.length() - known.length() - 1));
        }
        return Optional.empty();
    }

    private static Parsed located(ObsEndpoint endpoint, String bucketInHost, String rawPath) {
        var path = decoded(rawPath);
        if (path.isEmpty()) {
            return new Parsed.Unknown("a URL whose path is UTF-8");
        }
        boolean bucketInPath = bucketInHost.isEmpty();
        var rest = path.get().substring(1);
        int slash = rest.indexOf('/');
        if (bucketInPath && slash < 0) {
            return new Parsed.Unknown("a URL with a bucket and a key");
        }
        var bucket = bucketInPath ? rest.substring(0, slash) : bucketInHost;
        var key = bucketInPath ? rest.substring(slash + 1) : rest;
        if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
            return new Parsed.Unknown("a bucket name of 3 to 63 small letters, digits, '-' and '.'");
        }
        if (key.isEmpty() || key.endsWith("/") || climbs(key) || key.chars().anyMatch(Character::isISOControl)) {
            return new Parsed.Unknown("a key that names an object, without '.' and '..' as a part");
        }
        return new Parsed.Known(new ObjectAddress(endpoint, bucketInPath, bucket, key));
    }

    /** A plus sign is itself in a path; the decoder is meant for forms. */
    private static Optional<String> decoded(String rawPath) {
        if (rawPath.isEmpty()) {
            return Optional.of("/");
        }
        try {
            var text = URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
            return text.indexOf('\ufffd') >= 0 ? Optional.empty() : Optional.of(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean climbs(String key) {
        return List.of(key.split("/", -1)).stream().anyMatch(part -> part.equals("..") || part.equals("."));
    }
}
