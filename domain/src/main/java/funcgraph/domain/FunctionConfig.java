package funcgraph.domain;

import org.jspecify.annotations.Nullable;

/**
 * A function's metadata: everything that {@code PUT …/config} can change (seed page table 2; functiongraph-api 1.3).
 * Strings are {@code ""} and objects their {@code NONE} when unset.
 *
 * @param memoryMb memory limit in MB
 * @param timeoutSeconds time limit of one call
 * @param dependencyPkg URL of a zip of third-party software in the object store
 * @param xrole agency whose credentials the function gets
 * @param appXrole agency for execution alone; null until one is named, as in the seed page's sample
 */
public record FunctionConfig(
        RuntimeName runtime,
        String handler,
        int memoryMb,
        int timeoutSeconds,
        UserData userData,
        UserData encryptedUserData,
        String dependencyPkg,
        String description,
        String xrole,
        @Nullable String appXrole,
        Hook initializer,
        FuncVpc vpc,
        Strategy strategy,
        String extendConfig,
        MountConfig mounts,
        Extras extras) {

    /** The least metadata of a new function, before its create request is applied. */
    public static FunctionConfig initial(RuntimeName runtime) {
        return new FunctionConfig(
                runtime,
                "",
                128,
                3,
                UserData.NONE,
                UserData.NONE,
                "",
                "",
                "",
                null,
                Hook.NONE,
                FuncVpc.NONE,
                Strategy.DEFAULT,
                "",
                MountConfig.NONE,
                Extras.NONE);
    }

    /** The same metadata with another dependency package, which an update of the code may bring. */
    public FunctionConfig withDependencyPkg(String url) {
        return new FunctionConfig(
                runtime,
                handler,
                memoryMb,
                timeoutSeconds,
                userData,
                encryptedUserData,
                url,
                description,
                xrole,
                appXrole,
                initializer,
                vpc,
                strategy,
                extendConfig,
                mounts,
                extras);
    }

    /** The same metadata without mounted disks. */
    public FunctionConfig withoutMounts() {
        return new FunctionConfig(
                runtime,
                handler,
                memoryMb,
                timeoutSeconds,
                userData,
                encryptedUserData,
                dependencyPkg,
                description,
                xrole,
                appXrole,
                initializer,
                vpc,
                strategy,
                extendConfig,
                MountConfig.NONE,
                extras);
    }

    /** CPU share in millicores: memory / 128 * 100 + 200 (seed page, response table). */
    public int cpuMillicores() {
        return memoryMb * 100 / 128 + 200;
    }

    /**
     * The fields that came after the seed page. They are stored and returned; the part of the platform that honours one
     * is named in the compatibility document.
     *
     * @param gpuMemoryMb 0 for none
     * @param ephemeralStorageMb size of /tmp, 512 or 10240
     * @param returnStream whether a response goes to its caller as it comes
     * @param peeringCidr at most five CIDRs separated by {@code ;}
     * @param domainNames JSON text of private DNS zones
     */
    public record Extras(
            Hook preStop,
            String heartbeatHandler,
            Hook restoreHook,
            int gpuMemoryMb,
            String gpuType,
            int ephemeralStorageMb,
            CustomImage customImage,
            String enterpriseProjectId,
            LogSettings log,
            NetworkController networkController,
            String peeringCidr,
            String domainNames,
            boolean dynamicMemory,
            boolean stateful,
            boolean authInHeader,
            boolean classIsolation,
            boolean returnStream,
            String userDataKmsKeyId,
            String codeKmsKeyId,
            String engineType) {

        public static final Extras NONE = new Extras(
                Hook.NONE,
                "",
                Hook.NONE,
                0,
                "",
                512,
                CustomImage.NONE,
                "0",
                LogSettings.NONE,
                NetworkController.NONE,
                "",
                "",
                false,
                false,
                false,
                false,
                false,
                "",
                "",
                "v2");
    }
}
