import type { ReactNode } from "react";
import type { Loaded } from "./load";
import { Empty, Failure, Loading } from "./parts";

interface Props<T> {
  readonly loaded: Omit<Loaded<T>, "replace">;
  readonly children: (data: T) => ReactNode;
}

/** What was loaded; else that it is loading, or why it failed. What is there stays when it cannot be loaded again. */
export function Show<T>({ loaded, children }: Props<T>) {
  return (
    <>
      {loaded.error === undefined ? null : <Failure error={loaded.error} retry={loaded.reload} />}
      {loaded.data === undefined ? loaded.loading ? <Loading /> : null : children(loaded.data)}
    </>
  );
}

/** The same of a list, and what to say when there is nothing in it. */
export function ShowList<T>({ loaded, none, children }: Props<readonly T[]> & { none: ReactNode }) {
  return <Show loaded={loaded}>{(rows) => (rows.length === 0 ? <Empty>{none}</Empty> : children(rows))}</Show>;
}
