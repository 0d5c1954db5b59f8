package sun.tools.attach;

import java.io.IOException;

/**
 * The half of the attach mechanism that Java 8 ships without its class: {@code libattach} is part of the JRE, the class
 * only of the JDK's {@code tools.jar}. The JVM finds a native method by the name of its class, so this one has that name.
 * From Java 9 on the module {@code jdk.attach} owns the package, and this class is never seen.
 */
public final class LinuxVirtualMachine {

    static {
        System.loadLibrary("attach");
    }

    private LinuxVirtualMachine() {}

    /** A new Unix-domain stream socket: its file descriptor. */
    public static native int socket() throws IOException;

    /** Connects a socket to the path. */
    public static native void connect(int descriptor, String path) throws IOException;
}
