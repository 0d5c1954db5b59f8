package funcgraph.cli;

import funcgraph.contract.HeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "invoke", description = "Calls a function and prints what it returned.")
final class InvokeCommand extends Verb {

    @Parameters(index = "0", paramLabel = "NAME", description = "NAME, PACKAGE:NAME, or a URN")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "EVENT",
            description = "the event: JSON, @FILE, or - for standard input (default: {})")
    private @Nullable String event;

    @Option(
            names = {"-d", "--event"},
            paramLabel = "JSON",
            description = "the event")
    private @Nullable String text;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "the file that holds the event; - is standard input")
    private @Nullable String file;

    @Option(names = "--async", description = "do not wait for the result; prints the request id")
    private boolean async;

    @Option(
            names = {"--tail", "--log"},
            description = "print the end of the call's log to stderr")
    private boolean log;

    @Override
    void prepare() {
        if (Stream.of(event != null, text != null, file != null)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw wrong("one event: EVENT, -d or -f");
        }
        if (async && log) {
            throw wrong("--tail shows the log of a call that is waited for: leave --async out, or ask funcgraph logs");
        }
    }

    @Override
    int run(ApiClient api) {
        if (async) {
            var accepted = api.askWith("POST", api.path(name) + "/invocations-async", eventBytes());
            out().println(accepted.path("request_id").asString(""));
            return Exit.DONE;
        }
        var answer = api.invoke(name, eventBytes(), log);
        err().print(log(answer));
        err().flush();
        if (ApiClient.isFunctionsFault(answer)) {
            err().println("funcgraph: the function failed: " + answer.text());
            return Exit.FUNCTION_FAILED;
        }
        out().println(answer.text());
        return Exit.DONE;
    }

    /** The end of a call's log, as far as the answer brings it, each line ended. */
    static String log(Answer answer) {
        var tail = answer.header(HeaderNames.FUNCTION_LOG);
        if (tail.isEmpty()) {
            return "";
        }
        return new String(Base64.getMimeDecoder().decode(tail), StandardCharsets.UTF_8).stripTrailing() + "\n";
    }

    private byte[] eventBytes() {
        if (file != null) {
            return file.equals("-") ? input() : content(Path.of(file));
        }
        var given = text != null ? text : event != null ? event : "{}";
        if (text == null && given.equals("-")) {
            return input();
        }
        return text == null && given.startsWith("@")
                ? content(Path.of(given.substring(1)))
                : given.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] input() {
        try {
            return System.in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the event: " + e.getMessage(), e);
        }
    }

    private static byte[] content(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no file " + e.getFile(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the event: " + e.getMessage(), e);
        }
    }
}
