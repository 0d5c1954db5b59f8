import { useEffect, useMemo, useState } from "react";
import { ApiError } from "../api/http";
import { showConfig, showLimits, type Tagged, updateConfig } from "../api/calls";
import type { Fn, Limits } from "../api/types";
import { t } from "../i18n";
import { guardLeaving } from "../router";
import { useLoad } from "../ui/load";
import { Button, Card, Failure, Loading } from "../ui/parts";
import { toast } from "../ui/toast";
import { Conflict } from "./Conflict";
import { FieldControl } from "./FieldControl";
import { ERROR_NAMES, type FieldName, SECTIONS } from "./fields";
import { changedFields, changeOf, type Value, type Values, valuesOf } from "./model";
import { violations } from "./violations";

/** Statuses that say: somebody changed the function since you read it. */
const MOVED = [409, 412];

export function ConfigTab({ shown, onSaved }: { shown: Tagged<Fn>; onSaved: (saved: Tagged<Fn>) => void }) {
  const limits = useLoad("limits", showLimits);
  if (limits.error !== undefined) {
    return <Failure error={limits.error} retry={limits.reload} />;
  }
  return limits.data === undefined ? <Loading /> : <ConfigForm shown={shown} limits={limits.data} onSaved={onSaved} />;
}

function ConfigForm({ shown, limits, onSaved }: { shown: Tagged<Fn>; limits: Limits; onSaved: (saved: Tagged<Fn>) => void }) {
  const [loaded, setLoaded] = useState(shown);
  const base = useMemo(() => valuesOf(loaded.value), [loaded]);
  const [mine, setMine] = useState<Values>(base);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<Tagged<Fn> | null>(null);
  const changed = changedFields(base, mine);
  const dirty = changed.length > 0;
  const found = violations(error, ERROR_NAMES);

  useEffect(() => {
    guardLeaving(dirty ? () => window.confirm(t("leaveUnsaved")) : null);
    return () => guardLeaving(null);
  }, [dirty]);

  function set(name: FieldName, value: Value): void {
    setMine((before) => ({ ...before, [name]: value }));
  }

  function begin(from: Tagged<Fn>, values: Values): void {
    setLoaded(from);
    setMine(values);
    setError(undefined);
    setTheirs(null);
  }

  /** Saves `values` over what was read as `from`; a conflict opens the dialogue. */
  async function save(from: Tagged<Fn>, values: Values): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const saved = await updateConfig(from.value.func_urn, from.tag, changeOf(valuesOf(from.value), values));
      begin(saved, valuesOf(saved.value));
      onSaved(saved);
      toast(t("saved"));
    } catch (failure) {
      if (failure instanceof ApiError && MOVED.includes(failure.status)) {
        setTheirs(await showConfig(from.value.func_urn));
      } else {
        setError(failure);
      }
    } finally {
      setBusy(false);
    }
  }

  useEffect(() => {
    if (error !== undefined) {
      document.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
    }
  }, [error]);

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save(loaded, mine);
      }}
    >
      {error !== undefined && found.rest !== "" ? <Failure error={error} /> : null}
      {SECTIONS.map((section) => (
        <Card key={section.key} title={t(`section.${section.key}`)}>
          <div className="fields">
            {section.fields.map((field) => (
              <FieldControl
                key={field.name}
                field={field}
                value={mine[field.name]}
                runtime={String(mine.runtime)}
                limits={limits}
                error={found.of("errorName" in field ? field.errorName : field.name)}
                changed={changed.includes(field.name)}
                onChange={(value) => set(field.name, value)}
              />
            ))}
          </div>
        </Card>
      ))}
      <div className="savebar">
        <span className={dirty ? "" : "soft"} role="status">
          {dirty ? t("unsavedChanges", { count: changed.length }) : t("noChanges")}
        </span>
        <span className="row">
          <Button disabled={!dirty || busy} onClick={() => begin(loaded, base)}>
            {t("discard")}
          </Button>
          <Button look="primary" type="submit" disabled={!dirty || busy}>
            {t("save")}
          </Button>
        </span>
      </div>
      {theirs === null ? null : (
        <Conflict
          base={base}
          mine={mine}
          theirs={valuesOf(theirs.value)}
          onClose={() => setTheirs(null)}
          onDiscard={() => {
            begin(theirs, valuesOf(theirs.value));
            onSaved(theirs);
          }}
          onMerge={(merged, andSave) => {
            begin(theirs, merged);
            if (andSave) {
              void save(theirs, merged);
            }
          }}
        />
      )}
    </form>
  );
}
