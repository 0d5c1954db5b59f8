package funcgraph.http.functions;

import funcgraph.contract.AliasResponse;
import funcgraph.contract.DependencyResponse;
import funcgraph.contract.FunctionCodeResponse;
import funcgraph.contract.FunctionResponse;
import funcgraph.contract.ListVersionsResponse;
import funcgraph.domain.Alias;
import funcgraph.domain.AliasRules;
import funcgraph.domain.CustomImage;
import funcgraph.domain.DependencyVersion;
import funcgraph.domain.FuncVpc;
import funcgraph.domain.Function;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.MountConfig;
import funcgraph.domain.NetworkController;
import funcgraph.domain.Strategy;
import funcgraph.domain.Subnet;
import funcgraph.domain.UserData;
import funcgraph.domain.Vpc;
import funcgraph.domain.Vpcs;
import funcgraph.http.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows functions as the API does, in the profile's form. Thread-safe. */
public final class FunctionViews {

    /** From this timeout on a function counts as a long one, since a synchronous caller is dropped. */
    private static final int LONG_TIME_SECONDS = 900;

    private final Place place;
    private final ApiProfile profile;
    private final DateTimeFormatter time;

    /** Where the functions live: what answers say beside the function itself. */
    public record Place(
            String region,
            String domainId,
            String domainName,
            java.util.function.UnaryOperator<String> projectName,
            Vpcs vpcs,
            String publicProjectId) {}

    /**
     * Makes the views of one deployment.
     *
     * @param zone whose offset last_modified carries
     */
    public FunctionViews(Place place, ApiProfile profile, ZoneId zone) {
        this.place = place;
        this.profile = profile;
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(zone);
    }

    /** A function's metadata. */
    public FunctionResponse function(Function function) {
        var config = function.config();
        var code = function.code();
        return new FunctionResponse(
                urn(function),
                function.key().name(),
                place.domainName(),
                function.key().projectId(),
                place.projectName().apply(function.key().projectId()),
                function.key().packageName(),
                config.runtime().wireName(),
                config.timeoutSeconds(),
                config.handler(),
                config.memoryMb(),
                config.cpuMillicores(),
                code.type().wireName(),
                code.url(),
                code.filename(),
                code.sizeBytes(),
                config.userData().text(),
                code.digest(),
                function.version(),
                function.imageName(),
                config.xrole(),
                appXrole(function),
                config.dependencyPkg(),
                config.description(),
                function.versionDescription(),
                time(function.lastModified()),
                FunctionResponse.FuncCode.EMPTY,
                vpc(config.vpc()),
                nullIfEmpty(code.dependVersionIds()),
                strategy(config.strategy()),
                config.extendConfig(),
                code.dependencies().isEmpty() ? null : dependencies(code.dependencies()),
                config.initializer().handler(),
                config.initializer().timeoutSeconds(),
                profile == ApiProfile.SEED_2019 ? null : newer(function));
    }

    /**
     * A function's code.
     *
     * @param file base64 of the code, {@code ""} when it is not shown
     */
    public FunctionCodeResponse code(Function function, String file) {
        var code = function.code();
        return new FunctionCodeResponse(
                urn(function),
                function.key().name(),
                place.domainName(),
                place.domainId(),
                function.config().runtime().wireName(),
                code.type().wireName(),
                code.url(),
                code.filename(),
                code.sizeBytes(),
                code.digest(),
                time(function.lastModified()),
                new FunctionResponse.FuncCode(file, ""),
                vpc(function.config().vpc()),
                code.dependVersionIds(),
                code.dependVersionIds(),
                strategy(function.config().strategy()),
                dependencies(code.dependencies()),
                0);
    }

    private List<DependencyResponse> dependencies(List<DependencyVersion> versions) {
        return versions.stream().map(this::dependency).toList();
    }

    /** A dependency's version, under its own id. */
    public DependencyResponse dependency(DependencyVersion version) {
        return dependency(version, version.id());
    }

    /** A dependency's version, under that id. */
    public DependencyResponse dependency(DependencyVersion version, String id) {
        return new DependencyResponse(
                id,
                version.dependencyId(),
                place.domainId(),
                version.link(),
                version.runtime().wireName(),
                version.etag(),
                version.sizeBytes(),
                version.name(),
                version.description(),
                version.filename(),
                version.version(),
                version.createdAt().getEpochSecond(),
                place.publicProjectId().equals(version.projectId()));
    }

    /** A version in a list, or the head. */
    public ListVersionsResponse.Item version(Function function) {
        var config = function.config();
        return new ListVersionsResponse.Item(
                function(function),
                config.vpc().vpcId(),
                config.strategy().maxInstances(),
                config.strategy().concurrentNum());
    }

    /** An alias of a function. */
    public AliasResponse alias(FunctionKey key, Alias alias) {
        return new AliasResponse(
                alias.name(),
                alias.version(),
                alias.description(),
                time(alias.lastModified()),
                FunctionUrn.alias(place.region(), key, alias.name()),
                alias.additional() instanceof Alias.Additional.Weighted(String version, int percent)
                        ? Map.of(version, percent)
                        : null,
                alias.additional() instanceof Alias.Additional.Ruled(String version, AliasRules rules)
                        ? Map.of(version, strategy(rules))
                        : null);
    }

