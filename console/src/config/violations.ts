import { ApiError } from "../api/http";

export interface Violations {
  /** What is wrong with a field of that name on the wire. */
  readonly of: (field: string) => string | undefined;
  /** What belongs to none of the fields; empty when all has found its place. */
  readonly rest: string;
}

const NONE: Violations = { of: () => undefined, rest: "" };

/**
 * Finds the fields in a refusal. The server names all violations in one message, `FIELD is 'VALUE'; allowed: …`, one
 * behind the other, a few in other words; a value may hold anything, so that only the name of a known field begins another.
 */
export function violations(error: unknown, fields: readonly string[]): Violations {
  if (!(error instanceof ApiError)) {
    return error === undefined ? NONE : { of: () => undefined, rest: String(error) };
  }
  if (fields.length === 0) {
    return { of: () => undefined, rest: error.message };
  }
  const names = [...fields].sort((one, other) => other.length - one.length).map((name) => name.replace(/\./g, "\\."));
  const start = new RegExp(`(?:^|; )(${names.join("|")}) (?=(?:is|has|holds|names) )`, "g");
  const starts = [...error.message.matchAll(start)];
  const found = new Map<string, string>();
  starts.forEach((match, index) => {
    const field = match[1] ?? "";
    const from = match.index + (match[0].startsWith("; ") ? 2 : 0);
    const to = starts[index + 1]?.index ?? error.message.length;
    const text = error.message.slice(from + field.length + 1, to);
    found.set(field, [found.get(field), text].filter((part) => part !== undefined).join("; "));
  });
  const rest = starts.length === 0 ? error.message : error.message.slice(0, starts[0]?.index ?? 0);
  return { of: (field) => found.get(field), rest };
}
