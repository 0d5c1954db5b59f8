package funcgraph.engine.trigger;

import funcgraph.domain.trigger.ApiSpec;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which function answers which request: all APIs of the gateway in memory, a tree for each group, environment and method.
 * Look-ups take no lock and may come from event loops; changes come one after the other.
 */
public final class GatewayTable {

    private static final int GROUP_DIGITS = 20;

    private final ConcurrentHashMap<Door, ApiTree> trees = new ConcurrentHashMap<>();
    private final Map<String, ApiRoute> byTrigger = new ConcurrentHashMap<>();
    private final Map<String, List<String>> byFunction = new ConcurrentHashMap<>();
    private final String region;

    public GatewayTable(String region) {
        this.region = region;
    }

    private record Door(String group, String environment, String method) {}

    /** A request's route. {@code parameters} of the path are as they stood in it, percent-encoded. */
    public record Found(ApiRoute route, Map<String, String> parameters) {}

    /**
     * A group's name in addresses. Group ids are chosen by whoever makes the first API of a group, so two projects may
     * choose the same; this tells them apart.
     */
    public static String groupName(String projectId, String groupId) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var text = projectId + "\0" + groupId;
            return HexFormat.of()
                    .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, GROUP_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** An environment's name in addresses. */
    public static String environmentName(ApiSpec api) {
        return api.environmentId().equals(ApiSpec.RELEASE_ID) ? ApiSpec.RELEASE : api.environmentId();
    }

    /** What stands before an API's own path in its address: {@code /GROUP/ENVIRONMENT}. */
    public static String prefix(String projectId, ApiSpec api) {
        return "/" + groupName(projectId, api.groupId()) + "/" + environmentName(api);
    }

    /**
     * The API that answers a request.
     *
     * @param path the API's part of the path, percent-encoded, from its slash on
     */
    public @Nullable Found find(String group, String environment, String method, String path) {
        var own = hit(group, environment, method, path);
        var any = own != null && own.rank() == ApiTree.Rank.WHOLE
                ? null
                : hit(group, environment, ApiSpec.ANY_METHOD, path);
        var hit = own == null || (any != null && any.rank().compareTo(own.rank()) < 0) ? any : own;
        return hit == null ? null : new Found(hit.route(), hit.parameters());
    }

    /** How many APIs there are. */
    public int size() {
        return byTrigger.size();
    }

    /** A trigger is new or changed. One of another type is no concern of ours. */
    synchronized void put(Trigger trigger) {
        if (!trigger.type().isGateway() || !(trigger.spec() instanceof TriggerSpec.Gateway(ApiSpec api))) {
            return;
        }
        remove(trigger.id());
        var route = new ApiRoute(trigger.id(), trigger.functionId(), trigger.urn(region), api);
        byTrigger.put(trigger.id(), route);
        byFunction
                .computeIfAbsent(trigger.functionId(), ignored -> new ArrayList<>())
                .add(trigger.id());
        trees.computeIfAbsent(door(route), ignored -> new ApiTree()).put(route);
    }

    synchronized void remove(String triggerId) {
        var route = byTrigger.remove(triggerId);
        if (route == null) {
            return;
        }
        byFunction.computeIfPresent(route.functionId(), (ignored, ids) -> {
            ids.remove(triggerId);
            return ids.isEmpty() ? null : ids;
        });
        trees.computeIfPresent(door(route), (ignored, tree) -> {
            tree.remove(route);
            return tree.isEmpty() ? null : tree;
        });
    }

    /** Versions or aliases of a function are gone, or all of it: so are its APIs for which {@code stays} does not hold. */
    public synchronized void retain(String functionId, Predicate<String> stays) {
        for (var id : List.copyOf(byFunction.getOrDefault(functionId, List.of()))) {
            var route = byTrigger.get(id);
            if (route != null && !stays.test(route.urn().qualifier().text())) {
                remove(id);
            }
        }
    }

    private ApiTree.@Nullable Hit hit(String group, String environment, String method, String path) {
        var tree = trees.get(new Door(group, environment, method));
        return tree == null ? null : tree.find(path);
    }

    private static Door door(ApiRoute route) {
        var api = route.api();
        return new Door(groupName(route.urn().key().projectId(), api.groupId()), environmentName(api), api.method());
    }
}
