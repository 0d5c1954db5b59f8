package funcgraph.engine.control;

import funcgraph.domain.Function;
import funcgraph.domain.FunctionOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Under which names the log service would keep the logs of functions: those of their metadata, or made-up ones. */
public final class LogStreams {

    private static final int AT_ONCE = 200;

    private final Functions functions;

    public LogStreams(Functions functions) {
        this.functions = functions;
    }

    /** Where the log of a function would be. */
    public record Place(String groupId, String groupName, String streamId, String streamName) {}

    /** Names that are not configured are made up, the same each time. */
    public static Place of(Function function) {
        var log = function.config().extras().log();
        return new Place(
                or(log.groupId(), id("group", function.key().projectId())),
                or(log.groupName(), "functiongraph.log.group.default"),
                or(log.streamId(), id("stream", function.id())),
                or(log.streamName(), function.key().name()));
    }

    /** The functions of a project whose logs are in that stream. */
    public List<Function> in(String projectId, String groupId, String streamId) {
        return all(projectId).stream()
                .filter(function -> {
                    var place = of(function);
                    return place.groupId().equals(groupId) && place.streamId().equals(streamId);
                })
                .toList();
    }

    /** All functions of a project. */
    public List<Function> all(String projectId) {
        var all = new ArrayList<Function>();
        List<Function> some;
        do {
            some = functions
                    .list(projectId, Optional.empty(), Optional.empty(), FunctionOrder.OF_CREATION, all.size(), AT_ONCE)
                    .functions();
            all.addAll(some);
        } while (some.size() == AT_ONCE);
        return all;
    }

    private static String id(String kind, String of) {
        return UUID.nameUUIDFromBytes((kind + "/" + of).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String or(String text, String other) {
        return text.isEmpty() ? other : text;
    }
}
