import { refusal, send } from "./http";

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/**
 * Follows a `text/event-stream` until it ends or is aborted. By fetch, since the browser's EventSource sends no header, and
 * a token belongs into no address.
 */
export async function follow(path: string, lastId: string, signal: AbortSignal, onEvent: (event: StreamEvent) => void): Promise<void> {
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (lastId !== "") {
    headers["Last-Event-ID"] = lastId;
  }
  const response = await send(path, { headers, signal });
  if (!response.ok || response.body === null) {
    throw await refusal(response);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value.replace(/\r/g, "")).split("\n\n");
    rest = blocks.pop() ?? "";
    blocks.map(parse).filter((event) => event.data !== "").forEach(onEvent);
  }
}

function parse(block: string): StreamEvent {
  const event = { id: "", event: "message", data: "" };
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) {
      continue;
    }
    const value = line.slice(colon + 1).replace(/^ /, "");
    switch (line.slice(0, colon)) {
      case "id":
        event.id = value;
        break;
      case "event":
        event.event = value;
        break;
      case "data":
        event.data += event.data === "" ? value : `\n${value}`;
        break;
    }
  }
  return event;
}
