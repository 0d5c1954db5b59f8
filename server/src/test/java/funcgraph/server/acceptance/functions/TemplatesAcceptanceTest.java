package funcgraph.server.acceptance.functions;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Reply;
import funcgraph.server.acceptance.Sample;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Templates of functions: each makes a function that does what it says (functiongraph-api 2.9). */
class TemplatesAcceptanceTest {

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.start();
        api = Api.of(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "hello-python | {'name': 'you'} | {'message': 'Hello, you!'}",
                "hello-node | {} | {'message': 'Hello, world!'}",
                "hello-php | {'name': 'you'} | {'message': 'Hello, you!'}",
                "web-api-python | {'httpMethod': 'PUT'} | {'statusCode': 405, 'headers': {'Content-Type': 'application/json'}, 'isBase64Encoded': false, 'body': '{\\\"error\\\": \\\"allowed: GET, POST\\\"}'}",
                "web-api-node | {'httpMethod': 'POST', 'isBase64Encoded': true, 'body': 'eyJhIjoxfQ=='} | {'statusCode': 201, 'headers': {'Content-Type': 'application/json'}, 'isBase64Encoded': false, 'body': '{\\\"a\\\":1}'}",
                "web-page-python | {'queryStringParameters': {'name': '<b>'}} | {'statusCode': 200, 'headers': {'Content-Type': 'text/html; charset=utf-8'}, 'isBase64Encoded': false, 'body': '<!DOCTYPE html><title>Hello</title><h1>Hello, &lt;b&gt;!</h1>'}",
                "timer-python | {'time': 'T', 'trigger_name': 'n', 'user_event': 'e'} | {'due': 'T', 'task': 'e'}",
                "object-events-python | {'Records': [{'eventName': 'ObjectCreated:Put', 'obs': {'bucket': {'name': 'b'}, 'object': {'key': 'a+b%2Fc', 'size': 3}}}]} | [{'event': 'ObjectCreated:Put', 'bucket': 'b', 'key': 'a b/c', 'size': 3}]",
                "message-batch-python | {'records': [{'topic_id': 't', 'messages': ['{}', 'no']}]} | {'topics': {'t': 2}, 'not_json': 1}",
                "notification-node | {'record': [{'smn': {'topic_urn': 'u', 'subject': 's', 'message': 'm'}}]} | [{'topic': 'u', 'subject': 's', 'message': 'm'}]",
                "forward-python | {} | {'error': 'set the variable TARGET to a URL'}",
                "transform-node | {'csv': 'a,b\\n1,\\\"x, y\\\"\\n2,z'} | [{'a': '1', 'b': 'x, y'}, {'a': '2', 'b': 'z'}]",
            })
    void a_template_makes_a_function_that_works(String id, String event, String result) {
        var template = show(id);
        create(template).ok();
        var answer = api.invoke(id, event.replace('\'', '"')).ok().json();
        assertThat(answer).isEqualTo(Api.json(result.replace('\'', '"')));
        api.delete(id).gone();
    }

    @Test
    void the_health_check_tells_what_fails() {
        create(show("health-check-node").deepCopy()).ok();
        api.updateConfig(
                        "health-check-node",
                        "{\"user_data\": \"{\\\"URLS\\\": \\\"%s/v3, %s/nowhere\\\"}\"}"
                                .formatted(server.endpoint(), server.endpoint()))
                .ok();
        var answer = api.invoke("health-check-node", "{}").ok().json();
        assertThat(answer.path("checked").asInt()).isEqualTo(2);
    }

    @Test
    void the_list_is_filtered_and_paged() {
        var all = list("").path("func_templates");
        assertThat(all.size()).isGreaterThanOrEqualTo(12);
        assertThat(list("?runtime=PHP8.3").path("func_templates")).hasSize(1);
        assertThat(list("?scene=web_application&service=apig").path("func_templates"))
                .hasSize(3);
        assertThat(list("?ispublic=false").path("func_templates")).isEmpty();
        var page = list("?marker=2&maxitems=3");
        assertThat(page.path("next_marker").asInt()).isEqualTo(5);
        assertThat(page.at("/func_templates/0/id")).isEqualTo(all.get(2).path("id"));
        send("/x").refused(404, "FSS.1059");
    }

    private static Reply create(JsonNode template) {
        var request = Sample.metadata(
                template.path("id").asString(),
                template.path("runtime").asString(),
                template.path("handler").asString());
        request.put("code_type", template.path("code_type").asString())
                .put("timeout", template.path("timeout").asInt())
                .put("user_data", template.path("user_data").asString());
        request.putObject("func_code").put("file", template.path("code").asString());
        return api.create(request);
    }

    private static JsonNode show(String id) {
        return send("/" + id).ok().json();
    }

    private static JsonNode list(String query) {
        return send(query).ok().json();
    }

    private static Reply send(String rest) {
        return api.send("GET", "/v2/" + api.projectId() + "/fgs/templates" + rest, Map.of(), new byte[0]);
    }
}
