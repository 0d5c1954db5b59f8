package funcgraph.server.acceptance.functions;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Publishing;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random sequences of operations, each from a seed, get from the server the answers that {@link ModelledFunctions} says.
 * The sequences run side by side, each on functions of its own; {@code -Dfuncgraph.sequences=N} runs another number.
 */
class RandomSequencesAcceptanceTest {

    private static final int SEQUENCES = Integer.getInteger("funcgraph.sequences", 500);
    private static final int OPERATIONS = 14;
    private static final int AT_ONCE = 8;

    private static final List<String> VERSIONS = List.of("v1", "v2", "v3", "v4");
    private static final List<String> ALIASES = List.of("prod", "test", "gray");

    @Test
    void any_sequence_of_operations_is_answered_as_by_the_model() throws Exception {
        try (var server = PackagedServer.start(
                        "--quotas.versions",
                        Integer.toString(ModelledFunctions.MOST_VERSIONS),
                        "--quotas.aliases",
                        Integer.toString(ModelledFunctions.MOST_ALIASES));
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var api = Api.of(server);
            var running = new ArrayList<Future<?>>();
            for (int seed = 0; seed < SEQUENCES; seed++) {
                var sequence = new Sequence(api, seed);
                running.add(threads.submit(sequence::run));
            }
            for (var each : running) {
                each.get();
            }
            assertThat(api.list("").ok().json().path("count").asInt()).isZero();
        }
    }

    /** One sequence, which ends with the deletion of what it has made. */
    private static final class Sequence {

        private final Api api;
        private final SplittableRandom random;
        private final ModelledFunctions model = new ModelledFunctions();
        private final List<String> names;
        private final List<String> history = new ArrayList<>();
        private int changes;

        Sequence(Api api, int seed) {
            this.api = api;
            this.random = new SplittableRandom(seed);
            this.names = List.of("s" + seed + "-a", "s" + seed + "-b");
            history.add("seed " + seed);
        }

        void run() {
            for (int i = 0; i < OPERATIONS; i++) {
                step();
            }
            for (var name : names) {
                agrees(name);
                check("delete " + name, model.delete(name), api.delete(name));
            }
        }

        private void step() {
            var name = one(names);
            var version = one(VERSIONS);
            var alias = one(ALIASES);
            switch (random.nextInt(12)) {
                case 0, 1 -> create(name);
                case 2, 3 -> change(name);
                case 4 -> check("delete " + name, model.delete(name), api.delete(name));
                case 5, 6 ->
                    check(
                            "publish " + name + " as " + version,
                            model.publish(name, version),
                            publishing(name).publish("{\"version\": \"" + version + "\"}"));
                case 7 ->
                    check(
                            "delete " + name + ":" + version,
                            model.deleteVersion(name, version),
                            api.delete(publishing(name).urn(version)));
                case 8, 9 -> point(name, alias);
                case 10 ->
                    check(
                            "delete " + name + "!" + alias,
                            model.deleteAlias(name, alias),
                            publishing(name).deleteAlias(alias));
                default -> show(name, random.nextBoolean() ? version : "!" + alias);
            }
            if (random.nextInt(4) == 0) {
                agrees(name);
            }
        }

        private void create(String name) {
            var description = fresh();
            var body = Sample.python(name).put("description", description);
            check("create " + name, model.create(name, description), api.create(body));
        }

        private void change(String name) {
            var description = fresh();
            check(
                    "change " + name + " to " + description,
                    model.change(name, description),
                    api.updateConfig(name, "{\"description\": \"" + description + "\"}"));
        }

        private void point(String name, String alias) {
            var to = new ModelledFunctions.Pointer(
                    random.nextInt(4) == 0 ? "latest" : one(VERSIONS), random.nextBoolean() ? "" : one(VERSIONS));
            var body = body(to);
            if (random.nextBoolean()) {
                check(
                        "create " + name + "!" + alias + " " + to,
                        model.createAlias(name, alias, to),
                        publishing(name).createAlias(body.put("name", alias).toString()));
            } else {
                check(
                        "move " + name + "!" + alias + " " + to,
                        model.moveAlias(name, alias, to),
                        publishing(name).updateAlias(alias, body.toString()));
            }
        }

        private static ObjectNode body(ModelledFunctions.Pointer to) {
            var body = Sample.object().put("version", to.version());
            if (!to.additional().isEmpty()) {
                body.putObject("additional_version_weights").put(to.additional(), 10);
            }
            return body;
        }

        private void show(String name, String qualifier) {
            var reply = api.config(publishing(name).urn(qualifier));
            var said = reply.status() == 200
                    ? "200 " + reply.json().path("description").asString()
                    : answer(reply);
            history.add("show " + name + ":" + qualifier + " -> " + said);
            assertThat(said).as(this::story).isEqualTo(model.described(name, qualifier));
        }

        /** Everything that can be listed of a function is as the model has it. */
        private void agrees(String name) {
            var modelled = model.functions().get(name);
            var function = publishing(name);
            if (modelled == null) {
                check("versions of " + name, "404 FSS.1051", function.versions(""));
                return;
            }
            var versions = new ArrayList<>(List.of("latest=" + modelled.description));
            modelled.versions.forEach((version, description) -> versions.add(version + "=" + description));
            assertThat(function.versions("")
                            .ok()
                            .json()
                            .path("versions")
                            .valueStream()
                            .map(each -> each.path("version").asString() + "="
                                    + each.path("description").asString()))
                    .as(this::story)
                    .containsExactlyElementsOf(versions);
            assertThat(function.aliases()
                            .ok()
                            .json()
                            .valueStream()
                            .collect(Collectors.toMap(
                                    each -> each.path("name").asString(),
                                    each -> new ModelledFunctions.Pointer(
                                            each.path("version").asString(),
                                            each.path("additional_version_weights").propertyNames().stream()
                                                    .findFirst()
                                                    .orElse("")))))
                    .as(this::story)
                    .isEqualTo(Map.copyOf(modelled.aliases));
        }

        private void check(String what, String expected, Reply reply) {
            history.add(what + " -> " + answer(reply));
            assertThat(answer(reply)).as(this::story).isEqualTo(expected);
        }

        private static String answer(Reply reply) {
            return reply.status() < 300 ? Integer.toString(reply.status()) : reply.status() + " " + reply.code();
        }

        private String story() {
            return String.join("\n", history);
        }

        private String fresh() {
            return "change " + ++changes;
        }

        private Publishing publishing(String name) {
            return new Publishing(api, name);
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
