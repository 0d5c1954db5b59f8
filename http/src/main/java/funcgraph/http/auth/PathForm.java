package funcgraph.http.auth;

/**
 * The ways in which clients and the proxies before us have been seen to write a path differently from what was signed
 * (functiongraph-api 6.2, "Path pitfalls"). They are tried in this order.
 */
enum PathForm {
    /** Each segment encoded as it came: what the SDKs sign, a literal {@code :} as {@code %3A}. */
    AS_RECEIVED(false, false),
    /** Decoded first: a proxy has encoded what the client sent literally. */
    DECODED(true, false),
    /** {@code !} left alone: older Node SDKs. */
    LITERAL_BANG(false, true),
    DECODED_LITERAL_BANG(true, true);

    private final boolean decodes;
    private final boolean keepsBang;

    PathForm(boolean decodes, boolean keepsBang) {
        this.decodes = decodes;
        this.keepsBang = keepsBang;
    }

    /** False when this form of the path is the same as an earlier one. */
    boolean differsFor(String rawPath) {
        boolean encoded = rawPath.indexOf('%') >= 0;
        boolean bang = rawPath.indexOf('!') >= 0;
        return (!decodes || encoded) && (!keepsBang || bang || (decodes && rawPath.contains("%21")));
    }

    /** Writes the path, always with a slash at its end. */
    void write(String rawPath, ByteText to) {
        for (int i = 0; i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            if (c == '/') {
                to.add('/');
            } else if (decodes && PercentText.isEncodedByte(rawPath, i)) {
                write((char) PercentText.encodedByte(rawPath, i), to);
                i += 2;
            } else {
                write(c, to);
            }
        }
        if (to.last() != '/') {
            to.add('/');
        }
    }

    private void write(char c, ByteText to) {
        if (c == '!' && keepsBang) {
            to.add('!');
        } else {
            PercentText.encode(c, to);
        }
    }
}
