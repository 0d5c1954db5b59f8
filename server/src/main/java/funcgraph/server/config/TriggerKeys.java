package funcgraph.server.config;

import static funcgraph.server.config.Entries.Field.mandatory;
import static funcgraph.server.config.Entries.Field.optional;

import funcgraph.domain.trigger.TriggerQuotas;
import funcgraph.http.gateway.Apps;
import java.util.List;

/** The keys of triggers, part of {@link Keys}. */
public final class TriggerKeys {

    public static final Key<Integer> PER_VERSION = key(
            "triggers.per_version",
            new Kinds.Whole(0, 1000),
            TriggerQuotas.DOCUMENTED.perVersion(),
            "Triggers of a version or alias of a function.");
    public static final Key<Integer> PULL = key(
            "triggers.pull_per_project",
            new Kinds.Whole(0, Integer.MAX_VALUE),
            TriggerQuotas.DOCUMENTED.pullPerProject(),
            "Triggers of a project whose events are fetched, such as KAFKA, RABBITMQ, DIS, DMS and DDS.");
    public static final Key<Integer> TIMER_GRACE = key(
            "triggers.timer_grace_seconds",
            new Kinds.Whole(0, 3600),
            300,
            "How late a timer fires for the latest time that it missed while no server ran; an older one is left out.");

    public static final Key<Integer> GATEWAY_PORT = key(
            "gateway.port",
            new Kinds.Whole(0, 65_535),
            0,
            "Port of its own for the HTTP gateway of APIG triggers; with 0 it is served on server.port below /gateway.");
    public static final Key<String> GATEWAY_URL = key(
            "gateway.url",
            Kinds.Text.matching(
                    "|https?://[^\\p{Cntrl}\\s/?#]+(/[^\\p{Cntrl}\\s?#]*)?", "empty or http(s)://HOST[:PORT][/PATH]"),
            "",
            "Where callers reach the gateway, for invoke_url, when it is not where it listens.");
    public static final Key<List<Apps.App>> GATEWAY_APPS = key(
            "gateway.apps",
            new Entries<>(
                    List.of(mandatory("name"), optional("code"), optional("key"), optional("secret")),
                    entry -> new Apps.App(
                            entry.text("name"), entry.text("code"), entry.text("key"), entry.text("secret")),
                    Apps.App::name),
            List.of(),
            "Apps that may call APIs with auth APP: by X-Apig-AppCode, or signed with key and secret.");

    static final List<Key<?>> ALL = List.of(PER_VERSION, PULL, TIMER_GRACE, GATEWAY_PORT, GATEWAY_URL, GATEWAY_APPS);

    private TriggerKeys() {}

    private static <T> Key<T> key(String name, Kind<T> kind, T byDefault, String meaning) {
        return new Key<>(name, kind, byDefault, false, null, meaning);
    }
}
