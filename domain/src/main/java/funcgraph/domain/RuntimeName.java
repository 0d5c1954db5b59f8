package funcgraph.domain;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every execution environment that the API knows by name (functiongraph-api 1.4). Whether an interpreter for it is
 * installed is another question, which the runtime catalogue answers.
 */
public enum RuntimeName {
    NODE_6_10("Node.js6.10", Family.NODE),
    NODE_8_10("Node.js8.10", Family.NODE),
    NODE_10_16("Node.js10.16", Family.NODE),
    NODE_12_13("Node.js12.13", Family.NODE),
    NODE_14_18("Node.js14.18", Family.NODE),
    NODE_16_17("Node.js16.17", Family.NODE),
    NODE_18_15("Node.js18.15", Family.NODE),
    NODE_20_15("Node.js20.15", Family.NODE),
    PYTHON_2_7("Python2.7", Family.PYTHON),
    PYTHON_3_6("Python3.6", Family.PYTHON),
    PYTHON_3_9("Python3.9", Family.PYTHON),
    PYTHON_3_10("Python3.10", Family.PYTHON),
    PYTHON_3_11("Python3.11", Family.PYTHON),
    PYTHON_3_12("Python3.12", Family.PYTHON),
    JAVA_8("Java8", Family.JAVA),
    JAVA_11("Java11", Family.JAVA),
    JAVA_17("Java17", Family.JAVA),
    JAVA_21("Java21", Family.JAVA),
    GO_1_8("Go1.8", Family.GO),
    GO_1_X("Go1.x", Family.GO),
    DOTNET_2_0("C#(.NET Core 2.0)", Family.CSHARP),
    DOTNET_2_1("C#(.NET Core 2.1)", Family.CSHARP),
    DOTNET_3_1("C#(.NET Core 3.1)", Family.CSHARP),
    DOTNET_6_0("C#(.NET Core 6.0)", Family.CSHARP),
    PHP_7_3("PHP7.3", Family.PHP),
    PHP_8_2("PHP8.2", Family.PHP),
    PHP_8_3("PHP8.3", Family.PHP),
    CANGJIE_1_0("Cangjie1.0", Family.CANGJIE),
    HTTP("http", Family.HTTP),
    CUSTOM("Custom", Family.CUSTOM),
    CUSTOM_IMAGE("Custom Image", Family.CUSTOM_IMAGE);

    /** A language, or another way to say what runs. The family decides the handler's shape and the code types. */
    public enum Family {
        NODE("Node.js"),
        PYTHON("Python"),
        JAVA("Java"),
        GO("Go"),
        CSHARP("C#"),
        PHP("PHP"),
        CANGJIE("Cangjie"),
        HTTP("http"),
        CUSTOM("Custom"),
        CUSTOM_IMAGE("Custom Image");

        private final String wireName;

        Family(String wireName) {
            this.wireName = wireName;
        }

        /** The bare name, as in the seed page's own example, {@code "Python"}. */
        public String wireName() {
            return wireName;
        }

        /** Which code types it takes (functiongraph-api 1.4). */
        public Set<CodeType> codeTypes() {
            return switch (this) {
                case NODE, PYTHON, PHP, HTTP, CUSTOM -> Set.of(CodeType.INLINE, CodeType.ZIP, CodeType.OBS);
                case JAVA -> Set.of(CodeType.JAR, CodeType.ZIP, CodeType.OBS);
                case GO, CSHARP, CANGJIE -> Set.of(CodeType.ZIP, CodeType.OBS);
                case CUSTOM_IMAGE -> Set.of(CodeType.CUSTOM_IMAGE_SWR);
            };
        }
    }

    private static final Map<String, RuntimeName> BY_NORMAL_NAME =
            Stream.of(values()).collect(Collectors.toMap(name -> normal(name.wireName), Function.identity()));
    private static final Map<String, Family> FAMILY_BY_NORMAL_NAME = Stream.of(Family.values())
            .filter(family -> !BY_NORMAL_NAME.containsKey(normal(family.wireName)))
            .collect(Collectors.toMap(family -> normal(family.wireName), Function.identity()));

    private final String wireName;
    private final Family family;

    RuntimeName(String wireName, Family family) {
        this.wireName = wireName;
        this.family = family;
    }

    /** The SDKs' spelling, which is the one answered. */
    public String wireName() {
        return wireName;
    }

    public Family family() {
        return family;
    }

    /** Reads a name, spelled with or without blanks and parentheses: the pages are not of one mind. */
    public static Optional<RuntimeName> parse(String text) {
        return Optional.ofNullable(BY_NORMAL_NAME.get(normal(text)));
    }

    /** Reads a bare language name, such as {@code Python}, that is not itself a runtime. */
    public static Optional<Family> parseFamily(String text) {
        return Optional.ofNullable(FAMILY_BY_NORMAL_NAME.get(normal(text)));
    }

    /** All wire names, for error messages. */
    public static String allowed() {
        return Stream.of(values()).map(RuntimeName::wireName).collect(Collectors.joining(", "));
    }

    private static String normal(String text) {
        var kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '(' && c != ')') {
                kept.append(c);
            }
        }
        return kept.toString().toLowerCase(Locale.ROOT);
    }
}
