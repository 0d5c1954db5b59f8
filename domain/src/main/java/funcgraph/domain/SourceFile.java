package funcgraph.domain;

/** Names of the one file that inline code consists of (functiongraph-api 1.3, code_filename). */
public final class SourceFile {

    private SourceFile() {}

    /** What {@code code_filename} says: {@code index.js}, {@code index.py}, …; {@code bootstrap} where that is run. */
    public static String inlineName(RuntimeName.Family family) {
        return "index".equals(stem(family)) ? "index" + extension(family) : stem(family);
    }

    /**
     * Where the source is laid so that the handler in force finds it: {@code test.handler} of a Python function asks
     * for {@code test.py}.
     */
    public static String entryName(RuntimeName.Family family, String handler) {
        int dot = handler.lastIndexOf('.');
        boolean named = "index".equals(stem(family)) && dot > 0;
        return named ? handler.substring(0, dot) + extension(family) : inlineName(family);
    }

    private static String stem(RuntimeName.Family family) {
        return switch (family) {
            case NODE, PYTHON, PHP -> "index";
            case HTTP, CUSTOM -> "bootstrap";
            case JAVA, GO, CSHARP, CANGJIE, CUSTOM_IMAGE -> "code";
        };
    }

    private static String extension(RuntimeName.Family family) {
        return switch (family) {
            case NODE -> ".js";
            case PYTHON -> ".py";
            case PHP -> ".php";
            case HTTP, CUSTOM, JAVA, GO, CSHARP, CANGJIE, CUSTOM_IMAGE -> "";
        };
    }
}
