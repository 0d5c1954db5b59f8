package funcgraph.engine.iam;

import java.util.Locale;

/**
 * One entry of a user's {@code actions}: an action's name in which {@code *} stands for any run of characters, such as
 * {@code FunctionGraph:function:*} or {@code *}. Letter case does not matter, so that a policy typed by hand does not
 * silently grant nothing.
 */
record ActionPattern(String text) {

    static final String RULE = "SERVICE:RESOURCE:OPERATION, where * stands for any characters, or * alone";

    private static final int LONGEST = 128;

    ActionPattern {
        if (!isLegal(text)) {
            throw new IllegalArgumentException("action '" + text + "' must be " + RULE);
        }
        text = text.toLowerCase(Locale.ROOT);
    }

    /** True for three non-empty parts of letters, digits, {@code _ - *}, or a lone {@code *}. */
    static boolean isLegal(String text) {
        if (text.equals("*")) {
            return true;
        }
        var parts = text.split(":", -1);
        return text.length() <= LONGEST
                && parts.length == 3
                && !parts[0].isEmpty()
                && !parts[1].isEmpty()
                && !parts[2].isEmpty()
                && text.chars().allMatch(ActionPattern::isLegalCharacter);
    }

    /** Walks both once; on a mismatch the last star swallows one character more. */
    boolean matches(String wireName) {
        var name = wireName.toLowerCase(Locale.ROOT);
        int atName = 0;
        int atPattern = 0;
        int lastStar = -1;
        int swallowedTo = 0;
        while (atName < name.length()) {
            if (atPattern < text.length() && text.charAt(atPattern) == '*') {
                lastStar = atPattern++;
                swallowedTo = atName;
            } else if (atPattern < text.length() && text.charAt(atPattern) == name.charAt(atName)) {
                atPattern++;
                atName++;
            } else if (lastStar >= 0) {
                atPattern = lastStar + 1;
                atName = ++swallowedTo;
            } else {
                return false;
            }
        }
        return text.substring(atPattern).chars().allMatch(rest -> rest == '*');
    }

    private static boolean isLegalCharacter(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || ":_-*".indexOf(character) >= 0;
    }
}
