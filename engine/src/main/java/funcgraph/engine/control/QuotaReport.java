package funcgraph.engine.control;

import funcgraph.domain.Quotas;
import funcgraph.store.FunctionTable;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/** What a project may hold, and holds (functiongraph-api 2.8). */
public final class QuotaReport {

    private static final long MIB = 1L << 20;

    private final HeldFunctions functions;
    private final FunctionTable table;
    private final Quotas quotas;
    private final Machine machine;

    /**
     * What this node can do.
     *
     * @param keepAlive how long an idle instance is kept
     * @param instances most at a time
     * @param requestsPerSecond of a project, 0 for no limit
     * @param instancesAlive of all projects
     * @param running calls of the project of that id
     */
    public record Machine(
            Duration keepAlive,
            int instances,
            int requestsPerSecond,
            IntSupplier instancesAlive,
            ToIntFunction<String> running) {}

    public QuotaReport(HeldFunctions functions, FunctionTable table, Quotas quotas, Machine machine) {
        this.functions = functions;
        this.table = table;
        this.quotas = quotas;
        this.machine = machine;
    }

    /** One line; {@code unit} is {@code ""} for a plain number. */
    public record Line(String type, int quota, int used, String unit) {}

    /** All lines, in the order of the page. */
    public List<Line> of(String projectId) {
        var usage = functions.readAll(view -> table.usage(view, projectId));
        int idle = Math.toIntExact(machine.keepAlive.toSeconds());
        return List.of(
                new Line("fgs_func_scale_down_timeout", idle, 0, ""),
                new Line("fgs_func_occurs", quotas.concurrency(), machine.running.applyAsInt(projectId), ""),
                new Line("fgs_func_pat_idle_time", idle, 0, ""),
                new Line("fgs_func_num", quotas.functions(), Math.toIntExact(usage.functions()), ""),
                new Line("fgs_func_code_size", megabytes(quotas.codeBytes()), megabytes(usage.codeBytes()), "MB"),
                new Line("fgs_workflow_num", 0, 0, ""),
                new Line("fgs_on_demand_instance_limit", machine.instances, machine.instancesAlive.getAsInt(), ""),
                new Line("fgs_func_qos_limit", machine.requestsPerSecond, 0, ""));
    }

    /** What has begun counts. */
    private static int megabytes(long bytes) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, (bytes + MIB - 1) / MIB));
    }
}
