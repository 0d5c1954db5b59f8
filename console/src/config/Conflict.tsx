import { useState } from "react";
import { t } from "../i18n";
import { Dialog } from "../ui/dialogs";
import { Badge, Button } from "../ui/parts";
import { type FieldName, FIELDS } from "./fields";
import { same, shownValue, type Value, type Values } from "./model";

interface Props {
  /** What was there when the form was opened. */
  readonly base: Values;
  /** What the form holds. */
  readonly mine: Values;
  /** What is there now. */
  readonly theirs: Values;
  readonly onClose: () => void;
  readonly onDiscard: () => void;
  readonly onMerge: (merged: Values, andSave: boolean) => void;
}

/** Somebody else changed the function meanwhile: both changes beside what there was, and a choice for each field. */
export function Conflict({ base, mine, theirs, onClose, onDiscard, onMerge }: Props) {
  const rows = FIELDS.map((field) => field.name).filter((name) => !same(base[name], mine[name]) || !same(base[name], theirs[name]));
  const [keep, setKeep] = useState<ReadonlySet<FieldName>>(new Set(rows.filter((name) => !same(base[name], mine[name]))));

  function merged(): Values {
    return Object.fromEntries(FIELDS.map(({ name }) => [name, keep.has(name) ? mine[name] : theirs[name]])) as Values;
  }

  function choose(name: FieldName, own: boolean): void {
    const next = new Set(keep);
    if (own) {
      next.add(name);
    } else {
      next.delete(name);
    }
    setKeep(next);
  }

  return (
    <Dialog
      title={t("conflictTitle")}
      wide
      onClose={onClose}
      footer={
        <>
          <Button look="danger" onClick={onDiscard}>
            {t("discardMine")}
          </Button>
          <Button onClick={() => onMerge(merged(), false)}>{t("mergeAndEdit")}</Button>
          <Button look="primary" onClick={() => onMerge(merged(), true)}>
            {t("mergeAndSave")}
          </Button>
        </>
      }
    >
      <p>{t("conflictText")}</p>
      <div className="table-box">
        <table className="table diff">
          <thead>
            <tr>
              <th scope="col">{t("fieldColumn")}</th>
              <th scope="col">{t("before")}</th>
              <th scope="col">{t("mine")}</th>
              <th scope="col">{t("theirs")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((name) => {
              const both = !same(base[name], mine[name]) && !same(base[name], theirs[name]) && !same(mine[name], theirs[name]);
              return (
                <tr key={name}>
                  <th scope="row">
                    {t(`field.${name}`)} {both ? <Badge tone="warn">{t("bothChanged")}</Badge> : null}
                  </th>
                  <td className="soft">{shown(base[name])}</td>
                  <td>{choice(name, mine[name], true)}</td>
                  <td>{choice(name, theirs[name], false)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Dialog>
  );

  function choice(name: FieldName, value: Value, own: boolean) {
    const unchanged = same(base[name], value);
    return (
      <label className="check">
        <input type="radio" name={name} checked={keep.has(name) === own} onChange={() => choose(name, own)} />
        <span className={unchanged ? "soft" : ""}>{shown(value)}</span>
      </label>
    );
  }
}

function shown(value: Value) {
  const text = shownValue(value);
  return text === "" ? <span className="soft">{t("unset")}</span> : <code className="breaks">{text}</code>;
}
