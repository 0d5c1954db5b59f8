package funcgraph.runtime.sandbox;

import funcgraph.runtime.launch.Child;
import funcgraph.runtime.launch.Launch;
import funcgraph.runtime.launch.OutputPipe;
import funcgraph.runtime.launch.Settlement;
import funcgraph.runtime.launch.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program in a sandbox of its own. */
final class SandboxChild implements Child {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxChild.class);

    private final Process process;
    private final Slot slot;
    private final ControlGroup group;
    private final ChildNetwork network;
    private final Moorage moorage;
    private final OutputPipe output;
    private final CompletionStage<Exit> exited;
    private final CompletableFuture<Void> cleared = new CompletableFuture<>();
    private volatile int cpuMillicores;

    SandboxChild(Process process, Slot slot, ControlGroup group, Moorage moorage) {
        this.process = process;
        this.slot = slot;
        this.group = group;
        this.network = new ChildNetwork(process);
        this.moorage = moorage;
        this.output = new OutputPipe(process);
        this.exited = process.onExit().thenApply(this::exit);
        exited.whenComplete((exit, failure) ->
                Thread.ofVirtual().name("clear-" + process.pid()).start(this::clear));
    }

    private Exit exit(Process ended) {
        int status = ended.exitValue();
        return new Exit(status, status != 0 && group.outOfMemoryKills() > 0);
    }

    /** The outermost process is gone; those within follow a moment later. */
    private void clear() {
        try {
            if (!group.dissolve(ControlGroups.patience())) {
                LOG.warn("the control group of {} could not be removed", name());
            }
            slot.delete();
        } catch (RuntimeException e) {
            LOG.warn("something is left of the sandbox of {}", name(), e);
        } finally {
            network.close();
            moorage.leave();
            cleared.complete(null);
        }
    }

    /** Completes when nothing is left of it. */
    CompletionStage<Void> cleared() {
        return cleared;
    }

    /** Has a shell that {@link Orders#awaited} become a program. */
    void become(Launch launch) throws IOException {
        moorage.refresh(slot);
        slot.furnish(launch);
        for (Shown shown : launch.shown()) {
            if (Slot.isInside(shown)) {
                slot.show(shown);
            }
        }
        OutputStream input = input();
        input.write(Orders.of(launch).getBytes(StandardCharsets.UTF_8));
        input.flush();
        if (!launch.listens()) {
            input.close();
        }
    }

    @Override
    public String name() {
        return "sandbox " + process.pid();
    }

    @Override
    public void settle(Settlement settlement) throws IOException {
        cpuMillicores = settlement.cpuMillicores();
        group.limit(settlement.memoryMb(), cpuMillicores);
        if (settlement.network().equals(Settlement.NO_NETWORK)) {
            moorage.cut();
        } else if (!settlement.network().isEmpty()) {
            moorage.move(settlement.network(), slot);
        }
        slot.settle(settlement.code());
    }

    @Override
    public Path seenCode(Path code) {
        return Slot.codeInside();
    }

    /** The kernel takes the number from memory, so that this is no file to wait for. */
    @Override
    public void rest(boolean resting) {
        try {
            group.limitProcessor(resting ? ControlGroup.LEAST_MILLICORES : cpuMillicores);
        } catch (IOException gone) {
            LOG.debug("{} is gone, and rests for ever", name());
        }
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public <T> T inNetwork(SocketMaker<T> maker) throws IOException {
        return network.within(maker);
    }

    @Override
    public void drainOutput(Output into) {
        output.drain(into);
    }

    @Override
    public CompletionStage<Exit> exited() {
        return exited;
    }

    /** When the outermost process dies, the kernel ends all in its process namespace, however many there are. */
    @Override
    public void kill() {
        process.destroyForcibly();
    }

    /** The kernel holds it to its limit. */
    @Override
    public long residentKb() {
        return 0;
    }

    @Override
    public long peakKb() {
        return group.peakKb();
    }
}
