package funcgraph.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The load generator {@code wrk}, which takes less of the machine than anything in Java would. */
final class Wrk {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final long GRACE_SECONDS = 30;

    private Wrk() {}

    /**
     * What one run measured.
     *
     * @param perSecond answers a second
     * @param p50Micros typical time of one, microseconds
     * @param p99Micros time that 99 of 100 keep, microseconds
     */
    record Result(double perSecond, double p50Micros, double p99Micros) {}

    /** The script that posts {@code body} with the headers. */
    static Path script(Path file, Map<String, String> headers, String body) throws IOException {
        var text = new StringBuilder("wrk.method = \"POST\"\nwrk.body = [==[")
                .append(body)
                .append("]==]\n");
        headers.forEach((name, value) -> text.append("wrk.headers[\"%s\"] = \"%s\"\n".formatted(name, value)));
        return Files.writeString(file, text);
    }

    /**
     * Posts as fast as it can over {@code connections}.
     *
     * @throws IOException when wrk cannot be run, or an answer was not good
     */
    static Result run(URI target, Path script, int connections, Duration time)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + time.toSeconds() + "s",
                        "--timeout",
                        "30s",
                        "--latency",
                        "-s",
                        script.toString(),
                        target.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(time.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("wrk failed: " + said);
        }
        var bad = BAD.matcher(said);
        if (bad.find()) {
            throw new IOException(bad.group(1) + " answers of " + target + " were not good");
        }
        return new Result(number(RATE, said), latency(said, "50%"), latency(said, "99%"));
    }

    private static double number(Pattern pattern, String said) throws IOException {
        var match = pattern.matcher(said);
        if (!match.find()) {
            throw new IOException("wrk said nothing of use: " + said);
        }
        return Double.parseDouble(match.group(1));
    }

    /** Such as {@code 50%    1.23ms}. */
    private static double latency(String said, String share) throws IOException {
        var match = Pattern.compile(share + "\\s+([0-9.]+)(us|ms|s)").matcher(said);
        if (!match.find()) {
            throw new IOException("wrk told no latency: " + said);
        }
        double value = Double.parseDouble(match.group(1));
        return switch (match.group(2)) {
            case "us" -> value;
            case "ms" -> value * 1000;
            default -> value * 1_000_000;
        };
    }
}
