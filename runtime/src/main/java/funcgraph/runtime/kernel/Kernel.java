package funcgraph.runtime.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * The few system calls for which Java has no method. Each acts on the thread that calls it, or on the file system as
 * that thread sees it. The numbers are those of Linux, where the ones used here are the same on all 64-bit machines.
 */
@SuppressWarnings("restricted") // it is what this class is for
public final class Kernel {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().find("syscall").orElseThrow(),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));

    private static final boolean ARM = "aarch64".equals(System.getProperty("os.arch"));
    private static final long CLOSE = ARM ? 57 : 3;
    private static final long MOUNT = ARM ? 40 : 165;
    private static final long UMOUNT_2 = ARM ? 39 : 166;
    private static final long OPENAT = ARM ? 56 : 257;
    private static final long UNSHARE = ARM ? 97 : 272;
    private static final long SETNS = ARM ? 268 : 308;
    private static final long SOCKET = ARM ? 198 : 41;
    private static final long SENDTO = ARM ? 206 : 44;
    private static final long RECVFROM = ARM ? 207 : 45;
    private static final long OPEN_TREE = 428;
    private static final long MOVE_MOUNT = 429;
    private static final long MOUNT_SETATTR = 442;

    private static final long AT_FDCWD = -100;
    private static final long AT_EMPTY_PATH = 0x1000;
    private static final long O_RDONLY_CLOEXEC = 0x80000;
    private static final long CLONE_NEWNS = 0x00020000;
    private static final long CLONE_NEWNET = 0x40000000;
    private static final long AF_NETLINK = 16;
    private static final long SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final long NETLINK_ROUTE = 0;
    private static final int LONGEST_ANSWER = 1 << 15;
    private static final long MS_BIND = 0x1000;
    private static final long MS_REC = 0x4000;
    private static final long MS_SLAVE = 1 << 19;
    private static final long MS_SHARED = 1 << 20;
    private static final long MNT_DETACH = 2;
    private static final long OPEN_TREE_CLONE_CLOEXEC = 1 | 0x80000;
    private static final long MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final long RDONLY_NOSUID_NODEV = 1 | 2 | 4;
    private static final long MOUNT_ATTR_BYTES = 32;

    private Kernel() {}

    /** From now on this thread, and what it starts, mounts for itself alone, and still sees what is mounted elsewhere. */
    public static void leaveMounts() throws IOException {
        call("unshare the mounts", UNSHARE, CLONE_NEWNS);
        try (var arena = Arena.ofConfined()) {
            call("keep mounts to itself", MOUNT, text(arena, "none"), text(arena, "/"), 0, MS_REC | MS_SLAVE, 0);
        }
    }

    /** What is mounted below {@code directory} from now on shows in the copies that others have of it, too. */
    public static void share(Path directory) throws IOException {
        try (var arena = Arena.ofConfined()) {
            long at = text(arena, directory.toString());
            call("mount " + directory, MOUNT, at, at, 0, MS_BIND, 0);
            call("share " + directory, MOUNT, 0, at, 0, MS_SHARED, 0);
        }
    }

    /** Shows {@code directory} at {@code place}, an empty directory, so that nobody can write to it. Linux 5.12. */
    public static void showReadOnly(Path directory, Path place) throws IOException {
        try (var arena = Arena.ofConfined()) {
            long tree = call(
                    "open " + directory,
                    OPEN_TREE,
                    AT_FDCWD,
                    text(arena, directory.toString()),
                    OPEN_TREE_CLONE_CLOEXEC);
            try {
                // Made read-only while it is nowhere yet: later its copies in the sandboxes would stay writable.
                var attributes = arena.allocate(MOUNT_ATTR_BYTES, Long.BYTES);
                attributes.set(ValueLayout.JAVA_LONG, 0, RDONLY_NOSUID_NODEV);
                long empty = text(arena, "");
                call(
                        "make read-only " + directory,
                        MOUNT_SETATTR,
                        tree,
                        empty,
                        AT_EMPTY_PATH,
                        attributes.address(),
                        MOUNT_ATTR_BYTES);
                call(
                        "show " + directory + " at " + place,
                        MOVE_MOUNT,
                        tree,
                        empty,
                        AT_FDCWD,
                        text(arena, place.toString()),
                        MOVE_MOUNT_F_EMPTY_PATH);
            } finally {
                close(tree);
            }
        }
    }

    /** Takes away what is mounted at {@code place} as this thread sees it, even while it is in use. */
    public static void detach(Path place) throws IOException {
        try (var arena = Arena.ofConfined()) {
            call("unmount " + place, UMOUNT_2, text(arena, place.toString()), MNT_DETACH);
        }
    }

    /** A file descriptor of a file; to be closed. */
    public static long open(Path file) throws IOException {
        try (var arena = Arena.ofConfined()) {
            return call("open " + file, OPENAT, AT_FDCWD, text(arena, file.toString()), O_RDONLY_CLOEXEC);
        }
    }

    public static void close(long descriptor) throws IOException {
        call("close " + descriptor, CLOSE, descriptor);
    }

    /** Sockets that this thread makes from now on belong to the network that {@code descriptor} stands for. */
    public static void enterNetwork(long descriptor) throws IOException {
        call("enter a network", SETNS, descriptor, CLONE_NEWNET);
    }

    /** From now on this thread is in a network of its own, in which there is nothing but a loopback that is down. */
    public static void leaveNetwork() throws IOException {
        call("unshare the network", UNSHARE, CLONE_NEWNET);
    }

    /** A descriptor that stands for the network this thread is in; to be closed. */
    public static long network() throws IOException {
        return open(Path.of("/proc/thread-self/ns/net"));
    }

    /**
     * Asks the part of the kernel that keeps the interfaces, addresses and routes of the network this thread is in.
     *
     * @param message whole and well formed
     * @return its first answer
     */
    public static byte[] askNetwork(byte[] message) throws IOException {
        long socket = call("open a socket to the kernel", SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
        try (var arena = Arena.ofConfined()) {
            var request = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            call("ask the kernel", SENDTO, socket, request.address(), message.length);
            var answer = arena.allocate(LONGEST_ANSWER, Long.BYTES);
            long length = call("hear the kernel", RECVFROM, socket, answer.address(), LONGEST_ANSWER);
            return answer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        } finally {
            close(socket);
        }
    }

    private static long text(Arena arena, String value) {
        return arena.allocateFrom(value).address();
    }

    private static long call(String what, long number, long... arguments) throws IOException {
        long[] all = new long[6];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        try (var arena = Arena.ofConfined()) {
            var captured = arena.allocate(CAPTURED);
            long result = (long) SYSCALL.invokeExact(captured, number, all[0], all[1], all[2], all[3], all[4], all[5]);
            if (result < 0) {
                throw new IOException(
                        "cannot %s: error %d of the kernel".formatted(what, (int) ERRNO.get(captured, 0L)));
            }
            return result;
        } catch (IOException | RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether this machine's kind is known here. */
    public static boolean isKnown() {
        return MemorySegment.NULL.address() == 0 && (ARM || "amd64".equals(System.getProperty("os.arch")));
    }
}
