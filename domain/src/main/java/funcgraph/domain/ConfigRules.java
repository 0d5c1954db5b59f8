package funcgraph.domain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of metadata: what a change may set, and what must hold of the metadata that results (seed page;
 * functiongraph-api 3.5). Only what a change touches is checked, so that a function accepted under other limits stays
 * editable.
 */
public final class ConfigRules {

    /** Longest agency name, in characters. */
    static final int LONGEST_AGENCY = 128;

    /** Longest id of a network or subnet, in characters. */
    static final int LONGEST_VPC_ID = 128;

    /** Highest strategy_config.concurrent_num. */
    static final int MOST_CALLS_PER_INSTANCE = 1000;

    private static final int MOST_IDS_SHOWN = 20;

    private ConfigRules() {}

    /**
     * Finds all violations of a change, in the page's order; empty when it may be applied.
     *
     * @param present the metadata before the change
     */
    public static List<Violation> violations(FunctionConfig present, ConfigChange change, ConfigLimits limits) {
        var findings = new Findings();
        findings.addAll(change.misread());
        var result = change.applyTo(present);
        runtime(present, change, findings);
        codeSource(change, result, findings);
        description(change.description(), limits, findings);
        handler(present, change, result, findings);
        size(change, limits, findings);
        userData(change, limits, findings);
        dependency(change.dependencyPkg(), findings);
        agency(change.xrole(), ConfigField.XROLE, findings);
        agency(change.appXrole(), ConfigField.APP_XROLE, findings);
        initializer(change.initializer(), result, findings);
        vpc(change.vpc(), limits.vpcs(), findings);
        strategy(change.strategy(), limits, findings);
        ExtrasRules.check(change, result, findings);
        return findings.inPageOrder();
    }

    private static void runtime(FunctionConfig present, ConfigChange change, Findings findings) {
        if (change.runtime() instanceof ConfigChange.RuntimeChoice.OfFamily(RuntimeName.Family family)) {
            findings.require(
                    family == present.runtime().family(),
                    ConfigField.RUNTIME,
                    family.wireName(),
                    "the bare name of the function's own language, or one of " + RuntimeName.allowed(),
                    Violation.Rule.RUNTIME);
        }
    }

    /** code_url counts only with code_type obs; with the others it is ignored, as the page says. */
    private static void codeSource(ConfigChange change, FunctionConfig result, Findings findings) {
        if (change.codeType() == CodeType.OBS) {
            findings.require(
                    result.runtime().family().codeTypes().contains(CodeType.OBS),
                    ConfigField.CODE_TYPE,
                    CodeType.OBS.wireName(),
                    "a code type that " + result.runtime().wireName() + " takes",
                    Violation.Rule.CODE_TYPE);
            var url = change.codeUrl() == null ? "" : change.codeUrl();
            findings.require(Urls.isObjectUrl(url), ConfigField.CODE_URL, url, Urls.ALLOWED, Violation.Rule.URL);
        }
    }

    private static void description(@Nullable String text, ConfigLimits limits, Findings findings) {
        if (text != null) {
            int length = text.codePointCount(0, text.length());
            findings.require(
                    length <= limits.longestDescription(),
                    ConfigField.DESCRIPTION,
                    length + " characters",
                    "at most " + limits.longestDescription() + " characters",
                    Violation.Rule.DESCRIPTION);
        }
    }

    /**
     * A new runtime brings its own shape of handler, so either change asks about the pair that results; and a new function
     * has no handler yet, so leaving it out is asked about too.
     */
    private static void handler(FunctionConfig present, ConfigChange change, FunctionConfig result, Findings findings) {
        boolean touched = change.handler() != null || result.runtime() != present.runtime();
        if (touched || present.handler().isEmpty()) {
            findings.require(
                    HandlerRules.accepts(result.runtime(), result.handler()),
                    ConfigField.HANDLER,
                    result.handler(),
                    HandlerRules.allowed(result.runtime()) + " for "
                            + result.runtime().wireName(),
                    Violation.Rule.HANDLER);
        }
    }

