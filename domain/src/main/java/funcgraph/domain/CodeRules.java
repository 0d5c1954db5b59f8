package funcgraph.domain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rules of new code that need no look inside it (functiongraph-api 1.4, 1.6). */
public final class CodeRules {

    private static final int LONGEST_FILENAME = 255;

    private CodeRules() {}

    /** Finds all violations, in the page's order. */
    public static List<Violation> violations(RuntimeName runtime, CodeChange change) {
        var findings = new Findings();
        findings.addAll(change.misread());
        boolean typeMisread = change.misread().stream().anyMatch(found -> found.field() == ConfigField.CODE_TYPE);
        if (!typeMisread) {
            type(runtime, change, findings);
        }
        if (change.dependencyPkg() != null && !change.dependencyPkg().isEmpty()) {
            findings.require(
                    Urls.isObjectUrl(change.dependencyPkg()),
                    ConfigField.DEPENDENCY_PKG,
                    change.dependencyPkg(),
                    Urls.ALLOWED + ", or an empty string",
                    Violation.Rule.DEPENDENCY);
        }
        return findings.inPageOrder();
    }

    private static void type(RuntimeName runtime, CodeChange change, Findings findings) {
        var allowed = runtime.family().codeTypes();
        if (change.type() == null || !allowed.contains(change.type())) {
            findings.add(
                    ConfigField.CODE_TYPE,
                    change.type() == null ? "" : change.type().wireName(),
                    allowed.stream().map(CodeType::wireName).sorted().collect(Collectors.joining(", ")) + " for "
                            + runtime.wireName(),
                    Violation.Rule.CODE_TYPE);
            return;
        }
        switch (change.type()) {
            case OBS ->
                findings.require(
                        Urls.isObjectUrl(change.url()),
                        ConfigField.CODE_URL,
                        change.url(),
                        Urls.ALLOWED,
                        Violation.Rule.URL);
            case INLINE -> requireFile(change, findings);
            case ZIP, JAR -> {
                requireFile(change, findings);
                filename(change.type(), change.filename(), findings);
            }
            case CUSTOM_IMAGE_SWR -> {}
        }
    }

    private static void requireFile(CodeChange change, Findings findings) {
        boolean misread = change.misread().stream().anyMatch(found -> found.field() == ConfigField.FUNC_CODE);
        findings.require(
                misread || change.file().length > 0,
                ConfigField.FUNC_CODE,
                "",
                "func_code.file with the base64 of the code",
                Violation.Rule.CODE_REQUIRED);
    }

    /** Terraform sends an empty name, so one is made up; a name that is given must fit the type. */
    private static void filename(CodeType type, String name, Findings findings) {
        var extension = type == CodeType.JAR ? ".jar" : ".zip";
        findings.require(
                name.isEmpty()
                        || (name.length() <= LONGEST_FILENAME
                                && name.toLowerCase(Locale.ROOT).endsWith(extension)
                                && name.indexOf('/') < 0
                                && name.indexOf('\\') < 0
                                && name.chars().noneMatch(Character::isISOControl)),
                ConfigField.CODE_FILENAME,
                name,
                "a plain file name that ends in " + extension,
                Violation.Rule.FILE_TYPE);
    }
}