    private static AliasResponse.Strategy strategy(AliasRules rules) {
        return new AliasResponse.Strategy(
                rules.combineType(),
                rules.rules().stream()
                        .map(rule -> new AliasResponse.Rule(rule.ruleType(), rule.param(), rule.op(), rule.value()))
                        .toList());
    }

    private String urn(Function function) {
        return profile == ApiProfile.SEED_2019
                ? FunctionUrn.unqualified(place.region(), function.key())
                : FunctionUrn.of(place.region(), function);
    }

    private String time(Instant instant) {
        return time.format(instant);
    }

    /** Newer answers repeat xrole where no agency for execution is named; the page's sample shows null. */
    private @Nullable String appXrole(Function function) {
        var own = function.config().appXrole();
        if (own != null || profile == ApiProfile.SEED_2019) {
            return own;
        }
        return function.config().xrole().isEmpty() ? null : function.config().xrole();
    }

    private FunctionResponse.@Nullable FuncVpc vpc(FuncVpc vpc) {
        if (vpc.equals(FuncVpc.NONE)) {
            return null;
        }
        var subnet = place.vpcs().subnet(vpc);
        return new FunctionResponse.FuncVpc(
                place.vpcs().vpc(vpc.vpcId()).map(Vpc::name).orElse(""),
                vpc.vpcId(),
                subnet.map(Subnet::name).orElse(""),
                vpc.subnetId(),
                subnet.map(found -> found.cidr().toString()).orElse(""),
                subnet.map(Subnet::gatewayText).orElse(""),
                List.of());
    }

    private FunctionResponse.StrategyConfig strategy(Strategy strategy) {
        return new FunctionResponse.StrategyConfig(
                strategy.maxInstances(), profile == ApiProfile.SEED_2019 ? null : strategy.concurrentNum());
    }

    private FunctionResponse.Newer newer(Function function) {
        var config = function.config();
        var extras = config.extras();
        return new FunctionResponse.Newer(
                place.domainId(),
                function.id(),
                function.id() + ":function:" + function.key().packageName() + ":"
                        + function.key().name(),
                extras.enterpriseProjectId(),
                extras.engineType(),
                masked(config.encryptedUserData()),
                mounts(config.mounts()),
                extras.gpuMemoryMb() == 0 ? null : extras.gpuMemoryMb(),
                extras.gpuType().isEmpty() ? null : extras.gpuType(),
                extras.preStop().handler(),
                extras.preStop().timeoutSeconds(),
                extras.heartbeatHandler(),
                extras.restoreHook().handler(),
                extras.restoreHook().timeoutSeconds(),
                extras.ephemeralStorageMb(),
                image(extras.customImage()),
                extras.log().groupId(),
                extras.log().streamId(),
                extras.log().enabled(),
                extras.log().customTags(),
                network(extras.networkController()),
                extras.peeringCidr(),
                extras.domainNames(),
                extras.dynamicMemory(),
                extras.stateful(),
                extras.authInHeader(),
                extras.classIsolation(),
                extras.userDataKmsKeyId(),
                extras.codeKmsKeyId(),
                nullIfEmpty(function.code().dependVersionIds()),
                config.timeoutSeconds() > LONG_TIME_SECONDS,
                false,
                extras.returnStream(),
                false,
                false,
                true,
                "");
    }

    /** The names with empty values: what is encrypted is never returned (functiongraph-api 1.3). */
    private static String masked(UserData data) {
        if (data.entries().isEmpty()) {
            return "";
        }
        var names = new LinkedHashMap<String, String>();
        data.entries().keySet().forEach(name -> names.put(name, ""));
        return Json.text(names);
    }

    private static FunctionResponse.@Nullable MountConfig mounts(MountConfig config) {
        if (config.equals(MountConfig.NONE)) {
            return null;
        }
        return new FunctionResponse.MountConfig(
                new FunctionResponse.MountUser(config.userId(), config.userGroupId()),
                config.mounts().stream()
                        .map(mount -> new FunctionResponse.FuncMount(
                                mount.type(), mount.resource(), mount.sharePath(), mount.localPath(), "active"))
                        .toList());
    }

    private static FunctionResponse.@Nullable CustomImage image(CustomImage image) {
        return image.equals(CustomImage.NONE)
                ? null
                : new FunctionResponse.CustomImage(
                        image.enabled(),
                        image.image(),
                        image.command(),
                        image.args(),
                        image.workingDir(),
                        image.uid(),
                        image.gid(),
                        image.isPublic());
    }

    private static FunctionResponse.@Nullable NetworkController network(NetworkController controller) {
        return controller.equals(NetworkController.NONE)
                ? null
                : new FunctionResponse.NetworkController(
                        controller.disablePublicNetwork(),
                        controller.triggerAccessVpcs().stream()
                                .map(vpc -> new FunctionResponse.AccessVpc(vpc.vpcId(), vpc.vpcName()))
                                .toList());
    }

    private static @Nullable List<String> nullIfEmpty(List<String> list) {
        return list.isEmpty() ? null : list;
    }
}
