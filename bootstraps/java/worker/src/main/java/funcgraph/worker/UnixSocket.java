package funcgraph.worker;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connected Unix-domain socket, as a plain file descriptor. Not as the channel that newer JVMs have for it: a channel
 * closes when the thread that uses it is interrupted, and user code may interrupt any thread. Older JVMs have no class
 * for such sockets at all, but they have the native code for them, with which one JVM attaches to another.
 */
final class UnixSocket {

    private final FileDescriptor descriptor;
    /** Held, lest it be collected and the descriptor closed with it. */
    @SuppressWarnings("UnusedVariable")
    private final @Nullable SocketChannel channel;

    private UnixSocket(FileDescriptor descriptor, @Nullable SocketChannel channel) {
        this.descriptor = descriptor;
        this.channel = channel;
    }

    FileDescriptor descriptor() {
        return descriptor;
    }

    static UnixSocket connect(String path) throws IOException {
        try {
            Class<?> address = Jdk.find("java.net.UnixDomainSocketAddress");
            return address == null ? attach(path) : open(address, path);
        } catch (InvocationTargetException failed) {
            throw new IOException("cannot connect to " + path, failed.getCause());
        } catch (ReflectiveOperationException | LinkageError strange) {
            throw new IOException("this JVM has no way to a Unix-domain socket", strange);
        }
    }

    private static UnixSocket open(Class<?> address, String path) throws IOException, ReflectiveOperationException {
        Object to = address.getMethod("of", String.class).invoke(null, path);
        SocketChannel channel = SocketChannel.open((SocketAddress) to);
        Object descriptor = Jdk.read(channel.getClass(), "fd", channel);
        if (descriptor == null) {
            throw new IOException("a channel without a descriptor");
        }
        return new UnixSocket((FileDescriptor) descriptor, channel);
    }

    private static UnixSocket attach(String path) throws ReflectiveOperationException {
        Class<?> machine = Jdk.find("sun.tools.attach.VirtualMachineImpl");
        if (machine == null) {
            machine = Class.forName("sun.tools.attach.LinuxVirtualMachine");
        }
        Object number = Jdk.method(machine, "socket").invoke(null);
        if (!(number instanceof Integer)) {
            throw new NoSuchMethodException("socket() answers " + number);
        }
        Jdk.method(machine, "connect", int.class, String.class).invoke(null, number, path);
        FileDescriptor descriptor = new FileDescriptor();
        Jdk.write(FileDescriptor.class, "fd", descriptor, (Integer) number);
        return new UnixSocket(descriptor, null);
    }

    /** Loads what connecting needs, by failing at it. */
    static void rehearse() {
        try {
            connect("/nowhere/at/all");
            throw new IllegalStateException("somebody listens nowhere at all");
        } catch (IOException expected) {
            // Nobody listens there.
        }
    }
}
