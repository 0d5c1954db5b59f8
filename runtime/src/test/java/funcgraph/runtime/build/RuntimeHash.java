package funcgraph.runtime.build;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the hash of Go's package runtime in a 64-bit ELF file, to forge a plugin of another toolchain. */
final class RuntimeHash {

    private static final int DYNAMIC_SYMBOLS = 11;
    private static final int SECTION_BYTES = 64;
    private static final int SYMBOL_BYTES = 24;

    private RuntimeHash() {}

    /** Overwrites it. */
    static byte[] forged(byte[] plugin) {
        var elf = ByteBuffer.wrap(plugin.clone()).order(ByteOrder.LITTLE_ENDIAN);
        long sections = elf.getLong(0x28);
        for (int index = 0; index < elf.getShort(0x3c); index++) {
            int section = (int) sections + index * SECTION_BYTES;
            if (elf.getInt(section + 4) == DYNAMIC_SYMBOLS) {
                elf.putLong(hashIn(elf, section, (int) sections), 0);
                return elf.array();
            }
        }
        throw new AssertionError("no dynamic symbols");
    }

    private static int hashIn(ByteBuffer elf, int table, int sections) {
        int from = (int) elf.getLong(table + 0x18);
        int end = from + (int) elf.getLong(table + 0x20);
        int names = (int) elf.getLong(sections + elf.getInt(table + 0x28) * SECTION_BYTES + 0x18);
        for (int at = from; at < end; at += SYMBOL_BYTES) {
            if (name(elf, names + elf.getInt(at)).endsWith("link.pkghashbytes.runtime")) {
                int home = sections + elf.getShort(at + 6) * SECTION_BYTES;
                return (int) (elf.getLong(at + 8) - elf.getLong(home + 0x10) + elf.getLong(home + 0x18));
            }
        }
        throw new AssertionError("no hash");
    }

    private static String name(ByteBuffer elf, int at) {
        var text = new StringBuilder();
        for (int next = at; elf.get(next) != 0; next++) {
            text.append((char) elf.get(next));
        }
        return text.toString();
    }
}
