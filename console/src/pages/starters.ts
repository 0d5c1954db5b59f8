/** What the editor begins with, by language: the smallest function that shows its event and its context. */

const PYTHON = `# -*- coding:utf-8 -*-
import json


def handler(event, context):
    context.getLogger().info("called with " + json.dumps(event))
    return {"hello": event.get("name", "world")}
`;

const NODE = `exports.handler = async (event, context) => {
  console.log("called with", JSON.stringify(event));
  return { hello: event.name ?? "world" };
};
`;

const PHP = `<?php
function handler($event, $context) {
    return json_encode(array("hello" => $event->name ?? "world"));
}
`;

const CUSTOM = `#!/bin/sh
# The Runtime API is at $RUNTIME_API_ADDR: fetch an event, answer it, and so on.
while true; do
  head=$(mktemp)
  curl -sS -D "$head" -o /tmp/event "http://$RUNTIME_API_ADDR/v1/runtime/invocation/request"
  id=$(sed -n 's/^[Xx]-[Cc]ff-[Rr]equest-[Ii]d: *//p' "$head" | tr -d '\\r')
  curl -sS -X POST --data-binary @/tmp/event "http://$RUNTIME_API_ADDR/v1/runtime/invocation/response/$id"
done
`;

export interface Starter {
  readonly handler: string;
  readonly file: string;
  readonly source: string;
}

export function starterOf(runtime: string): Starter {
  if (runtime.startsWith("Python")) {
    return { handler: "index.handler", file: "index.py", source: PYTHON };
  }
  if (runtime.startsWith("Node")) {
    return { handler: "index.handler", file: "index.js", source: NODE };
  }
  if (runtime.startsWith("PHP")) {
    return { handler: "index.handler", file: "index.php", source: PHP };
  }
  if (runtime.startsWith("Java")) {
    return { handler: "com.example.Handler.handle", file: "", source: "" };
  }
  if (runtime.startsWith("C#")) {
    return { handler: "Assembly::Namespace.Class::Method", file: "", source: "" };
  }
  if (runtime.startsWith("Go") || runtime.startsWith("Cangjie")) {
    return { handler: runtime === "Go1.x" ? "handler" : "main.Handler", file: "", source: "" };
  }
  return { handler: "bootstrap", file: "bootstrap", source: CUSTOM };
}
