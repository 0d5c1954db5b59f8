import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

/** Where the console is mounted. */
export const BASE = "/console";

const listeners = new Set<() => void>();

/** Asked before a page is left; false keeps it. */
let guard: (() => boolean) | null = null;

let shown = here();

function here(): string {
  return window.location.pathname.slice(BASE.length) || "/";
}

function tell(): void {
  shown = here();
  listeners.forEach((listener) => listener());
}

window.addEventListener("popstate", () => {
  if (guard !== null && here() !== shown && !guard()) {
    window.history.pushState(null, "", BASE + shown);
    return;
  }
  tell();
});

window.addEventListener("beforeunload", (event) => {
  if (guard !== null) {
    event.preventDefault();
  }
});

/** Keeps the page until `mayLeave` says yes; null lets go. */
export function guardLeaving(mayLeave: (() => boolean) | null): void {
  guard = mayLeave;
}

export function navigate(path: string, replace = false): void {
  if (guard !== null && path !== shown && !guard()) {
    return;
  }
  guard = null;
  if (replace) {
    window.history.replaceState(null, "", BASE + path);
  } else {
    window.history.pushState(null, "", BASE + path);
  }
  tell();
  window.scrollTo(0, 0);
}

/** The path below the console's own, beginning with a slash. */
export function usePath(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string };

/** A real link, so that it can be opened in a new tab; a plain click stays in this page. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    onClick?.(event);
    if (!event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      navigate(to);
    }
  }
  return <a href={BASE + to} onClick={follow} {...rest} />;
}

export function functionPath(urn: string, tab = "code"): string {
  return `/functions/${encodeURIComponent(urn)}/${tab}`;
}
