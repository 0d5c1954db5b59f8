package funcgraph.http.resources;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.ImportFunctionRequest;
import funcgraph.domain.CodeType;
import funcgraph.domain.Function;
import funcgraph.engine.control.Functions;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.functions.FunctionRoutes;
import funcgraph.http.functions.FunctionViews;
import funcgraph.http.json.Json;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Export and import of functions (functiongraph-api 2.9), by way of a {@link TransferArchive}. */
public final class TransferRoutes {

    /** What of an answer a create request takes, and makes the same function of; secrets are not among them. */
    private static final List<String> FIELDS = List.of(
            "package",
            "runtime",
            "handler",
            "memory_size",
            "timeout",
            "description",
            "user_data",
            "dependency_pkg",
            "depend_version_list",
            "xrole",
            "app_xrole",
            "initializer_handler",
            "initializer_timeout",
            "func_vpc",
            "strategy_config",
            "extend_config",
            "mount_config",
            "gpu_memory",
            "gpu_type",
            "pre_stop_handler",
            "pre_stop_timeout",
            "heartbeat_handler",
            "restore_hook_handler",
            "restore_hook_timeout",
            "ephemeral_storage",
            "custom_image",
            "enterprise_project_id",
            "enable_lts_log",
            "lts_custom_tag",
            "network_controller",
            "peering_cidr",
            "domain_names",
            "enable_dynamic_memory",
            "is_stateful_function",
            "enable_auth_in_header",
            "enable_class_isolation",
            "is_return_stream",
            "type");

    private final Functions functions;
    private final FunctionRoutes creation;
    private final FunctionViews views;
    private final String region;
    private final long largestBytes;

    /**
     * Makes the routes.
     *
     * @param creation makes what is imported
     * @param largestBytes of a file, unpacked
     */
    public TransferRoutes(
            Functions functions, FunctionRoutes creation, FunctionViews views, String region, long largestBytes) {
        this.functions = functions;
        this.creation = creation;
        this.views = views;
        this.region = region;
        this.largestBytes = largestBytes;
    }

    /** Answers with the file itself. */
    public Answer export(ApiRequest request) {
        var function = functions.show(request.urn(region));
        var query = request.query();
        var type = query.getOrDefault("type", "");
        boolean config = flag(query, "config") || type.equals("config");
        boolean code = flag(query, "code") || type.equals("code");
        if (!config && !code) {
            throw new Rejected(
                    ErrorCode.INVALID_QUERY,
                    "nothing is asked for; allowed: config=true, code=true, type=config or code");
        }
        var archive = archive(function, config, code).zipped();
        return new Answer(
                200,
                "application/octet-stream",
                Map.of(
                        "Content-Disposition",
                        "attachment; filename=\"" + function.key().name() + ".zip\""),
                archive);
    }

    public Answer take(ApiRequest request) {
        var wire = Json.bind(Json.object(request.body()), ImportFunctionRequest.class);
        var name = orEmpty(wire.funcName());
        if (!orEmpty(wire.fileType()).equals("zip")) {
            throw new Rejected(
                    ErrorCode.INVALID_FILE_TYPE, "file_type is '" + orEmpty(wire.fileType()) + "'; allowed: zip");
        }
        var archive = TransferArchive.read(decode(orEmpty(wire.fileCode())), largestBytes);
        var body = wanted(archive, name);
        if (wire.packageName() != null && !wire.packageName().isEmpty()) {
            body.put("package", wire.packageName());
        }
        return Answer.ok(creation.create(request.parameter(Route.PROJECT), body));
    }

