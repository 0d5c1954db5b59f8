package funcgraph.worker;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Collections;

/** Starts a worker, or, with {@code --rehearse}, only what a JVM can write down of its start for later ones. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1 && "--rehearse".equals(arguments[0])) {
            Rehearsal.run(true);
            UnixSocket.rehearse();
            return;
        }
        String path = variable("FUNCGRAPH_SOCKET");
        String secret = variable("FUNCGRAPH_SECRET");
        Environment.forget("FUNCGRAPH_SOCKET", "FUNCGRAPH_SECRET");
        Environment.set(Collections.<String, String>emptyMap());
        Rehearsal.run(false);
        Output.install();
        UnixSocket socket = UnixSocket.connect(path);
        Wire wire = new Wire(new FileInputStream(socket.descriptor()), new FileOutputStream(socket.descriptor()));
        Session session = new Session(wire);
        Runtime.getRuntime().addShutdownHook(new Thread(session::farewell, "farewell"));
        session.run(secret);
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set: workers are started by the server");
        }
        return value;
    }
}
