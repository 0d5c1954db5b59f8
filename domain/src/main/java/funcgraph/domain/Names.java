package funcgraph.domain;

import java.util.regex.Pattern;

/** The shapes of names (functiongraph-api 1.2). */
public final class Names {

    /** Longest function or package name, in characters. */
    public static final int LONGEST_NAME = 60;

    private static final Pattern FUNCTION = Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,58}[A-Za-z0-9])?");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,40}[A-Za-z0-9])?");
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");

    /** What a function or package name may be, for error messages. */
    public static final String FUNCTION_RULE =
            "1 to 60 letters, digits, '_' or '-', beginning with a letter and ending with a letter or digit";

    /** What a version may be called when it is published, for error messages. */
    public static final String VERSION_RULE =
            "1 to 42 letters, digits, '_', '-' or '.', beginning and ending with a letter or digit, other than 'latest'";

    /** What an alias may be called, for error messages. */
    public static final String ALIAS_RULE =
            "1 to 63 letters, digits, '_' or '-', beginning with a letter and ending with a letter or digit";

    private Names() {}

    /** True for a legal function or package name: both follow the same rule. */
    public static boolean isFunctionName(String text) {
        return FUNCTION.matcher(text).matches();
    }

    /** True for a legal version name, {@code latest} included. */
    public static boolean isVersionName(String text) {
        return VERSION.matcher(text).matches();
    }

    /** True for a legal alias name, written without its {@code !}. */
    public static boolean isAliasName(String text) {
        return ALIAS.matcher(text).matches();
    }
}
