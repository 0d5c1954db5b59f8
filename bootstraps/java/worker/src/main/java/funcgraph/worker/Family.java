package funcgraph.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/** This process and those it started: one process group, when it was started as the leader of one. */
final class Family {

    private Family() {}

    /** The server is gone: so is the reason to live, for this process and for all it started. */
    static void leave() {
        try {
            long leader = ownGroup();
            if (leader > 1) {
                kill(-leader);
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException noWay) {
            // Then it goes alone.
        }
        Runtime.getRuntime().halt(0);
    }

    /** The number of the group when this process leads it, else 0. */
    private static long ownGroup() throws IOException {
        String stat = new String(Files.readAllBytes(Paths.get("/proc/self/stat")), StandardCharsets.UTF_8);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
        String pid = stat.substring(0, stat.indexOf(' '));
        return fields[2].equals(pid) ? Long.parseLong(pid) : 0;
    }

    /** The JVM's own kill(2); a negative number means a group there, too. */
    private static void kill(long pid) throws ReflectiveOperationException {
        Class<?> handle = Jdk.find("java.lang.ProcessHandleImpl");
        if (handle != null) {
            Jdk.method(handle, "destroy0", long.class, long.class, boolean.class)
                    .invoke(null, pid, 0L, true);
        } else {
            Class<?> process = Class.forName("java.lang.UNIXProcess");
            Jdk.method(process, "destroyProcess", int.class, boolean.class).invoke(null, (int) pid, true);
        }
    }
}
