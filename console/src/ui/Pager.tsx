import type { ReactNode } from "react";
import { t } from "../i18n";
import { Button } from "./parts";

type Move = (() => void) | undefined;

interface Props {
  /** Undefined where there is no such page. */
  readonly onPrevious: Move;
  readonly onNext: Move;
  /** A list of known length has an end to go to. */
  readonly ends?: { readonly onFirst: Move; readonly onLast: Move };
  readonly children?: ReactNode;
}

/** From page to page of a list; `children` say where one is. */
export function Pager({ onPrevious, onNext, ends, children }: Props) {
  return (
    <nav className="pager" aria-label={t("pages")}>
      <span className="soft small">{children}</span>
      <span className="row">
        {ends === undefined ? null : <Step label={t("firstPage")} quiet move={ends.onFirst} />}
        <Step label={t("previousPage")} move={onPrevious} />
        <Step label={t("nextPage")} move={onNext} />
        {ends === undefined ? null : <Step label={t("lastPage")} quiet move={ends.onLast} />}
      </span>
    </nav>
  );
}

function Step({ label, move, quiet = false }: { label: string; move: Move; quiet?: boolean }) {
  return (
    <Button {...(quiet ? { look: "quiet" as const } : {})} disabled={move === undefined} onClick={move}>
      {label}
    </Button>
  );
}
