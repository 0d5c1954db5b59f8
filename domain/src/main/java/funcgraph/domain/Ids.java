package funcgraph.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes the identifiers of the platform from a source of randomness that is passed in. None of them is a secret. */
public final class Ids {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final DateTimeFormatter IMAGE_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int IMAGE_SUFFIX = 5;

    private final Supplier<RandomGenerator> random;

    public Ids(Supplier<RandomGenerator> random) {
        this.random = random;
    }

    /** A version 4 UUID: request ids, function ids. */
    public String uuid() {
        var generator = random.get();
        long high = (generator.nextLong() & 0xffffffffffff0fffL) | 0x0000000000004000L;
        long low = (generator.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /**
     * A version 7 UUID: the time first, so that what is made later is greater, and an index of such ids grows at its end
     * instead of all over.
     */
    public String orderedUuid(Instant now) {
        var generator = random.get();
        long high = (now.toEpochMilli() << 16) | 0x7000L | (generator.nextLong() & 0xfffL);
        long low = (generator.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** A new {@code image_name} of the head, {@code latest-yymmddHHMMSS@xxxxx} (functiongraph-api 1.3). */
    public String imageName(Instant now) {
        var suffix = new StringBuilder(IMAGE_SUFFIX);
        for (int i = 0; i < IMAGE_SUFFIX; i++) {
            suffix.append(ALPHABET.charAt(random.get().nextInt(ALPHABET.length())));
        }
        return "latest-" + IMAGE_TIME.format(now) + "@" + suffix;
    }
}
