package funcgraph.domain;

import java.util.List;

/**
 * A function's uniform resource name, {@code urn:fss:REGION:PROJECT:function:PACKAGE:NAME[:VERSION|:!ALIAS]}, and the
 * five shorter forms that are legal in a path (functiongraph-api 1.1).
 */
public record FunctionUrn(String region, FunctionKey key, Qualifier qualifier) {

    private static final String SHAPES = "NAME, PACKAGE:NAME, PROJECT:PACKAGE:NAME, PROJECT:PACKAGE:NAME:VERSION or "
            + "urn:fss:REGION:PROJECT:function:PACKAGE:NAME[:VERSION|:!ALIAS]";

    /**
     * Reads any of the six forms. What a short form leaves out is taken from the place it was written in.
     *
     * @param text as it stood in the path, percent-decoded
     * @param region the region this server answers for
     * @param projectId the project of the path
     * @throws Refused {@link Refusal.BadUrn} when the text has none of the forms, a bad name in it, or another region;
     *     {@link Refusal.ForeignProject} when it names another project
     */
    public static FunctionUrn parse(String text, String region, String projectId) {
        var fields = List.of(text.split(":", -1));
        return switch (fields.size()) {
            case 1 -> named(text, region, projectId, FunctionKey.DEFAULT_PACKAGE, fields.get(0), Qualifier.none());
            case 2 -> named(text, region, projectId, fields.get(0), fields.get(1), Qualifier.none());
            case 3 -> {
                requireProject(fields.get(0), projectId);
                yield named(text, region, projectId, fields.get(1), fields.get(2), Qualifier.none());
            }
            case 4 -> {
                requireProject(fields.get(0), projectId);
                yield named(text, region, projectId, fields.get(1), fields.get(2), Qualifier.parse(fields.get(3)));
            }
            case 7 -> full(text, fields, region, projectId, Qualifier.none());
            case 8 -> full(text, fields, region, projectId, Qualifier.parse(fields.get(7)));
            default -> throw bad(text, "allowed are " + SHAPES);
        };
    }

    /** The URN of the head, with {@code :latest}. */
    public static String latest(String region, FunctionKey key) {
        return unqualified(region, key) + ":" + Qualifier.LATEST;
    }

    /** The URN without a qualifier, seven fields. */
    public static String unqualified(String region, FunctionKey key) {
        return "urn:fss:" + region + ":" + key.projectId() + ":function:" + key.packageName() + ":" + key.name();
    }

    /** The URN of one state: of the head, or of a version. */
    public static String of(String region, Function function) {
        return unqualified(region, function.key()) + ":" + function.version();
    }

    /** The URN of an alias, {@code …:!NAME}. */
    public static String alias(String region, FunctionKey key, String alias) {
        return unqualified(region, key) + ":!" + alias;
    }

    private static FunctionUrn full(
            String text, List<String> fields, String region, String projectId, Qualifier qualifier) {
        if (!fields.get(0).equals("urn")
                || !fields.get(1).equals("fss")
                || !fields.get(4).equals("function")) {
            throw bad(text, "allowed are " + SHAPES);
        }
        if (!fields.get(2).equals(region)) {
            throw bad(text, "its region is '" + fields.get(2) + "', this server's is '" + region + "'");
        }
        requireProject(fields.get(3), projectId);
        return named(text, region, projectId, fields.get(5), fields.get(6), qualifier);
    }

    private static FunctionUrn named(
            String text, String region, String projectId, String packageName, String name, Qualifier qualifier) {
        if (!Names.isFunctionName(packageName)) {
            throw bad(text, "its package must be " + Names.FUNCTION_RULE);
        }
        if (!Names.isFunctionName(name)) {
            throw bad(text, "its function name must be " + Names.FUNCTION_RULE);
        }
        switch (qualifier) {
            case Qualifier.None() -> {}
            case Qualifier.Version(String version) -> {
                if (!Names.isVersionName(version)) {
                    throw bad(text, "its version must be 1 to 42 letters, digits, '_', '-' or '.'");
                }
            }
            case Qualifier.Alias(String alias) -> {
                if (!Names.isAliasName(alias)) {
                    throw bad(text, "its alias must be 1 to 63 letters, digits, '_' or '-'");
                }
            }
        }
        return new FunctionUrn(region, new FunctionKey(projectId, packageName, name), qualifier);
    }

    private static void requireProject(String named, String projectId) {
        if (!named.equals(projectId)) {
            throw new Refused(new Refusal.ForeignProject(named));
        }
    }

    private static Refused bad(String text, String why) {
        return new Refused(new Refusal.BadUrn(text, why));
    }
}
