import { useSyncExternalStore } from "react";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
}

const SHOWN_MS = 5000;
const MOST = 4;

let toasts: readonly Toast[] = [];
let nextId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}

/** Says something in passing. */
export function toast(text: string, bad = false): void {
  nextId += 1;
  const id = nextId;
  set([...toasts, { id, text, bad }].slice(-MOST));
  setTimeout(() => set(toasts.filter((each) => each.id !== id)), SHOWN_MS);
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((each) => (
        <div key={each.id} className={`toast fade ${each.bad ? "bad" : ""}`}>
          {each.text}
        </div>
      ))}
    </div>
  );
}
