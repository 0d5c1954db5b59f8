package demo;

import com.google.gson.Gson;
import com.services.runtime.Context;
import com.services.runtime.RuntimeLogger;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** What a function is told: by its context, its environment, its instance. */
public class Told {

    private int calls;
    private String prepared = "no";

    public void prepare(Context context) {
        prepared = context.getFunctionName() + " within " + context.getRemainingTimeInMilliSeconds() / 1000;
        System.out.println("prepared");
    }

    public String prepared(Object event, Context context) {
        return prepared + " " + ++calls;
    }

    public Map<String, Object> context(Object event, Context context) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("names", context.getFunctionName() + " " + context.getVersion() + " " + context.getPackage() + " "
                + context.getProjectID() + " " + context.getInstanceID() + " " + context.getAlias());
        told.put("limits", context.getMemorySize() + " " + context.getCPUNumber() + " "
                + context.getRunningTimeInSeconds());
        told.put("left", context.getRemainingTimeInMilliSeconds());
        told.put("ids", context.getRequestID() + " " + context.getTraceID() + " " + context.getInvokeID());
        told.put("data", context.getUserData("colour") + " " + context.getUserData("none"));
        told.put("property", context.getInvokeProperty());
        told.put("workflow", context.getWorkflowID() + " " + context.getWorkflowRunID() + " "
                + context.getWorkflowStateID());
        com.huawei.services.runtime.Context keys = (com.huawei.services.runtime.Context) context;
        told.put("keys", keys.getAccessKey() + " " + keys.getSecretKey() + " " + keys.getSecurityAccessKey() + " "
                + keys.getSecuritySecretKey() + " " + keys.getSecurityToken() + " " + keys.getToken());
        told.put("json", new Gson().toJson(context));
        Object before = context.getState();
        context.setState("call " + ++calls);
        told.put("state", String.valueOf(before));
        return told;
    }

    public Map<String, Object> environment(Object event, Context context) throws Exception {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("colour", System.getenv("colour"));
        told.put("handler", System.getenv("RUNTIME_HANDLER"));
        List<String> secrets = new ArrayList<>();
        for (String name : System.getenv().keySet()) {
            if (name.startsWith("FUNCGRAPH")) {
                secrets.add(name);
            }
        }
        told.put("secrets", secrets);
        told.put("child", output(new ProcessBuilder("/bin/sh", "-c", "echo $colour $FUNCGRAPH_SECRET")));
        ProcessBuilder touched = new ProcessBuilder("/bin/sh", "-c", "echo $colour $mine $FUNCGRAPH_SECRET");
        touched.environment().put("mine", "too");
        told.put("touched", output(touched));
        told.put("zone", TimeZone.getDefault().getID());
        told.put("charset", System.getProperty("file.encoding"));
        told.put("here", new File("").getAbsolutePath());
        return told;
    }

    private static String output(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = process.getInputStream()) {
            for (int each = in.read(); each >= 0; each = in.read()) {
                bytes.write(each);
            }
        }
        process.waitFor();
        return bytes.toString("UTF-8").trim();
    }

    public String log(String level, Context context) {
        RuntimeLogger logger = context.getLogger();
        logger.debug("silent");
        logger.info("info \u20ac");
        logger.warn("warn");
        logger.error("error");
        logger.setLevel(level.substring(1, level.length() - 1));
        logger.debug("debug too");
        logger.info("info again");
        logger.log("always");
        System.out.println("plain \u00e4\ud83d\ude00");
        System.err.print("unfinished");
        return "logged";
    }

    public String longLine(String event, Context context) {
        char[] text = new char[200 * 1024];
        java.util.Arrays.fill(text, 'x');
        context.getLogger().info(new String(text));
        return "logged";
    }
}
