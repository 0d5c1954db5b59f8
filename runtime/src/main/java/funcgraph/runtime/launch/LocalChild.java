package funcgraph.runtime.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A plain process of this machine. */
final class LocalChild implements Child {

    private static final int PAGE_KB = 4;

    private final Process process;
    private final Undertaker undertaker;
    private final OutputPipe output;
    private final Path resident;
    private final Path status;
    private final CompletableFuture<Exit> exited;
    private final AtomicBoolean killed = new AtomicBoolean();

    LocalChild(Process process, Undertaker undertaker) {
        this.process = process;
        this.undertaker = undertaker;
        this.output = new OutputPipe(process);
        var kernel = Path.of("/proc", Long.toString(process.pid()));
        this.resident = kernel.resolve("statm");
        this.status = kernel.resolve("status");
        this.exited = process.onExit().thenApply(ended -> new Exit(ended.exitValue(), false));
    }

    @Override
    public String name() {
        return "process " + process.pid();
    }

    @Override
    public void settle(Settlement settlement) {
        // Nobody holds it to limits, and its code is where it is.
    }

    @Override
    public Path seenCode(Path code) {
        return code;
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Its network is the machine's. */
    @Override
    public <T> T inNetwork(SocketMaker<T> maker) throws IOException {
        return maker.make();
    }

    @Override
    public void rest(boolean resting) {
        // Nobody could hold it back.
    }

    @Override
    public void drainOutput(Output into) {
        output.drain(into);
    }

    @Override
    public CompletionStage<Exit> exited() {
        return exited;
    }

    /**
     * Descendants are listed before the first of them dies, because orphans lose their parent's name. Listing reads the
     * whole of /proc, so it leaves the caller's thread.
     */
    @Override
    public void kill() {
        if (!killed.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("kill-" + process.pid()).start(() -> {
            var descendants = process.descendants().toList();
            undertaker.bury(process.pid());
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        });
    }

    @Override
    public long residentKb() {
        String pages = firstLine(resident);
        int from = pages.indexOf(' ') + 1;
        int to = pages.indexOf(' ', from);
        return from > 0 && to > from ? Long.parseLong(pages.substring(from, to)) * PAGE_KB : 0;
    }

    @Override
    public long peakKb() {
        String text = read(status);
        int at = text.indexOf("VmHWM:");
        int end = at < 0 ? -1 : text.indexOf(" kB", at);
        return end < 0
                ? 0
                : Long.parseLong(text.substring(at + "VmHWM:".length(), end).strip());
    }

    private static String firstLine(Path file) {
        String text = read(file);
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
        } catch (IOException gone) {
            return "";
        }
    }
}
