package funcgraph.domain;

/** The shape of an entry point, by language (functiongraph-api 1.5, runtimes 1.2). */
public final class HandlerRules {

    /** Longest handler in characters; shortest is 3 where a dot is needed. */
    static final int LONGEST = 128;

    private static final int SHORTEST_DOTTED = 3;

    private HandlerRules() {}

    /** True when {@code handler} can name an entry point of this runtime. Whether the file exists is not asked. */
    static boolean accepts(RuntimeName runtime, String handler) {
        return switch (runtime.family()) {
            case NODE, PYTHON, PHP, JAVA, CANGJIE -> isDotted(handler);
            case GO -> runtime == RuntimeName.GO_1_8 ? isDotted(handler) : !handler.isEmpty() && isPlain(handler);
            case CSHARP -> isAssemblyMethod(handler);
            case HTTP, CUSTOM, CUSTOM_IMAGE -> isPlain(handler);
        };
    }

    /** What {@link #accepts} accepts, for error messages. */
    public static String allowed(RuntimeName runtime) {
        return switch (runtime.family()) {
            case NODE, PYTHON, PHP -> dotted("file.function, with folders as folder/file.function");
            case JAVA -> dotted("package.Class.method");
            case CANGJIE -> dotted("module.function");
            case GO ->
                runtime == RuntimeName.GO_1_8
                        ? dotted("plugin.Function")
                        : "the name of the executable, 1 to 128 characters";
            case CSHARP -> "ASSEMBLY::NAMESPACE.CLASS::METHOD, 3 to 128 characters";
            case HTTP, CUSTOM, CUSTOM_IMAGE -> "at most 128 printable characters";
        };
    }

    /** {@code xx.xx}: a dot inside, a relative path, nothing that climbs out of the code folder. */
    static boolean isDotted(String text) {
        return text.length() >= SHORTEST_DOTTED
                && isPlain(text)
                && text.indexOf('.') > 0
                && !text.endsWith(".")
                && !text.endsWith("/")
                && !text.contains("//")
                && text.lastIndexOf('.') > text.lastIndexOf('/') + 1;
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST
                && !text.startsWith("/")
                && !text.startsWith(".")
                && !text.contains("..")
                && text.indexOf('\\') < 0
                && text.chars().noneMatch(Character::isISOControl)
                && text.strip().length() == text.length();
    }

    private static boolean isAssemblyMethod(String text) {
        var parts = text.split("::", -1);
        return isPlain(text)
                && parts.length == 3
                && !parts[0].isEmpty()
                && parts[1].indexOf('.') > 0
                && !parts[1].endsWith(".")
                && !parts[2].isEmpty();
    }

    private static String dotted(String shape) {
        return shape + ", 3 to 128 characters, relative, without '..'";
    }
}
