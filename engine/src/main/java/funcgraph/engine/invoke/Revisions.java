package funcgraph.engine.invoke;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionConfig;
import funcgraph.domain.Hook;
import funcgraph.domain.Strategy;
import funcgraph.domain.Subnet;
import funcgraph.domain.Vpcs;
import funcgraph.runtime.worker.WorkerSpec;
import java.nio.file.Path;
import java.util.Optional;

/** What a worker has to know of a function, of its metadata. */
public final class Revisions {

    private final Vpcs vpcs;

    /** @param vpcs networks that functions can join; one that is not among them runs in the usual one */
    public Revisions(Vpcs vpcs) {
        this.vpcs = vpcs;
    }

    /** @param directory where its code lies */
    WorkerSpec spec(Function function, Path directory) {
        FunctionConfig config = function.config();
        return new WorkerSpec(
                function.key(),
                function.version(),
                function.revision(),
                config.runtime(),
                directory,
                config.handler(),
                config.initializer().isPresent()
                        ? Optional.of(new WorkerSpec.Initializer(
                                config.initializer().handler(),
                                config.initializer().timeoutSeconds()))
                        : Optional.empty(),
                config.timeoutSeconds(),
                config.memoryMb(),
                config.cpuMillicores(),
                config.userData().entries(),
                config.encryptedUserData().entries(),
                preStop(config.extras().preStop()),
                config.strategy().concurrentNum(),
                config.strategy().maxInstances() == Strategy.UNLIMITED
                        ? Integer.MAX_VALUE
                        : Math.max(1, config.strategy().maxInstances()),
                vpcs.subnet(config.vpc()).map(Subnet::id).orElse(""),
                config.extras().returnStream());
    }

    private static Optional<WorkerSpec.PreStop> preStop(Hook hook) {
        return hook.isPresent()
                ? Optional.of(new WorkerSpec.PreStop(hook.handler(), hook.timeoutSeconds()))
                : Optional.empty();
    }
}
