package funcgraph.runtime.worker;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.RuntimeName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One revision of a function, as far as a worker has to know it. The same function, version and revision always mean
 * the same spec.
 *
 * @param version what the context shows, such as {@code latest} or {@code v1}
 * @param revision grows with each change of configuration or code
 * @param codeDirectory where the unpacked code lies; absolute. Named {@code code}, its parent is the working directory
 *     (runtimes 1.7)
 * @param handler {@code file.function}, with a path if need be
 * @param timeoutSeconds how long the handler may run
 * @param memoryMb resident memory the worker may have, MB
 * @param userData plain variables: in {@code context.getUserData} and in the environment
 * @param encryptedUserData secret ones, shown to user code in the same way and to nobody else
 * @param preStop what runs in each worker before it ends, unless it is killed
 * @param concurrency calls that one worker runs at a time, at least 1
 * @param mostWorkers workers of this revision at a time, at least 1
 * @param network id of the declared network that the worker joins before any code runs; empty for the usual one
 * @param streams whether a result may be a stream, which goes to its caller as it comes
 */
public record WorkerSpec(
        FunctionKey function,
        String version,
        long revision,
        RuntimeName runtime,
        Path codeDirectory,
        String handler,
        Optional<Initializer> initializer,
        int timeoutSeconds,
        int memoryMb,
        int cpuMillicores,
        Map<String, String> userData,
        Map<String, String> encryptedUserData,
        Optional<PreStop> preStop,
        int concurrency,
        int mostWorkers,
        String network,
        boolean streams) {

    /** A function that runs once in each worker, before its first call, for at most {@code timeoutSeconds}. */
    public record Initializer(String handler, int timeoutSeconds) {}

    /** A function that runs once in each worker, after its last call, for at most {@code timeoutSeconds}. */
    public record PreStop(String handler, int timeoutSeconds) {}

    public WorkerSpec {
        userData = Map.copyOf(userData);
        encryptedUserData = Map.copyOf(encryptedUserData);
        if (!codeDirectory.isAbsolute()) {
            throw new IllegalArgumentException("codeDirectory must be absolute, not " + codeDirectory);
        }
        if (timeoutSeconds <= 0 || memoryMb <= 0) {
            throw new IllegalArgumentException(
                    "timeoutSeconds and memoryMb must be positive, not %d and %d".formatted(timeoutSeconds, memoryMb));
        }
        if (concurrency < 1 || mostWorkers < 1) {
            throw new IllegalArgumentException(
                    "concurrency and mostWorkers must be positive, not %d and %d".formatted(concurrency, mostWorkers));
        }
    }

    /** One call at a time in as many workers as it takes, and nothing before their end. */
    public WorkerSpec(
            FunctionKey function,
            String version,
            long revision,
            RuntimeName runtime,
            Path codeDirectory,
            String handler,
            Optional<Initializer> initializer,
            int timeoutSeconds,
            int memoryMb,
            int cpuMillicores,
            Map<String, String> userData,
            Map<String, String> encryptedUserData) {
        this(
                function,
                version,
                revision,
                runtime,
                codeDirectory,
                handler,
                initializer,
                timeoutSeconds,
                memoryMb,
                cpuMillicores,
                userData,
                encryptedUserData,
                Optional.empty(),
                1,
                Integer.MAX_VALUE,
                "",
                false);
    }

    /** The same with that many calls in a worker, and that many workers. */
    public WorkerSpec withStaff(int calls, int workers) {
        return new WorkerSpec(
                function,
                version,
                revision,
                runtime,
                codeDirectory,
                handler,
                initializer,
                timeoutSeconds,
                memoryMb,
                cpuMillicores,
                userData,
                encryptedUserData,
                preStop,
                calls,
                workers,
                network,
                streams);
    }

    /** The same with something to run before each worker's end. */
    public WorkerSpec withPreStop(PreStop hook) {
        return new WorkerSpec(
                function,
                version,
                revision,
                runtime,
                codeDirectory,
                handler,
                initializer,
                timeoutSeconds,
                memoryMb,
                cpuMillicores,
                userData,
                encryptedUserData,
                Optional.of(hook),
                concurrency,
                mostWorkers,
                network,
                streams);
    }

    /** Calls that a worker runs at a time, as far as its runtime can: PHP has no threads, so it runs one. */
    public int places() {
        return isSingle() ? 1 : concurrency;
    }

    /** Workers at a time: where each runs but one call, as many more as it takes to run as many calls. */
    public int workersAtMost() {
        return isSingle() ? (int) Math.min(Integer.MAX_VALUE, (long) mostWorkers * concurrency) : mostWorkers;
    }

    private boolean isSingle() {
        return runtime.family() == RuntimeName.Family.PHP;
    }

    /** The same function in a declared network. */
    public WorkerSpec joining(String declared) {
        return new WorkerSpec(
                function,
                version,
                revision,
                runtime,
                codeDirectory,
                handler,
                initializer,
                timeoutSeconds,
                memoryMb,
                cpuMillicores,
                userData,
                encryptedUserData,
                preStop,
                concurrency,
                mostWorkers,
                declared,
                streams);
    }

    /** Secrets are left out. */
    @Override
    public String toString() {
        return "%s/%s:%s revision %d (%s)"
                .formatted(function.packageName(), function.name(), version, revision, runtime.wireName());
    }
}
