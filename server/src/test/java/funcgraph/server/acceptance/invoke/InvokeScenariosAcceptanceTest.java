package funcgraph.server.acceptance.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.HeaderNames;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Language;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The scenario folders that have a {@code calls.json}: each call is made, and its answer, but for what differs from run to
 * run, must be the recorded one. {@code ./dev golden} records anew.
 */
class InvokeScenariosAcceptanceTest {

    private static final boolean RECORDING = "write".equals(System.getProperty("funcgraph.golden"));
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final List<String> HEADERS =
            List.of("Content-Type", HeaderNames.RESPONSE_VERSION, HeaderNames.IS_FUNC_ERR, HeaderNames.FUNC_ERR_CODE);

    private static PackagedServer server;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> scenarios() {
        return Scenario.withCalls().stream()
                .flatMap(scenario -> Stream.of(Language.values()).map(language -> Arguments.of(scenario, language)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void answers_are_the_recorded_ones(Scenario scenario, Language language) throws IOException {
        var script = Api.json(Files.readString(scenario.calls()));
        var function = Deployed.create(
                Api.of(server), scenario, language, script.path("function").toString());
        var answers = JSON.createArrayNode();
        for (var call : script.path("calls")) {
            if (call.has("function")) {
                function.change(call.path("function").toString());
            }
            answers.add(recorded(call, answer(function, call)));
        }

        var golden = scenario.golden(language);
        if (RECORDING) {
            Files.writeString(golden, JSON.writeValueAsString(answers) + "\n");
        }
        assertThat(JSON.writeValueAsString(answers) + "\n")
                .as("%s; ./dev golden records anew", golden)
                .isEqualTo(Files.readString(golden));
    }

    private static Reply answer(Deployed function, JsonNode call) {
        var headers = new TreeMap<String, String>();
        call.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        return function.call(call.path("event").toString().getBytes(UTF_8), headers);
    }

    private static ObjectNode recorded(JsonNode call, Reply answer) {
        var record = JSON.createObjectNode()
                .put("shows", call.path("shows").asString())
                .put("status", answer.status());
        var headers = record.putObject("headers");
        HEADERS.forEach(name -> headers.put(name, answer.header(name)));
        if (!answer.header(HeaderNames.FUNCTION_LOG).isEmpty()) {
            record.put("log", steady(Deployed.log(answer)));
        }
        record.set("body", steady(body(answer)));
        return record;
    }

    private static JsonNode body(Reply answer) {
        try {
            return answer.json();
        } catch (JacksonException notJson) {
            return JSON.getNodeFactory().stringNode(answer.text());
        }
    }

    /** Without what differs from run to run and from one interpreter to the next. */
    private static JsonNode steady(JsonNode body) {
        if (body instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                var value = field.getValue();
                if (field.getKey().equals("stackTrace") && !value.isEmpty()) {
                    field.setValue(JSON.createArrayNode().add("..."));
                } else {
                    field.setValue(steady(value));
                }
            });
            return object;
        }
        return body.isString() ? JSON.getNodeFactory().stringNode(steady(body.asString())) : body;
    }

    private static String steady(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "REQUEST-ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
                .replaceAll("(duration|memory used): [\\d.]+", "$1: N")
                .replaceAll("(\"stackTrace\": ?\\[)[^\\]]+", "$1...");
    }
}
