package funcgraph.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;

/**
 * Code that the server compiles when it comes (Go1.8): the package it keeps has the plugin in it, so that its digest is
 * never that of what was sent. Whether it is the same is then asked of the files.
 */
final class CompiledCode {

    private static final String PLUGIN = "funcgraph-plugin.so";

    private CompiledCode() {}

    static boolean isMade(JsonNode config) {
        return config.path("runtime").asString("").equals("Go1.8");
    }

    /** @param kept what the server answers about code; it shows none that is too large */
    static boolean isOf(byte[] sent, JsonNode kept) {
        var file = kept.path("func_code").path("file").asString("");
        if (file.isEmpty()) {
            return false;
        }
        try {
            var there = hashes(Base64.getMimeDecoder().decode(file));
            there.remove(PLUGIN);
            return hashes(sent).equals(there);
        } catch (IOException | IllegalArgumentException notThatForm) {
            return false;
        }
    }

    private static Map<String, Integer> hashes(byte[] zip) throws IOException {
        var hashes = new TreeMap<String, Integer>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    hashes.put(entry.getName(), Arrays.hashCode(in.readAllBytes()));
                }
            }
        }
        return hashes;
    }
}
