package funcgraph.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.HeaderNames;
import tools.jackson.databind.JsonNode;

/** A function that runs whatever Python it is sent, as an attacker's would. */
public record Hostile(Deployed function) {

    private static final String CODE = """
            import os, sys, subprocess, socket, ctypes, signal, time, threading, json
            def tried(action):
                try:
                    return str(action())
                except BaseException as e:
                    return type(e).__name__
            def handler(event, context):
                scope = dict(globals(), event=event, context=context)
                exec(event["code"], scope)
                return scope.get("answer")
            def initializer(context):
                exec(context.getUserData("init"), dict(globals()))
            """;

    /**
     * Creates the function.
     *
     * @param fields JSON object of create request fields that differ from the usual
     */
    public static Hostile create(Api api, String name, String fields) {
        var request = Sample.inline(name, "Python3.9", "index.handler", CODE);
        request.put("timeout", 20).put("memory_size", 256);
        request.setAll((tools.jackson.databind.node.ObjectNode) Api.json(fields));
        api.create(request).ok();
        return new Hostile(new Deployed(api, name));
    }

    public static String event(String code) {
        return Sample.object().put("code", code).toString();
    }

    /** What the code leaves in {@code answer}. */
    public JsonNode run(String code) {
        return function.result(event(code));
    }

    /** Asserts that the code ends in a failure of the function with this code. */
    public Reply fails(String code, String errorCode) {
        var answer = function.callWithLog(event(code));
        assertThat(answer.status()).as(answer::text).isEqualTo(500);
        assertThat(answer.header(HeaderNames.FUNC_ERR_CODE)).as(answer::text).isEqualTo(errorCode);
        return answer;
    }

    /** Asserts that the next call finds everything in order. */
    public void isWell() {
        assertThat(run("answer = 1 + 1").intValue()).isEqualTo(2);
    }
}
