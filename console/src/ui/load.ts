import { useCallback, useEffect, useRef, useState } from "react";

export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
  readonly replace: (data: T) => void;
}

/**
 * Loads when the key changes, and again on demand. What is there stays until the new is: a page that reloads does not
 * flicker. An answer that comes late, of another key, is not shown.
 */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>, everyMs = 0): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: unknown; loading: boolean }>({ key, loading: true });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...(before.key === key ? before : { key }), key, loading: true }));
    latest
      .current(abort.signal)
      .then((data) => setState({ key, data, loading: false }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) {
          setState((before) => ({ ...before, key, error, loading: false }));
        }
      });
    return () => abort.abort();
  }, [key, round]);

  useEffect(() => {
    if (everyMs <= 0) {
      return undefined;
    }
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") {
        setRound((before) => before + 1);
      }
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const replace = useCallback((data: T) => setState({ key, data, loading: false }), [key]);
  const current = state.key === key;
  return {
    data: current ? state.data : undefined,
    error: current ? state.error : undefined,
    loading: !current || state.loading,
    reload,
    replace,
  };
}
