import { useSyncExternalStore } from "react";

/** Who is signed in, and to which project. Kept for this tab alone. */
export interface Session {
  readonly token: string;
  readonly expiresAt: string;
  readonly userName: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly projects: readonly Project[];
}

export interface Project {
  readonly id: string;
  readonly name: string;
}

const STORED = "funcgraph.session";
const listeners = new Set<() => void>();

let current: Session | null = read();
let ended = false;

function read(): Session | null {
  try {
    const stored = sessionStorage.getItem(STORED);
    const session = stored === null ? null : (JSON.parse(stored) as Session);
    return session !== null && Date.parse(session.expiresAt) > Date.now() ? session : null;
  } catch {
    return null;
  }
}

export function session(): Session | null {
  return current;
}

export function useSession(): Session | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Whether the last session ended by itself, which the sign-in page says once. */
export function sessionHasEnded(): boolean {
  return ended;
}

export function setSession(next: Session | null, endedByServer = false): void {
  current = next;
  ended = endedByServer;
  if (next === null) {
    sessionStorage.removeItem(STORED);
  } else {
    sessionStorage.setItem(STORED, JSON.stringify(next));
  }
  listeners.forEach((listener) => listener());
}
