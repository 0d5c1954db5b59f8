package funcgraph.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses, such as {@code 192.168.0.0/24}. Addresses are ints, the first byte highest.
 *
 * @param first the lowest address, in which all bits behind the prefix are zero
 * @param prefix bits that all addresses share, 8 to 30: fewer would be most of the world, more leave no room for hosts
 */
public record Cidr(int first, int prefix) {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 30;
    private static final int BITS = 32;
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern TEXT = Pattern.compile("([\\d.]+)/(\\d{1,2})");

    public Cidr {
        if (prefix < SHORTEST || prefix > LONGEST) {
            throw new IllegalArgumentException(
                    "a range of addresses has a prefix of %d to %d bits, not %d".formatted(SHORTEST, LONGEST, prefix));
        }
        if ((first & (size(prefix) - 1)) != 0) {
            throw new IllegalArgumentException("%s/%d does not begin where a range of that size can; allowed: %s/%d"
                    .formatted(show(first), prefix, show(first & -size(prefix)), prefix));
        }
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Cidr parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses such as 192.168.0.0/24");
        }
        return new Cidr(parseAddress(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static int parseAddress(String text) {
        Matcher parts = ADDRESS.matcher(text);
        int address = 0;
        boolean right = parts.matches();
        for (int i = 1; right && i <= parts.groupCount(); i++) {
            int part = Integer.parseInt(parts.group(i));
            right = part <= 0xff;
            address = address << Byte.SIZE | part;
        }
        if (!right) {
            throw new IllegalArgumentException("'" + text + "' is no IPv4 address such as 192.168.0.1");
        }
        return address;
    }

    public static String show(int address) {
        return "%d.%d.%d.%d".formatted(address >>> 24, address >>> 16 & 0xff, address >>> 8 & 0xff, address & 0xff);
    }

    /** Addresses in it, the first and the last included, which no host can have. */
    public int size() {
        return size(prefix);
    }

    public boolean contains(int address) {
        return (address & -size()) == first;
    }

    /** Whether they have an address in common. */
    public boolean overlaps(Cidr other) {
        return contains(other.first) || other.contains(first);
    }

    private static int size(int prefix) {
        return 1 << (BITS - prefix);
    }

    @Override
    public String toString() {
        return show(first) + "/" + prefix;
    }
}
