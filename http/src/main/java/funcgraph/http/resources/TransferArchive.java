package funcgraph.http.resources;

import funcgraph.contract.ErrorCode;
import funcgraph.http.exchange.Rejected;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file that functions are exported to and imported from: a zip with one YAML, which describes functions by the fields
 * of a create request, and beside it the code of each.
 *
 * @param template what the YAML holds
 * @param files the others, by name
 */
record TransferArchive(ObjectNode template, Map<String, byte[]> files) {

    static final String VERSION_KEY = "HcCrmTemplateVersion";
    static final String RESOURCES_KEY = "Resources";
    static final String PROPERTIES_KEY = "Properties";
    /** Names the file with the code, in the properties. */
    static final String CODE_FILE = "code_file";

    private static final String TEMPLATE_FILE = "template.yml";
    private static final String VERSION = "v1";
    private static final String TYPE = "HC::FunctionGraph::Function";
    private static final int MOST_ENTRIES = 1000;
    private static final int LONGEST_TEMPLATE = 1 << 20;

    /** The archive of one function. */
    static TransferArchive of(String name, ObjectNode properties, Map<String, byte[]> files) {
        var mapper = JsonMapper.shared();
        var template = mapper.createObjectNode();
        template.put(VERSION_KEY, VERSION);
        var resource = template.putObject(RESOURCES_KEY).putObject(name);
        resource.put("Type", TYPE);
        resource.set(PROPERTIES_KEY, properties);
        return new TransferArchive(template, files);
    }

    byte[] zipped() {
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        var yaml = new Dump(settings).dumpToString(JsonMapper.shared().convertValue(template, Map.class));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, TEMPLATE_FILE, yaml.getBytes(StandardCharsets.UTF_8));
            for (var file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a file.
     *
     * @param largest of all its files together, in bytes
     * @throws Rejected when it is none, too large, or its YAML is not one, or not good
     */
    static TransferArchive read(byte[] file, long largest) {
        var files = unzipped(file, largest);
        var templates = files.keySet().stream().filter(TransferArchive::isYaml).toList();
        if (templates.size() > 1) {
            throw new Rejected(
                    ErrorCode.SEVERAL_YAML_FILES, "the file holds " + templates.size() + " YAML files; allowed: one");
        }
        if (templates.isEmpty()) {
            throw new Rejected(ErrorCode.INVALID_YAML, "the file holds no YAML file; allowed: one");
        }
        var template =
                parse(Optional.ofNullable(files.remove(templates.getFirst())).orElseThrow());
        return new TransferArchive(template, files);
    }

    private static Map<String, byte[]> unzipped(byte[] file, long largest) {
        var files = new LinkedHashMap<String, byte[]>();
        long left = largest;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var content = zip.readNBytes(Math.toIntExact(Math.min(Integer.MAX_VALUE - 8, left + 1)));
                left -= content.length;
                if (left < 0 || files.size() >= MOST_ENTRIES) {
                    throw new Rejected(
                            ErrorCode.IMPORT_TOO_LARGE,
                            "the file unpacks to more than " + largest + " bytes or " + MOST_ENTRIES + " entries");
                }
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), content);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Rejected(ErrorCode.INVALID_FILE_TYPE, "file_code is no sound zip; allowed: base64 of a zip");
        }
        if (files.isEmpty()) {
            throw new Rejected(ErrorCode.INVALID_FILE_TYPE, "file_code is no zip with files; allowed: base64 of a zip");
        }
        return new HashMap<>(files);
    }

    private static ObjectNode parse(byte[] yaml) {
        if (yaml.length > LONGEST_TEMPLATE) {
            throw new Rejected(
                    ErrorCode.IMPORT_TOO_LARGE, "the YAML has " + yaml.length + " bytes; allowed: " + LONGEST_TEMPLATE);
        }
        var settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            var loaded = new Load(settings).loadFromString(new String(yaml, StandardCharsets.UTF_8));
            JsonNode tree = JsonMapper.shared().valueToTree(loaded);
            if (tree instanceof ObjectNode object
                    && object.path(VERSION_KEY).isString()
                    && object.path(RESOURCES_KEY).isObject()) {
                return object;
            }
        } catch (YamlEngineException | JacksonException e) {
            throw new Rejected(ErrorCode.INVALID_YAML, "the YAML cannot be read: " + firstLine(e));
        }
        throw new Rejected(
                ErrorCode.INVALID_YAML,
                "the YAML lacks something; allowed: a map with " + VERSION_KEY + " and " + RESOURCES_KEY);
    }

    private static boolean isYaml(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.indexOf('/') < 0 && (lower.endsWith(".yml") || lower.endsWith(".yaml"));
    }

    private static String firstLine(RuntimeException e) {
        var message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
