package funcgraph.runtime.network;

import funcgraph.runtime.kernel.Kernel;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * The thread that makes networks. For that it enters them, one after the other, and always comes back to the machine's:
 * one that could not is of no use any more.
 */
final class NetworkThread implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("networks").daemon().factory());
    private final long machine;

    NetworkThread() throws IOException {
        machine = Kernel.network();
    }

    /** The machine's network, as a descriptor. */
    long machine() {
        return machine;
    }

    /** Whoever is interrupted while waiting still gets the result: nobody else would see to its end. */
    <T> T run(Callable<T> task) throws IOException {
        boolean interrupted = false;
        try {
            Future<T> result = thread.submit(task);
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } catch (RejectedExecutionException closed) {
            throw new IOException("there are no more networks", closed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** For tasks on this thread: does something in another network. */
    <T> T within(long network, Callable<T> task) throws Exception {
        Kernel.enterNetwork(network);
        try {
            return task.call();
        } finally {
            Kernel.enterNetwork(machine);
        }
    }

    /** For tasks on this thread: a new network in which there is nothing but a loopback. To be closed. */
    long fresh() throws IOException {
        Kernel.leaveNetwork();
        try {
            Sysctl.noIpv6ForNewInterfaces();
            Links.up("lo");
            return Kernel.network();
        } finally {
            Kernel.enterNetwork(machine);
        }
    }

    @Override
    public void close() {
        thread.close();
        try {
            Kernel.close(machine);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
