import { session, setSession } from "./session";

/** A request that the server refused, or that never reached it (status 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string,
  ) {
    super(message);
  }

  /** This server, or this version of it, does not have what was asked for. */
  get isUnserved(): boolean {
    return this.status === 501 || (this.status === 404 && this.code === "FSS.0404");
  }
}

export interface Answer<T> {
  readonly body: T;
  readonly headers: Headers;
  readonly status: number;
}

export interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
  /** Without the session's token, which would count as a proof. */
  readonly anonymous?: boolean;
}

const UNAUTHORIZED = 401;

/** A path of the signed-in project's part of the API. */
export function fgs(path: string): string {
  return `/v2/${session()?.projectId ?? ""}/fgs${path}`;
}

/** The fetch itself, with the session's token; throws {@link ApiError}. */
export async function send(path: string, asked: Asked = {}): Promise<Response> {
  const headers: Record<string, string> = { ...asked.headers };
  const token = session()?.token;
  if (token !== undefined && asked.anonymous !== true && headers["X-Auth-Token"] === undefined) {
    headers["X-Auth-Token"] = token;
  }
  const init: RequestInit = { method: asked.method ?? "GET", headers, signal: asked.signal ?? null };
  if (asked.body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = typeof asked.body === "string" ? asked.body : JSON.stringify(asked.body);
  }
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") {
      throw cause;
    }
    throw new ApiError(0, "", "the server cannot be reached", "");
  }
  return response;
}

export async function refusal(response: Response): Promise<ApiError> {
  const requestId = response.headers.get("X-Request-Id") ?? "";
  let code = "";
  let message = `HTTP ${response.status}`;
  try {
    const body = (await response.json()) as {
      error_code?: string;
      error_msg?: string;
      error?: { message?: string };
    };
    code = body.error_code ?? "";
    message = body.error_msg ?? body.error?.message ?? message;
  } catch {
    // An answer that is no JSON is told by its status.
  }
  return new ApiError(response.status, code, message, requestId);
}

/** Sends a request and reads the JSON of its answer. A session that the server no longer knows ends here. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<Answer<T>> {
  const response = await send(path, asked);
  if (!response.ok) {
    const error = await refusal(response);
    if (response.status === UNAUTHORIZED && session() !== null && !path.startsWith("/v3/")) {
      setSession(null, true);
    }
    throw error;
  }
  const text = response.status === 204 ? "" : await response.text();
  return { body: (text === "" ? undefined : JSON.parse(text)) as T, headers: response.headers, status: response.status };
}

export async function body<T>(path: string, asked: Asked = {}): Promise<T> {
  return (await ask<T>(path, asked)).body;
}

/** A query string of what is set. */
export function query(values: Record<string, string | number | undefined>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
