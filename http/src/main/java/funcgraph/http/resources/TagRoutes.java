package funcgraph.http.resources;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.Limits;
import funcgraph.contract.ProjectTagsResponse;
import funcgraph.contract.ResourceInstancesRequest;
import funcgraph.contract.ResourceInstancesResponse;
import funcgraph.contract.TagsRequest;
import funcgraph.contract.TagsResponse;
import funcgraph.domain.FunctionKey;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.Tag;
import funcgraph.domain.TaggedFunction;
import funcgraph.engine.control.Tags;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tags of functions (functiongraph-api 2.9). What the URN says of a version is not looked at. */
public final class TagRoutes {

    private final Tags tags;
    private final String region;

    public TagRoutes(Tags tags, String region) {
        this.tags = tags;
        this.region = region;
    }

    public Answer add(ApiRequest request) {
        var key = key(request);
        tags.list(key);
        tags.add(key, read(request, "create"));
        return Answer.noContent();
    }

    public Answer remove(ApiRequest request) {
        var key = key(request);
        tags.list(key);
        tags.remove(key, read(request, "delete"));
        return Answer.noContent();
    }

    public Answer list(ApiRequest request) {
        return Answer.ok(new TagsResponse(shown(tags.list(key(request))), List.of()));
    }

    public Answer ofProject(ApiRequest request) {
        var all = tags.ofProject(request.parameter(Route.PROJECT)).entrySet().stream()
                .map(entry -> new ProjectTagsResponse.Tag(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
        return Answer.ok(new ProjectTagsResponse(all, List.of()));
    }

    public Answer filter(ApiRequest request) {
        var wire = instances(request);
        var found = found(request, wire);
        int offset = number(wire.offset(), "offset", 0);
        int limit = Math.min(number(wire.limit(), "limit", Limits.PAGE_ITEMS), Limits.PAGE_ITEMS);
        var page = found.stream().skip(offset).limit(limit).map(this::instance).toList();
        return Answer.ok(new ResourceInstancesResponse(page, found.size()));
    }

    public Answer count(ApiRequest request) {
        return Answer.ok(new ResourceInstancesResponse(
                null, found(request, instances(request)).size()));
    }

    private static ResourceInstancesRequest instances(ApiRequest request) {
        return Json.bind(Json.objectOrNothing(request.body()), ResourceInstancesRequest.class);
    }

    private List<TaggedFunction> found(ApiRequest request, ResourceInstancesRequest wire) {
        Map<String, Set<String>> wanted = new HashMap<>();
        if (wire.tags() != null) {
            wire.tags()
                    .forEach(tag ->
                            wanted.put(orEmpty(tag.key()), tag.values() == null ? Set.of() : Set.copyOf(tag.values())));
        }
        var search = new Tags.Search(Boolean.TRUE.equals(wire.withoutAnyTag()), wanted, name(wire));
        return tags.find(request.parameter(Route.PROJECT), search);
    }

    private static Optional<String> name(ResourceInstancesRequest wire) {
        List<TagsRequest.Tag> matches = wire.matches() == null ? List.of() : wire.matches();
        for (var match : matches) {
            if (!"resource_name".equals(match.key())) {
                throw new Rejected(
                        ErrorCode.INVALID_PARAMETER, "matches.key is '" + match.key() + "'; allowed: resource_name");
            }
        }
        return matches.isEmpty()
                ? Optional.empty()
                : Optional.of(orEmpty(matches.getFirst().value()));
    }

    private ResourceInstancesResponse.Instance instance(TaggedFunction tagged) {
        return new ResourceInstancesResponse.Instance(
                FunctionUrn.unqualified(region, tagged.key()),
                new ResourceInstancesResponse.Detail(tagged.functionId()),
                shown(tagged.tags()),
                List.of(),
                tagged.key().name());
    }

    private static List<TagsResponse.Tag> shown(List<Tag> tags) {
        return tags.stream()
                .map(tag -> new TagsResponse.Tag(tag.key(), tag.value()))
                .toList();
    }

    private static List<Tag> read(ApiRequest request, String action) {
        var wire = Json.bind(Json.object(request.body()), TagsRequest.class);
        if (wire.action() != null && !wire.action().isEmpty() && !wire.action().equals(action)) {
            throw new Rejected(ErrorCode.INVALID_PARAMETER, "action is '" + wire.action() + "'; allowed: " + action);
        }
        return wire.tags() == null
                ? List.of()
                : wire.tags().stream()
                        .map(tag -> new Tag(orEmpty(tag.key()), orEmpty(tag.value())))
                        .toList();
    }

    private static int number(@Nullable Object value, String field, int absent) {
        var text = value == null ? "" : value.toString();
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new Rejected(
                ErrorCode.INVALID_PARAMETER,
                field + " is '" + text + "'; allowed: a number from 0 to " + Integer.MAX_VALUE);
    }

    private FunctionKey key(ApiRequest request) {
        return request.urn(region).key();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