    private static void size(ConfigChange change, ConfigLimits limits, Findings findings) {
        if (change.memoryMb() != null) {
            findings.require(
                    limits.memorySizesMb().contains(change.memoryMb()),
                    ConfigField.MEMORY_SIZE,
                    change.memoryMb(),
                    "one of "
                            + limits.memorySizesMb().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", "))
                            + " (MB)",
                    Violation.Rule.MEMORY);
        }
        if (change.timeoutSeconds() != null) {
            int timeout = change.timeoutSeconds();
            findings.require(
                    timeout >= ConfigLimits.SHORTEST_TIMEOUT_SECONDS && timeout <= limits.longestTimeoutSeconds(),
                    ConfigField.TIMEOUT,
                    timeout,
                    ConfigLimits.SHORTEST_TIMEOUT_SECONDS + " to " + limits.longestTimeoutSeconds() + " (seconds)",
                    Violation.Rule.TIMEOUT);
        }
    }

    private static void userData(ConfigChange change, ConfigLimits limits, Findings findings) {
        if (change.userData() != null) {
            UserDataRules.check(change.userData(), ConfigField.USER_DATA, limits, findings);
        }
        if (change.encryptedUserData() != null) {
            UserDataRules.check(change.encryptedUserData(), ConfigField.ENCRYPTED_USER_DATA, limits, findings);
        }
    }

    private static void dependency(@Nullable String url, Findings findings) {
        if (url != null && !url.isEmpty()) {
            findings.require(
                    Urls.isObjectUrl(url),
                    ConfigField.DEPENDENCY_PKG,
                    url,
                    Urls.ALLOWED + ", or an empty string",
                    Violation.Rule.DEPENDENCY);
        }
    }

    private static void agency(@Nullable String name, ConfigField field, Findings findings) {
        if (name != null) {
            findings.require(
                    name.length() <= LONGEST_AGENCY && name.chars().noneMatch(Character::isISOControl),
                    field,
                    name,
                    "an agency name of at most " + LONGEST_AGENCY + " printable characters",
                    Violation.Rule.PARAMETER);
        }
    }

    private static void initializer(ConfigChange.HookChange change, FunctionConfig result, Findings findings) {
        var handler = change.handler();
        if (handler != null && !handler.isEmpty()) {
            findings.require(
                    HandlerRules.isDotted(handler),
                    ConfigField.INITIALIZER_HANDLER,
                    handler,
                    "file.function, 3 to 128 characters, relative, without '..', or an empty string for none",
                    Violation.Rule.INITIALIZER);
        }
        int timeout = change.timeoutSeconds() != null
                ? change.timeoutSeconds()
                : result.initializer().timeoutSeconds();
        boolean touched = change.handler() != null || change.timeoutSeconds() != null;
        boolean unset = timeout == 0 && !result.initializer().isPresent();
        findings.require(
                !touched || unset || (timeout >= 1 && timeout <= ConfigLimits.LONGEST_INITIALIZER_SECONDS),
                ConfigField.INITIALIZER_TIMEOUT,
                timeout,
                "1 to " + ConfigLimits.LONGEST_INITIALIZER_SECONDS + " (seconds), together with initializer_handler",
                Violation.Rule.INITIALIZER_TIMEOUT);
    }

    /** The page's own example names a network, so ids mean nothing to a deployment that declares none. */
    private static void vpc(@Nullable FuncVpc vpc, Vpcs declared, Findings findings) {
        if (vpc == null) {
            return;
        }
        vpcId(vpc.subnetId(), ConfigField.FUNC_VPC_SUBNET_ID, findings);
        vpcId(vpc.vpcId(), ConfigField.FUNC_VPC_VPC_ID, findings);
        if (vpc.vpcId().isEmpty() == vpc.subnetId().isEmpty()) {
            known(vpc, declared, findings);
            return;
        }
        boolean subnetMissing = vpc.subnetId().isEmpty();
        findings.add(
                subnetMissing ? ConfigField.FUNC_VPC_SUBNET_ID : ConfigField.FUNC_VPC_VPC_ID,
                "",
                "vpc_id and subnet_id together, or neither",
                Violation.Rule.SUBNET);
    }

    private static void known(FuncVpc vpc, Vpcs declared, Findings findings) {
        if (vpc.equals(FuncVpc.NONE) || declared.isEmpty()) {
            return;
        }
        var network = declared.vpc(vpc.vpcId());
        findings.require(
                network.isPresent(),
                ConfigField.FUNC_VPC_VPC_ID,
                vpc.vpcId(),
                "a network that this server declares: "
                        + ids(declared.all().stream().map(Vpc::id)),
                Violation.Rule.VPC);
        network.ifPresent(found -> findings.require(
                declared.subnet(vpc).isPresent(),
                ConfigField.FUNC_VPC_SUBNET_ID,
                vpc.subnetId(),
                "a subnet of " + found.id() + ": "
                        + ids(found.subnets().stream().map(Subnet::id)),
                Violation.Rule.SUBNET));
    }

    private static String ids(Stream<String> ids) {
        return ids.limit(MOST_IDS_SHOWN).collect(Collectors.joining(", "));
    }

    private static void vpcId(String id, ConfigField field, Findings findings) {
        findings.require(
                id.length() <= LONGEST_VPC_ID,
                field,
                id,
                "an id of at most " + LONGEST_VPC_ID + " characters",
                Violation.Rule.SUBNET);
    }

    private static void strategy(ConfigChange.StrategyChange change, ConfigLimits limits, Findings findings) {
        if (change.maxInstances() != null) {
            int wanted = change.maxInstances();
            findings.require(
                    wanted >= Strategy.UNLIMITED && wanted <= limits.mostInstances(),
                    ConfigField.STRATEGY_CONFIG_CONCURRENCY,
                    wanted,
                    limits.mostInstances() == 0
                            ? "0 (disabled) or -1 (enabled)"
                            : "0 (disabled), -1 (no limit) or 1 to " + limits.mostInstances(),
                    Violation.Rule.CONCURRENCY);
        }
        if (change.concurrentNum() != null) {
            findings.require(
                    change.concurrentNum() >= 1 && change.concurrentNum() <= MOST_CALLS_PER_INSTANCE,
                    ConfigField.STRATEGY_CONFIG_CONCURRENT_NUM,
                    change.concurrentNum(),
                    "1 to " + MOST_CALLS_PER_INSTANCE,
                    Violation.Rule.CONCURRENCY);
        }
    }
}
