package funcgraph.http.auth;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The time in {@code X-Sdk-Date}, {@code yyyyMMdd'T'HHmmss'Z'} in UTC (functiongraph-api 6.2). */
final class SdkDate {

    /** How far it may be from the server's clock, in both directions. */
    static final Duration SKEW = Duration.ofMinutes(15);

    private static final int LENGTH = 16;
    private static final String RULE = "X-Sdk-Date must be a time of the form 20260131T235959Z";

    private SdkDate() {}

    static void requireNear(String text, Instant now) throws NotAuthentic {
        var apart = Duration.between(parse(text), now).abs();
        if (apart.compareTo(SKEW) > 0) {
            throw new NotAuthentic("X-Sdk-Date is more than 15 minutes away from the server's time " + now);
        }
    }

    private static Instant parse(String text) throws NotAuthentic {
        if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            throw new NotAuthentic(RULE);
        }
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 4, 6),
                            number(text, 6, 8),
                            number(text, 9, 11),
                            number(text, 11, 13),
                            number(text, 13, 15))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new NotAuthentic(RULE);
        }
    }

    private static int number(String text, int from, int to) throws NotAuthentic {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NotAuthentic(RULE);
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
