import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark";

const STORED = "funcgraph.theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

let chosen = localStorage.getItem(STORED);

function theme(): Theme {
  if (chosen === "light" || chosen === "dark") {
    return chosen;
  }
  return system.matches ? "dark" : "light";
}

/** Puts the theme on the page; what the user chose counts over what the system wants. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = theme();
  listeners.forEach((listener) => listener());
}

system.addEventListener("change", applyTheme);

export function chooseTheme(next: Theme): void {
  chosen = next;
  localStorage.setItem(STORED, next);
  applyTheme();
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    theme,
  );
}
