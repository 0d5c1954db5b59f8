package funcgraph.cli;

import funcgraph.cli.project.Misread;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The client's command line. Each verb is a class of its own. */
@Command(
        name = "funcgraph",
        description = "Calls a Funcgraph server, or any other that speaks the FunctionGraph v2 API.",
        mixinStandardHelpOptions = true,
        version = "funcgraph 0.1.0-SNAPSHOT",
        exitCodeListHeading = "%nExit codes:%n",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Ahead.start();
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs one command and answers its exit code, which the command's help explains. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        var line = new CommandLine(new Main());
        Verbs.add(line, args);
        line.setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new Failures(err, args));
        explainExitCodes(line);
        int code = args.length == 0 ? usage(line, err) : line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    /** What the annotations of this class are read from. */
    static Main shape() {
        return new Main();
    }

    private static void explainExitCodes(CommandLine line) {
        var codes = CommandLine.Model.UsageMessageSpec.keyValuesMap(Exit.HELP);
        line.getCommandSpec().usageMessage().exitCodeList(codes);
    }

    private static int usage(CommandLine line, PrintWriter err) {
        line.usage(err);
        return Exit.USAGE;
    }

    /** A class rather than a lambda, which the start-up cache could not hold: picocli's interfaces are not in it. */
    private static final class Failures implements CommandLine.IExecutionExceptionHandler {

        private final PrintWriter err;
        private final String[] args;

        Failures(PrintWriter err, String[] args) {
            this.err = err;
            this.args = args;
        }

        @Override
        public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
                throws Exception {
            if (failure instanceof CommandLine.ParameterException misused) {
                return command.getParameterExceptionHandler().handleParseException(misused, args);
            }
            err.println("funcgraph: " + messageOf(failure));
            return codeOf(failure);
        }
    }

    static String messageOf(Exception failure) {
        return switch (failure) {
            case ApiRefused refused -> "the server refused: " + refused.getMessage() + refused.hint();
            case Unreachable unreachable -> String.valueOf(unreachable.getMessage());
            case Misread misread -> String.valueOf(misread.getMessage());
            case UncheckedIOException unreadable -> String.valueOf(unreadable.getMessage());
            default -> String.valueOf(failure);
        };
    }

    private static int codeOf(Exception failure) {
        return switch (failure) {
            case ApiRefused refused -> Exit.REFUSED;
            case Misread misread -> Exit.USAGE;
            case UncheckedIOException unreadable -> Exit.USAGE;
            default -> Exit.UNREACHABLE;
        };
    }
}
