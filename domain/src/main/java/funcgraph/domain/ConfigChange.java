package funcgraph.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants changed. A null component keeps what is there; an empty value ({@code ""}, {@code NONE}, 0 for an
 * optional number) clears it (design, section 4).
 *
 * @param misread what could not be read into the components, found while translating from the wire
 * @param dependVersionIds of the dependencies that the function is to use, a list that may be empty
 * @param codeUrl where code_type {@code obs} fetches new code from; null leaves the code alone
 */
public record ConfigChange(
        List<Violation> misread,
        @Nullable RuntimeChoice runtime,
        @Nullable CodeType codeType,
        @Nullable String codeUrl,
        @Nullable String description,
        @Nullable String handler,
        @Nullable Integer memoryMb,
        @Nullable Integer timeoutSeconds,
        @Nullable UserData userData,
        @Nullable UserData encryptedUserData,
        @Nullable String dependencyPkg,
        @Nullable String xrole,
        @Nullable String appXrole,
        HookChange initializer,
        @Nullable FuncVpc vpc,
        StrategyChange strategy,
        @Nullable String extendConfig,
        @Nullable MountConfig mounts,
        ExtrasChange extras,
        @Nullable List<String> dependVersionIds) {

    public ConfigChange {
        misread = List.copyOf(misread);
        dependVersionIds = dependVersionIds == null ? null : List.copyOf(dependVersionIds);
    }

    /** A change that changes nothing. */
    public static final ConfigChange NOTHING = new ConfigChange(
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            HookChange.NOTHING,
            null,
            StrategyChange.NOTHING,
            null,
            null,
            ExtrasChange.NOTHING,
            null);

    /** Only another limit of instances. */
    public static ConfigChange ofMaxInstances(int most) {
        return new ConfigChange(
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                HookChange.NOTHING,
                null,
                new StrategyChange(most, null),
                null,
                null,
                ExtrasChange.NOTHING,
                null);
    }

    /** The runtime that was named: one of the names, or only the family, as in the seed page's example. */
    public sealed interface RuntimeChoice {

        record Named(RuntimeName name) implements RuntimeChoice {}

        record OfFamily(RuntimeName.Family family) implements RuntimeChoice {}

        /** The runtime meant, given the present one; null when only a family is named that is not the present one's. */
        default @Nullable RuntimeName resolve(RuntimeName present) {
            return switch (this) {
                case Named(RuntimeName name) -> name;
                case OfFamily(RuntimeName.Family family) -> present.family() == family ? present : null;
            };
        }
    }

    /** Handler and timeout of a hook; they may come one without the other. */
    public record HookChange(
            @Nullable String handler, @Nullable Integer timeoutSeconds) {

        public static final HookChange NOTHING = new HookChange(null, null);

        Hook applyTo(Hook present) {
            var newHandler = kept(handler, present.handler());
            int newTimeout = kept(timeoutSeconds, present.timeoutSeconds());
            return newHandler.isEmpty() && handler != null ? Hook.NONE : new Hook(newHandler, newTimeout);
        }
    }

    /** Terraform sends concurrent_num alone; what is absent is kept, never defaulted to 0 (functiongraph-api 3.2). */
    public record StrategyChange(
            @Nullable Integer maxInstances, @Nullable Integer concurrentNum) {

        public static final StrategyChange NOTHING = new StrategyChange(null, null);

        Strategy applyTo(Strategy present) {
            return new Strategy(
                    kept(maxInstances, present.maxInstances()), kept(concurrentNum, present.concurrentNum()));
        }
    }

    /** The fields that came after the seed page. */
    public record ExtrasChange(
            HookChange preStop,
            @Nullable String heartbeatHandler,
            HookChange restoreHook,
            @Nullable Integer gpuMemoryMb,
            @Nullable String gpuType,
            @Nullable Integer ephemeralStorageMb,
            @Nullable CustomImage customImage,
            @Nullable String enterpriseProjectId,
            LogChange log,
            @Nullable NetworkController networkController,
            @Nullable String peeringCidr,
            @Nullable String domainNames,
            @Nullable Boolean dynamicMemory,
            @Nullable Boolean stateful,
            @Nullable Boolean authInHeader,
            @Nullable Boolean classIsolation,
            @Nullable Boolean returnStream,
            @Nullable String userDataKmsKeyId,
            @Nullable String codeKmsKeyId,
            @Nullable String engineType) {

        public static final ExtrasChange NOTHING = new ExtrasChange(
                HookChange.NOTHING,
                null,
                HookChange.NOTHING,
                null,
                null,
                null,
                null,
                null,
                LogChange.NOTHING,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);

        FunctionConfig.Extras applyTo(FunctionConfig.Extras present) {
            return new FunctionConfig.Extras(
                    preStop.applyTo(present.preStop()),
                    kept(heartbeatHandler, present.heartbeatHandler()),
                    restoreHook.applyTo(present.restoreHook()),
                    kept(gpuMemoryMb, present.gpuMemoryMb()),
                    kept(gpuType, present.gpuType()),
                    kept(ephemeralStorageMb, present.ephemeralStorageMb()),
                    kept(customImage, present.customImage()),
                    "".equals(enterpriseProjectId)
                            ? FunctionConfig.Extras.NONE.enterpriseProjectId()
                            : kept(enterpriseProjectId, present.enterpriseProjectId()),
                    log.applyTo(present.log()),
                    kept(networkController, present.networkController()),
                    kept(peeringCidr, present.peeringCidr()),
                    kept(domainNames, present.domainNames()),
                    kept(dynamicMemory, present.dynamicMemory()),
                    kept(stateful, present.stateful()),
                    kept(authInHeader, present.authInHeader()),
                    kept(classIsolation, present.classIsolation()),
                    kept(returnStream, present.returnStream()),
                    kept(userDataKmsKeyId, present.userDataKmsKeyId()),
                    kept(codeKmsKeyId, present.codeKmsKeyId()),
                    kept(engineType, present.engineType()));
        }
    }

    /** {@code log_config}, {@code enable_lts_log} and {@code lts_custom_tag} come separately. */
    public record LogChange(
            @Nullable Boolean enabled,
            @Nullable LogStream stream,
            @Nullable Map<String, String> customTags) {

        public static final LogChange NOTHING = new LogChange(null, null, null);

        /** The four parts of {@code log_config}; all empty clears it. */
        public record LogStream(String groupId, String groupName, String streamId, String streamName) {}

        LogSettings applyTo(LogSettings present) {
            var presentStream =
                    new LogStream(present.groupId(), present.groupName(), present.streamId(), present.streamName());
            var newStream = kept(stream, presentStream);
            return new LogSettings(
                    kept(enabled, present.enabled()),
                    newStream.groupId(),
                    newStream.groupName(),
                    newStream.streamId(),
                    newStream.streamName(),
                    kept(customTags, present.customTags()));
        }
    }

    /** The metadata that results. The rules are checked on it, by {@link ConfigRules}, before it is stored. */
    public FunctionConfig applyTo(FunctionConfig present) {
        var newRuntime = runtime == null ? present.runtime() : runtime.resolve(present.runtime());
        return new FunctionConfig(
                kept(newRuntime, present.runtime()),
                kept(handler, present.handler()),
                kept(memoryMb, present.memoryMb()),
                kept(timeoutSeconds, present.timeoutSeconds()),
                kept(userData, present.userData()),
                kept(encryptedUserData, present.encryptedUserData()),
                kept(dependencyPkg, present.dependencyPkg()),
                kept(description, present.description()),
                kept(xrole, present.xrole()),
                appXrole == null ? present.appXrole() : appXrole.isEmpty() ? null : appXrole,
                initializer.applyTo(present.initializer()),
                kept(vpc, present.vpc()),
                strategy.applyTo(present.strategy()),
                kept(extendConfig, present.extendConfig()),
                kept(mounts, present.mounts()),
                extras.applyTo(present.extras()));
    }

    private static <T> T kept(@Nullable T wanted, T present) {
        return wanted == null ? present : wanted;
    }
}
