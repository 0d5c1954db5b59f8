package funcgraph.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes changes of single fields, for tests. */
final class Change {

    private Change() {}

    static ConfigChange memory(int memoryMb) {
        return of(ConfigChange.HookChange.NOTHING, null, null, memoryMb, null, null);
    }

    static ConfigChange timeout(int seconds) {
        return of(ConfigChange.HookChange.NOTHING, null, null, null, seconds, null);
    }

    static ConfigChange handler(String handler) {
        return of(ConfigChange.HookChange.NOTHING, null, handler, null, null, null);
    }

    static ConfigChange description(String text) {
        return of(ConfigChange.HookChange.NOTHING, text, null, null, null, null);
    }

    static ConfigChange userData(Map<String, String> entries) {
        return of(ConfigChange.HookChange.NOTHING, null, null, null, null, entries);
    }

    static ConfigChange initializer(@Nullable String handler, @Nullable Integer timeout) {
        return of(new ConfigChange.HookChange(handler, timeout), null, null, null, null, null);
    }

    static ConfigChange runtime(RuntimeName name) {
        return of(
                new ConfigChange.RuntimeChoice.Named(name),
                ConfigChange.HookChange.NOTHING,
                null,
                null,
                null,
                null,
                null);
    }

    static ConfigChange family(RuntimeName.Family family) {
        return of(
                new ConfigChange.RuntimeChoice.OfFamily(family),
                ConfigChange.HookChange.NOTHING,
                null,
                null,
                null,
                null,
                null);
    }

    static ConfigChange vpc(FuncVpc vpc) {
        return newer(vpc, null, ConfigChange.ExtrasChange.NOTHING);
    }

    static ConfigChange mounts(MountConfig mounts) {
        return newer(null, mounts, ConfigChange.ExtrasChange.NOTHING);
    }

    static ConfigChange image(CustomImage image) {
        return newer(null, null, extras(image, ConfigChange.LogChange.NOTHING, null));
    }

    static ConfigChange log(ConfigChange.LogChange.@Nullable LogStream stream, @Nullable Map<String, String> tags) {
        return newer(null, null, extras(null, new ConfigChange.LogChange(null, stream, tags), null));
    }

    static ConfigChange network(NetworkController controller) {
        return newer(null, null, extras(null, ConfigChange.LogChange.NOTHING, controller));
    }

    static ConfigChange of(
            ConfigChange.HookChange initializer,
            @Nullable String description,
            @Nullable String handler,
            @Nullable Integer memoryMb,
            @Nullable Integer timeout,
            @Nullable Map<String, String> userData) {
        return of(null, initializer, description, handler, memoryMb, timeout, userData);
    }

    private static ConfigChange of(
            ConfigChange.@Nullable RuntimeChoice runtime,
            ConfigChange.HookChange initializer,
            @Nullable String description,
            @Nullable String handler,
            @Nullable Integer memoryMb,
            @Nullable Integer timeout,
            @Nullable Map<String, String> userData) {
        return new ConfigChange(
                List.of(),
                runtime,
                null,
                null,
                description,
                handler,
                memoryMb,
                timeout,
                userData == null ? null : new UserData(userData.toString(), userData),
                null,
                null,
                null,
                null,
                initializer,
                null,
                ConfigChange.StrategyChange.NOTHING,
                null,
                null,
                ConfigChange.ExtrasChange.NOTHING,
                null);
    }

    private static ConfigChange newer(
            @Nullable FuncVpc vpc, @Nullable MountConfig mounts, ConfigChange.ExtrasChange extras) {
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
                ConfigChange.HookChange.NOTHING,
                vpc,
                ConfigChange.StrategyChange.NOTHING,
                null,
                mounts,
                extras,
                null);
    }

    private static ConfigChange.ExtrasChange extras(
            @Nullable CustomImage image, ConfigChange.LogChange log, @Nullable NetworkController network) {
        return new ConfigChange.ExtrasChange(
                ConfigChange.HookChange.NOTHING,
                null,
                ConfigChange.HookChange.NOTHING,
                null,
                null,
                null,
                image,
                null,
                log,
                network,
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
    }
}
