package funcgraph.worker;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.services.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A function of the worker's own, loaded and called once before the worker says that it is there: what a first call would
 * have to load and warm up is then loaded, and a JVM that writes an archive of its classes writes all of them.
 */
final class Rehearsal {

    private static final String NAME = Piece.class.getName();

    private Rehearsal() {}

    /**
     * Plays the shortest way there is, from a frame to a result.
     *
     * @param whole with every kind of event and an error as well, for an archive; at a start that costs more than it saves
     */
    static void run(boolean whole) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        try {
            Output.redirect(new ByteArrayOutputStream());
            play(
                    "tree",
                    "{\"requestId\":\"r\",\"credentials\":{\"token\":\"t\"}}",
                    "{\"a\":[1,true,null,\"\\u20ac\"]}");
            if (whole) {
                play("map", "", "{\"a\":1.5}");
                play("bean", "", "{\"version\":\"v1.0\"}");
                play("text", "", "\"text\"");
                play("broken", "", "{}");
            }
        } catch (Exception strange) {
            throw new IllegalStateException("the worker does not work", strange);
        } finally {
            System.setOut(out);
            System.setErr(err);
            thread.setContextClassLoader(loader);
        }
    }

    private static void play(String handler, String header, String event) throws Exception {
        JsonObject init = JsonParser.parseString("{\"timeoutSeconds\":3,\"userData\":{\"a\":\"b\"}}")
                .getAsJsonObject();
        init.addProperty("handler", NAME + "." + handler);
        init.addProperty("initializer", NAME + ".prepare");
        try (FunctionLoader loader = new FunctionLoader(
                Context.class.getProtectionDomain().getCodeSource().getLocation())) {
            loader.twin(Piece.class);
            Program program = Program.load(new Spec(init), loader);
            program.initialize();
            Frame call = echo(header, event);
            Frame answer;
            try {
                byte[] result = program.call(Session.header(call), call.payload);
                answer = new Frame(Frame.RESULT, 1, Frame.NOTHING, result);
            } catch (Failure failure) {
                answer = new Frame(Frame.ERROR, 1, failure.header(false), failure.body());
            }
            Output.flush();
            if ("broken".equals(handler) != (answer.type == Frame.ERROR)) {
                throw new IllegalStateException(new String(answer.payload, StandardCharsets.UTF_8));
            }
        }
    }

    /** A frame that went through the wire. */
    private static Frame echo(String header, String event) {
        ByteArrayOutputStream there = new ByteArrayOutputStream();
        new Wire(new ByteArrayInputStream(Frame.NOTHING), there)
                .write(Frame.CALL, 1, Utf8.encode(header), Utf8.encode(event));
        Frame back = new Wire(new ByteArrayInputStream(there.toByteArray()), there).read();
        if (back == null) {
            throw new IllegalStateException("a frame was lost");
        }
        return back;
    }
}
