import { useEffect, useState } from "react";
import { logStreamPath } from "../api/calls";
import { ApiError } from "../api/http";
import type { LogLine } from "../api/observed";
import { follow, type StreamEvent } from "../api/stream";

const TAIL = 200;

/** Lines beyond it are let go at the old end: a page that follows for a day must not grow for a day. */
const MOST_LINES = 2000;

const RECONNECT_MS = 2000;

export interface LogFilter {
  readonly level: string;
  readonly text: string;
  readonly requestId: string;
}

interface Shown {
  readonly lines: readonly LogLine[];
  /** How many came faster than they could be sent. */
  readonly dropped: number;
}

const NOTHING: Shown = { lines: [], dropped: 0 };

/** A function's last lines, and each further one as it is written, while `following`; comes back after a break. */
export function useLogLines(urn: string, { level, text, requestId }: LogFilter, following: boolean) {
  const [shown, setShown] = useState<Shown>(NOTHING);
  const [error, setError] = useState<unknown>();

  useEffect(() => setShown(NOTHING), [urn, level, text, requestId]);

  useEffect(() => {
    if (!following) {
      return undefined;
    }
    const abort = new AbortController();
    setError(undefined);
    void run(abort.signal);
    return () => abort.abort();

    async function run(signal: AbortSignal): Promise<void> {
      let lastId = "";
      const show = together((more: readonly LogLine[]) => {
        if (!signal.aborted) { // else they are of a filter that is no longer asked for
          setShown((before) => ({ ...before, lines: joined(before.lines, more) }));
        }
      });
      const take = (event: StreamEvent): void => {
        if (event.event === "gap") {
          const gap = JSON.parse(event.data) as { dropped: number };
          setShown((before) => ({ ...before, dropped: before.dropped + gap.dropped }));
        } else if (event.event === "log") {
          lastId = event.id;
          show(JSON.parse(event.data) as LogLine);
        }
      };
      while (!signal.aborted) {
        try {
          await follow(logStreamPath(urn, { level, text, request_id: requestId, tail: lastId === "" ? TAIL : 0 }), lastId, signal, take);
        } catch (failure) {
          if (signal.aborted) {
            return;
          }
          if (isFinal(failure)) {
            setError(failure);
            return;
          }
        }
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    }
  }, [urn, level, text, requestId, following]);

  return { ...shown, error, clear: () => setShown(NOTHING) };
}

/** Who follows again is sent the last lines again. */
function joined(before: readonly LogLine[], more: readonly LogLine[]): readonly LogLine[] {
  const last = before.at(-1)?.seq ?? 0;
  return [...before, ...more.filter(({ seq }) => seq > last)].slice(-MOST_LINES);
}

/** What comes before the next picture is shown with it: a page that renders for each of a thousand lines stands still. */
function together<T>(show: (all: readonly T[]) => void): (one: T) => void {
  let waiting: T[] = [];
  let frame = 0;
  return (one) => {
    waiting.push(one);
    frame ||= requestAnimationFrame(() => {
      const all = waiting;
      frame = 0;
      waiting = [];
      show(all);
    });
  };
}

/** Asking again would be refused again. */
function isFinal(failure: unknown): boolean {
  return failure instanceof ApiError && (failure.isUnserved || (failure.status >= 400 && failure.status < 500));
}
