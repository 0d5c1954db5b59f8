package funcgraph.http.functions;

import funcgraph.contract.CodeRequest;
import funcgraph.domain.CodeChange;
import funcgraph.domain.CodeType;
import funcgraph.domain.ConfigField;
import funcgraph.domain.Findings;
import funcgraph.domain.Violation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where new code comes from, and decodes it. */
final class CodeChanges {

    private static final byte[] NO_FILE = new byte[0];

    private CodeChanges() {}

    static CodeChange read(CodeRequest request) {
        var misread = new Findings();
        var type = type(request.codeType(), misread);
        return new CodeChange(
                misread.inPageOrder(),
                type,
                request.codeUrl() == null ? "" : request.codeUrl(),
                request.codeFilename() == null ? "" : request.codeFilename(),
                NO_FILE,
                request.dependencyPkg(),
                dependencies(request));
    }

    /** Reads the code with its file, when the type brings one. */
    static CodeChange readWithFile(CodeRequest request) {
        var change = read(request);
        var encoded = request.funcCode() == null ? null : request.funcCode().file();
        boolean brought =
                change.type() == CodeType.INLINE || change.type() == CodeType.ZIP || change.type() == CodeType.JAR;
        if (encoded == null || !brought) {
            return change;
        }
        var misread = new ArrayList<>(change.misread());
        byte[] file = decode(encoded, misread);
        return new CodeChange(
                misread,
                change.type(),
                change.url(),
                change.filename(),
                file,
                change.dependencyPkg(),
                change.dependVersionIds());
    }

    private static @Nullable CodeType type(@Nullable String text, Findings misread) {
        if (text == null) {
            return null;
        }
        var type = CodeType.parse(text);
        if (type.isEmpty()) {
            misread.add(ConfigField.CODE_TYPE, text, CodeType.allowed(), Violation.Rule.CODE_TYPE);
        }
        return type.orElse(null);
    }

    /** The 2019 list and the newer one name the same thing; whichever is given counts, the newer one first. */
    private static @Nullable List<String> dependencies(CodeRequest request) {
        return request.dependVersionList() != null ? request.dependVersionList() : request.dependList();
    }

    private static byte[] decode(String encoded, List<Violation> misread) {
        try {
            return Base64.getMimeDecoder().decode(requireBase64(encoded));
        } catch (IllegalArgumentException e) {
            misread.add(new Violation(
                    ConfigField.FUNC_CODE, encoded, "base64 of the code in func_code.file", Violation.Rule.CODE));
            return NO_FILE;
        }
    }

    /** The MIME decoder skips line breaks, which tools put in, but any other stranger too; those are refused here. */
    private static String requireBase64(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            boolean legal = (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '+'
                    || c == '/'
                    || c == '='
                    || c == '\r'
                    || c == '\n';
            if (!legal) {
                throw new IllegalArgumentException("not base64");
            }
        }
        return encoded;
    }
}
