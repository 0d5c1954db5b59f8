package funcgraph.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./dev bench NAME}. A target that is missed is a figure, not a failure: exit 1 means that something broke. */
@Command(
        name = "./dev bench",
        description = "Measures a packaged server beside what the machine itself can do.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            Main.Metadata.class,
            Main.Invoke.class,
            Main.Cold.class,
            Main.Density.class,
            Main.Async.class,
            Main.Gateway.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        var line = new CommandLine(new Main());
        if (args.length == 0) {
            line.usage(System.out);
            return;
        }
        System.exit(line.execute(args));
    }

    /** The directory of the checkout, which {@code ./dev} says. */
    private static Path home() {
        var home = System.getProperty("funcgraph.home");
        if (home == null) {
            throw new IllegalStateException("funcgraph.home is not set: start the benchmark with ./dev bench");
        }
        return Path.of(home);
    }

    @Command(
            name = "metadata",
            mixinStandardHelpOptions = true,
            description =
                    "PUT and GET of a function's metadata, with few and with many functions stored, and the start.")
    static final class Metadata implements Callable<Integer> {

        @Option(names = "--rounds", defaultValue = "5", description = "Rounds; a figure is their median (default: 5).")
        private int rounds = 5;

        @Option(names = "--seconds", defaultValue = "3", description = "Length of one measurement (default: 3).")
        private int seconds = 3;

        @Option(names = "--functions", defaultValue = "100000", description = "What many are (default: 100000).")
        private int functions = 100_000;

        @Option(names = "--quick", description = "Two rounds of one second: to see that it runs.")
        private boolean quick;

        @Override
        public Integer call() throws Exception {
            var plan = quick
                    ? new MetadataBench.Plan(2, Duration.ofSeconds(1), functions)
                    : new MetadataBench.Plan(rounds, Duration.ofSeconds(seconds), functions);
            MetadataBench.run(plan, home(), System.out);
            return 0;
        }
    }

    @Command(
            name = "invoke",
            mixinStandardHelpOptions = true,
            description = "Calls of a warm function, beside a plain HTTP server and peers from npm. Needs wrk.")
    static final class Invoke implements Callable<Integer> {

        @Option(names = "--rounds", defaultValue = "5", description = "Rounds; a figure is their median (default: 5).")
        private int rounds = 5;

        @Option(names = "--seconds", defaultValue = "3", description = "Length of one measurement (default: 3).")
        private int seconds = 3;

        @Option(names = "--no-peers", description = "Only the floor and Funcgraph.")
        private boolean noPeers;

        @Override
        public Integer call() throws Exception {
            InvokeBench.run(new InvokeBench.Plan(rounds, Duration.ofSeconds(seconds), !noPeers), home(), System.out);
            return 0;
        }
    }

    @Command(
            name = "cold",
            mixinStandardHelpOptions = true,
            description = "First calls of fresh functions, beside the bare start of their interpreters.")
    static final class Cold implements Callable<Integer> {

        @Option(
                names = "--rounds",
                defaultValue = "15",
                description = "Rounds; a figure is their median (default: 15).")
        private int rounds = 15;

        @Override
        public Integer call() throws Exception {
            ColdBench.run(rounds, home(), System.out);
            return 0;
        }
    }

    @Command(
            name = "density",
            mixinStandardHelpOptions = true,
            description = "What idle warm functions hold of the machine's memory.")
    static final class Density implements Callable<Integer> {

        @Option(names = "--functions", defaultValue = "200", description = "Functions of each language (default: 200).")
        private int functions = 200;

        @Override
        public Integer call() throws Exception {
            DensityBench.run(functions, home(), System.out);
            return 0;
        }
    }

    @Command(
            name = "async",
            mixinStandardHelpOptions = true,
            description = "Asynchronous invocations: accepted durably, drained, and the memory that a backlog takes.")
    static final class Async implements Callable<Integer> {

        @Option(names = "--rounds", defaultValue = "5", description = "Rounds; a figure is their median (default: 5).")
        private int rounds = 5;

        @Option(names = "--seconds", defaultValue = "3", description = "Length of one measurement (default: 3).")
        private int seconds = 3;

        @Option(names = "--drained", defaultValue = "60000", description = "Events to drain (default: 60000).")
        private int drained = 60_000;

        @Option(names = "--queued", defaultValue = "0", description = "Events that wait while memory is looked at.")
        private int queued;

        @Override
        public Integer call() throws Exception {
            var plan = new AsyncBench.Plan(rounds, Duration.ofSeconds(seconds), drained, queued);
            AsyncBench.run(plan, home(), System.out);
            return 0;
        }
    }

    @Command(
            name = "gateway",
            mixinStandardHelpOptions = true,
            description = "Calls through the HTTP gateway with ten and with ten thousand routes. Needs wrk.")
    static final class Gateway implements Callable<Integer> {

        @Option(names = "--rounds", defaultValue = "5", description = "Rounds; a figure is their median (default: 5).")
        private int rounds = 5;

        @Option(names = "--seconds", defaultValue = "3", description = "Length of one measurement (default: 3).")
        private int seconds = 3;

        @Override
        public Integer call() throws Exception {
            GatewayBench.run(rounds, Duration.ofSeconds(seconds), home(), System.out);
            return 0;
        }
    }
}
