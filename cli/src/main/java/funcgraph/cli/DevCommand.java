package funcgraph.cli;

import funcgraph.cli.project.Misread;
import funcgraph.cli.project.Project;
import funcgraph.cli.project.Watched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dev",
        description = "Deploys a folder, then again whenever something in it changes, and shows the function's log,"
                + " until Ctrl-C.")
final class DevCommand extends Verb {

    private static final Duration LOOK = Duration.ofMinutes(1);

    @Mixin
    private ProjectFlags flags = new ProjectFlags();

    @Option(
            names = "--invoke",
            paramLabel = "EVENT",
            description = "call the function with this event after each change")
    private @Nullable String event;

    @Option(names = "--no-logs", description = "do not show the log")
    private boolean silent;

    private volatile boolean streamed;

    @Override
    int run(ApiClient api) throws IOException, InterruptedException {
        var project = flags.project();
        try (var watched = Watched.of(project)) {
            deploy(api, project);
            tell(api, project);
            streamed = !silent && streamsLogs(api, project);
            invoke(api, project);
            while (true) {
                if (watched.awaitChange(LOOK)) {
                    again(api);
                }
            }
        }
    }

    /** A folder in the middle of a change may be wrong for a moment; it is looked at again after the next one. */
    private void again(ApiClient api) {
        try {
            var project = flags.project();
            if (deploy(api, project)) {
                invoke(api, project);
            }
        } catch (Misread | ApiRefused | Unreachable | UncheckedIOException e) {
            say(Main.messageOf(e));
        }
    }

    private boolean deploy(ApiClient api, Project project) {
        long start = System.nanoTime();
        var deployment = Deployment.plan(api, project, err(), false);
        if (!deployment.isNeeded()) {
            say(project.path() + " is up to date");
            return false;
        }
        deployment.apply();
        var changes =
                deployment.changes().stream().map(Difference.Change::toString).collect(Collectors.joining("\n    "));
        say("%s deployed in %d ms\n    %s".formatted(project.path(), (System.nanoTime() - start) / 1_000_000, changes));
        return true;
    }

    private void tell(ApiClient api, Project project) {
        say("call it:  funcgraph invoke " + project.path() + " -d '{}'");
        say("or send:  POST " + api.endpoint() + api.path(project.path()) + "/invocations");
        say("watching " + project.directory() + "; Ctrl-C ends this");
    }

    /** Whether the server streams logs; if not, calls of {@code --invoke} bring the end of theirs. */
    private boolean streamsLogs(ApiClient api, Project project) {
        var ready = new CountDownLatch(1);
        var stream = new LogStream(api, project.path(), Map.of(), line -> say(LogStream.shown(line)), this::say);
        var refused = new AtomicBoolean();
        Thread.ofVirtual().name("logs").start(() -> {
            try {
                stream.onBegun(ready::countDown).follow(0);
            } catch (ApiRefused e) {
                refused.set(true);
                ready.countDown();
            } catch (Unreachable e) {
                say(String.valueOf(e.getMessage()));
                ready.countDown();
            }
        });
        try {
            boolean known = ready.await(10, TimeUnit.SECONDS);
            return known && !refused.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void invoke(ApiClient api, Project project) {
        if (event == null) {
            return;
        }
        try {
            var answer = api.invoke(project.path(), event.getBytes(StandardCharsets.UTF_8), !streamed);
            if (!streamed && !silent) {
                out().print(InvokeCommand.log(answer));
            }
            say((ApiClient.isFunctionsFault(answer) ? "failed -> " : "-> ") + answer.text());
        } catch (ApiRefused | Unreachable e) {
            say(Main.messageOf(e));
        }
    }

    private void say(String text) {
        out().println(text);
        out().flush();
    }
}
