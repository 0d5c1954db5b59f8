package funcgraph.worker;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is reported instead of a result: a code and {@code {errorMessage, errorType, stackTrace}} (runtimes 1.9). */
final class Failure extends Exception {

    static final int ENTRY_NOT_FOUND = 4001;
    static final int RAISED = 4002;
    static final int RESPONSE_TOO_LARGE = 4004;
    static final int RESULT_INVALID = 4007;
    static final int LOAD_FAILED = 4009;
    static final int INITIALIZER_FAILED = 4201;
    static final int OUT_OF_MEMORY = 4205;

    static final String RAISED_TEXT = "function invocation exception, error: ";
    static final String INITIALIZER_TEXT = "function initialization exception: ";

    private static final int MAX_MESSAGE_CHARS = 32 * 1024;
    private static final int MAX_TYPE_CHARS = 256;
    private static final int MAX_STACK_LINES = 64;
    private static final int MAX_STACK_LINE_CHARS = 1024;

    private final int code;
    private final String text;
    private final String type;
    private final List<String> stack;

    Failure(int code, String text, String type) {
        this(code, text, type, Collections.<String>emptyList());
    }

    private Failure(int code, String text, String type, List<String> stack) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
        this.type = type;
        this.stack = stack;
    }

    /** What user code threw; the lack of memory has a code of its own, whoever met it. */
    static Failure thrown(int code, String prefix, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError && !messageOf(thrown).contains("native thread")) {
            return outOfMemory();
        }
        return new Failure(code, prefix + messageOf(thrown), thrown.getClass().getName(), stackOf(thrown));
    }

    static Failure outOfMemory() {
        return new Failure(OUT_OF_MEMORY, "runtime memory limit exceeded", "java.lang.OutOfMemoryError");
    }

    /** Whether the process cannot be trusted any more. */
    boolean isLast() {
        return code == OUT_OF_MEMORY;
    }

    byte[] header(boolean leaving) {
        return Utf8.encode("{\"code\":" + code + (leaving ? ",\"leaving\":true}" : "}"));
    }

    byte[] body() {
        JsonObject body = new JsonObject();
        body.addProperty("errorMessage", cut(text, MAX_MESSAGE_CHARS));
        body.addProperty("errorType", cut(type, MAX_TYPE_CHARS));
        JsonArray lines = new JsonArray();
        for (String line : stack) {
            lines.add(cut(line, MAX_STACK_LINE_CHARS));
        }
        body.add("stackTrace", lines);
        return Utf8.encode(body.toString());
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** The message of an exception, whose own methods may be broken. */
    static String messageOf(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? thrown.getClass().getName() : message;
        } catch (Throwable broken) {
            return "<message cannot be shown>";
        }
    }

    private static List<String> stackOf(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        Throwable each = thrown;
        while (each != null && lines.size() < MAX_STACK_LINES) {
            if (!lines.isEmpty()) {
                lines.add("Caused by: " + each.getClass().getName() + ": " + messageOf(each));
            }
            addFrames(each, lines);
            each = causeOf(each);
        }
        return lines.size() <= MAX_STACK_LINES ? lines : lines.subList(0, MAX_STACK_LINES);
    }

    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            Throwable cause = thrown.getCause();
            return thrown.equals(cause) ? null : cause;
        } catch (Throwable broken) {
            return null;
        }
    }

    /** The frames of user code: this worker's, below it, and the reflection between the two, say nothing to its author. */
    private static void addFrames(Throwable thrown, List<String> lines) {
        StackTraceElement[] frames;
        try {
            frames = thrown.getStackTrace();
        } catch (Throwable broken) {
            return;
        }
        int end = 0;
        while (end < frames.length && !frames[end].getClassName().startsWith("funcgraph.worker.")) {
            end++;
        }
        while (end > 0 && end < frames.length && isReflection(frames[end - 1].getClassName())) {
            end--;
        }
        for (int i = 0; i < Math.min(end, MAX_STACK_LINES); i++) {
            lines.add(frames[i].toString());
        }
    }

    private static boolean isReflection(String name) {
        return name.startsWith("java.lang.reflect.")
                || name.startsWith("jdk.internal.reflect.")
                || name.startsWith("sun.reflect.")
                || name.startsWith("java.lang.invoke.");
    }
}
