import { useSyncExternalStore } from "react";
import { en } from "./en";
import { zh } from "./zh";

export type Language = "en" | "zh";
export type Key = keyof typeof en;
export type Words = Record<Key, string>;

const LANGUAGES: Record<Language, Words> = { en, zh };
const STORED = "funcgraph.language";

let current: Language = firstLanguage();
const listeners = new Set<() => void>();

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === "en" || stored === "zh") {
    return stored;
  }
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** The text of a key, or that for one thing where `count` is one; `{name}` in it becomes the value of that name. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = LANGUAGES[current][key];
  return (String(values["count"]) === "1" ? textOr(`${key}.one`, text) : text).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** As {@link t} for a key that is put together at run time; the fallback where there is none. */
export function textOr(key: string, fallback: string): string {
  return (LANGUAGES[current] as Record<string, string>)[key] ?? fallback;
}

export function language(): Language {
  return current;
}

export function speak(next: Language): void {
  current = next;
  localStorage.setItem(STORED, next);
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  listeners.forEach((listener) => listener());
}

/** Renders again when the language changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

function locale(): string {
  return current === "zh" ? "zh-CN" : "en-GB";
}

export function dateTime(value: string | number | Date): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime())
    ? String(value)
    : date.toLocaleString(locale(), { dateStyle: "medium", timeStyle: "medium" });
}

export function clock(value: string | number): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime())
    ? String(value)
    : `${date.toLocaleTimeString("en-GB")}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

export function count(value: number): string {
  return value.toLocaleString(locale());
}

/** A span of time, to its two largest units. */
export function lasting(seconds: number): string {
  const units = [
    { unit: "d", value: Math.floor(seconds / 86_400) },
    { unit: "h", value: Math.floor(seconds / 3600) % 24 },
    { unit: "min", value: Math.floor(seconds / 60) % 60 },
    { unit: "s", value: Math.floor(seconds) % 60 },
  ];
  const from = units.findIndex(({ value }) => value > 0);
  return (from < 0 ? units.slice(-1) : units.slice(from, from + 2)).map(({ unit, value }) => `${value} ${unit}`).join(" ");
}

/** A moment on an axis whose marks are so many seconds apart. */
export function mark(seconds: number, apart: number): string {
  const options: Intl.DateTimeFormatOptions = apart < 86_400 ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short" };
  return new Date(seconds * 1000).toLocaleString(locale(), options);
}

export function bytes(value: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toLocaleString(locale(), { maximumFractionDigits: size < 10 && unit > 0 ? 1 : 0 })} ${units[unit]}`;
}
