package funcgraph.worker;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;

/** Standard output and error: one stream in UTF-8 whatever the locale says, written line by line. */
final class Output {

    private static volatile PrintStream out = System.out;

    private Output() {}

    /** Takes the place of what the JVM opened. */
    static void install() {
        redirect(new FileOutputStream(FileDescriptor.out));
    }

    @SuppressWarnings("JdkObsolete") // Java 8 takes no Charset here.
    static void redirect(OutputStream to) {
        try {
            out = new PrintStream(new BufferedOutputStream(to, 8192), true, "UTF-8");
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        System.setOut(out);
        System.setErr(out);
    }

    static void line(String text) {
        out.print(text + "\n");
    }

    /** What user code printed is to be in the pipe before the answer is in the socket. */
    static void flush() {
        out.flush();
        if (!out.equals(System.out)) {
            System.out.flush();
        }
        if (!out.equals(System.err)) {
            System.err.flush();
        }
    }
}
