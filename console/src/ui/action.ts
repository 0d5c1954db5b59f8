import { useState } from "react";
import { messageOf } from "./parts";
import { toast } from "./toast";

export interface Action {
  readonly busy: boolean;
  /** Why the last run was refused, for the page to show beside what was asked; undefined when it was not. */
  readonly error: unknown;
  /** Runs `work`; whether it went well. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** What the server may refuse, run once at a time. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function run(work: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, error, run };
}

/** Runs what has no place of its own for a refusal: that is said in passing. */
export async function orToast(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (failure) {
    toast(messageOf(failure), true);
  }
}
