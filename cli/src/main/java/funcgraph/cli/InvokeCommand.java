package funcgraph.cli;

import funcgraph.contract.HeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "invoke",
        mixinStandardHelpOptions = true,
        description = "Calls a function and prints what it returned.")
final class InvokeCommand implements Callable<Integer> {

    @Mixin
    private Connection connection = new Connection();

    @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "EVENT",
            defaultValue = "{}",
            description = "the event: JSON, @FILE, or - for standard input (default: {})")
    private String event = "{}";

    @Option(names = "--log", description = "print the end of the call's log to stderr")
    private boolean log;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (var api = connection.open()) {
            var answer = api.invoke(name, eventBytes(), log);
            printLog(answer);
            if (ApiClient.isFunctionsFault(answer)) {
                spec.commandLine().getErr().println("funcgraph: the function failed: " + answer.text());
                return Exit.FUNCTION_FAILED;
            }
            spec.commandLine().getOut().println(answer.text());
            return Exit.DONE;
        }
    }

    private byte[] eventBytes() {
        try {
            if (event.equals("-")) {
                return System.in.readAllBytes();
            }
            return event.startsWith("@")
                    ? Files.readAllBytes(Path.of(event.substring(1)))
                    : event.getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no file " + e.getFile(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the event: " + e.getMessage(), e);
        }
    }

    private void printLog(Answer answer) {
        var tail = answer.header(HeaderNames.FUNCTION_LOG);
        if (!tail.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(new String(Base64.getMimeDecoder().decode(tail), StandardCharsets.UTF_8));
        }
    }
}