    private TransferArchive archive(Function function, boolean config, boolean code) {
        var properties = config ? properties(function) : required(function);
        var files = new HashMap<String, byte[]>();
        if (code && !function.code().digest().isEmpty()) {
            if (function.code().sizeBytes() > largestBytes) {
                throw new Rejected(
                        ErrorCode.PACKAGE_TOO_LARGE,
                        "the code has " + function.code().sizeBytes() + " bytes; at most " + largestBytes
                                + " are exported");
            }
            var name = function.key().name() + "/" + function.code().filename();
            files.put(name, functions.readCode(function, largestBytes));
            properties.put("code_type", type(function));
            properties.put("code_filename", function.code().filename());
            properties.put(TransferArchive.CODE_FILE, name);
        } else if (code) {
            properties.put("code_type", function.code().type().wireName());
        }
        return TransferArchive.of(function.key().name(), properties, files);
    }

    /** Fields that are as they begin are left out: a file is to be read by people, too. */
    private ObjectNode properties(Function function) {
        ObjectNode shown = JsonMapper.shared().valueToTree(Json.object(Json.bytes(views.function(function))));
        var properties = required(function);
        for (var field : FIELDS) {
            JsonNode value = shown.path(field);
            if (!isUnset(value)) {
                properties.set(field, value);
            }
        }
        if (function.config().appXrole() == null) {
            properties.remove("app_xrole");
        }
        return properties;
    }

    private static ObjectNode required(Function function) {
        var config = function.config();
        return JsonMapper.shared()
                .createObjectNode()
                .put("func_name", function.key().name())
                .put("package", function.key().packageName())
                .put("runtime", config.runtime().wireName())
                .put("handler", config.handler());
    }

    private static boolean isUnset(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.asString().isEmpty())
                || (value.isInt() && value.asInt() == 0)
                || (value.isContainer() && value.isEmpty());
    }

    /** What came from an object store is imported as the archive that it is. */
    private static String type(Function function) {
        var type = function.code().type();
        if (type != CodeType.OBS) {
            return type.wireName();
        }
        boolean jar = function.code().filename().toLowerCase(Locale.ROOT).endsWith(".jar");
        return (jar ? CodeType.JAR : CodeType.ZIP).wireName();
    }

    private static ObjectNode wanted(TransferArchive archive, String name) {
        var seen = new HashSet<String>();
        ObjectNode found = null;
        for (var resource :
                archive.template().path(TransferArchive.RESOURCES_KEY).properties()) {
            if (!(resource.getValue().path(TransferArchive.PROPERTIES_KEY) instanceof ObjectNode properties)) {
                throw new Rejected(ErrorCode.INVALID_YAML, resource.getKey() + " has no properties; allowed: a map");
            }
            var body = properties.deepCopy();
            if (!body.path("func_name").isString()) {
                body.put("func_name", resource.getKey());
            }
            var own = body.path("func_name").asString();
            if (!seen.add(body.path("package").asString("default") + ":" + own)) {
                throw new Rejected(ErrorCode.TWICE_IN_YAML, "the YAML has the function '" + own + "' twice");
            }
            found = own.equals(name) ? withCode(body, archive) : found;
        }
        if (found == null) {
            throw new Rejected(ErrorCode.NOT_IN_YAML, "the YAML has no function '" + name + "'");
        }
        return found;
    }

    private static ObjectNode withCode(ObjectNode body, TransferArchive archive) {
        JsonNode named = body.remove(TransferArchive.CODE_FILE);
        if (named == null) {
            return body;
        }
        var file = archive.files().get(named.asString(""));
        if (file == null) {
            throw new Rejected(
                    ErrorCode.INVALID_YAML, "code_file is " + named + "; allowed: the name of a file in the archive");
        }
        body.putObject("func_code").put("file", Base64.getEncoder().encodeToString(file));
        return body;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
        } catch (IllegalArgumentException e) {
            throw new Rejected(ErrorCode.INVALID_FILE_TYPE, "file_code is no base64; allowed: base64 of a zip");
        }
    }

    private static boolean flag(Map<String, String> query, String name) {
        var text = query.getOrDefault(name, "");
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            throw new Rejected(ErrorCode.INVALID_QUERY, name + " is '" + text + "'; allowed: true, false");
        }
        return text.equals("true");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
