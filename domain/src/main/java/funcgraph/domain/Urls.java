package funcgraph.domain;

import java.net.URI;
import java.net.URISyntaxException;

/** The shape of an object's address. Which hosts may be asked is decided where the object is fetched. */
final class Urls {

    /** What is accepted, for error messages. */
    static final String ALLOWED = "an http or https URL of an object, at most 2048 characters";

    private static final int LONGEST = 2048;

    private Urls() {}

    static boolean isObjectUrl(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        try {
            var uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && uri.getRawPath() != null
                    && uri.getRawPath().length() > 1
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
