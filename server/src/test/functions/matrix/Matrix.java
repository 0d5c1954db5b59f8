import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.services.runtime.Context;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One function for all columns of the matrix, for Java 8 and later. */
public class Matrix {

    private final List<String> started = new ArrayList<>();

    public void initialize(Context context) {
        started.add(context.getUserData("key"));
    }

    public Object handle(JsonObject event, Context context) throws Exception {
        switch (event.get("do").getAsString()) {
            case "echo":
                return event.get("value");
            case "context": {
                JsonObject told = new JsonObject();
                told.addProperty("request", context.getRequestID());
                told.addProperty("name", context.getFunctionName());
                told.addProperty("key", context.getUserData("key"));
                told.addProperty("memory", context.getMemorySize());
                told.addProperty("left", context.getRemainingTimeInMilliSeconds());
                return told;
            }
            case "environment": {
                JsonObject told = new JsonObject();
                told.addProperty("name", System.getenv("RUNTIME_FUNC_NAME"));
                told.addProperty("key", System.getenv("key"));
                told.addProperty("root", System.getenv("RUNTIME_CODE_ROOT"));
                return told;
            }
            case "initialized":
                return started;
            case "log":
                context.getLogger().info("a line of the log");
                return null;
            case "raise":
                throw new IllegalStateException("deliberate");
            case "sleep":
                Thread.sleep(60_000);
                return "late";
            case "eat": {
                List<byte[]> eaten = new ArrayList<>();
                for (; ; ) {
                    eaten.add(new byte[1 << 20]);
                }
            }
            case "exit":
                Runtime.getRuntime().halt(3);
                return null;
            default:
                return written();
        }
    }

    private static JsonArray written() {
        JsonArray written = new JsonArray();
        for (String path : new String[] {"/opt/function/code/x", "/usr/x", "/tmp/x"}) {
            try (FileOutputStream out = new FileOutputStream(new File(path))) {
                out.flush();
                written.add(path);
            } catch (IOException refused) {
                // not writable
            }
        }
        return written;
    }
}
