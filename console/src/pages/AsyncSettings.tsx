import { useState } from "react";
import { deleteAsyncConfig, putAsyncConfig, findAsyncConfig } from "../api/calls";
import type { AsyncConfig } from "../api/types";
import { t } from "../i18n";
import { useAction } from "../ui/action";
import { SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Failure } from "../ui/parts";
import { Show } from "../ui/Show";
import { toast } from "../ui/toast";

const DESTINATIONS = ["OBS", "SMN", "DIS", "FunctionGraph"];

/** What holds while a function has no configuration of its own (functiongraph-api 2.7). */
const DEFAULTS: Omit<AsyncConfig, "func_urn"> = { max_async_event_age_in_seconds: 3600, max_async_retry_attempts: 1 };

/** How long an accepted event may wait, how often it is tried again, and where its end is told. */
export function AsyncSettings({ urn }: { urn: string }) {
  const config = useLoad(urn, (signal) => findAsyncConfig(urn, signal));
  return <Show loaded={config}>{(data) => <Settings key={JSON.stringify(data)} urn={urn} config={data} onChange={config.reload} />}</Show>;
}

function Settings({ urn, config, onChange }: { urn: string; config: AsyncConfig | null; onChange: () => void }) {
  const shown = config ?? DEFAULTS;
  const [age, setAge] = useState(String(shown.max_async_event_age_in_seconds));
  const [retries, setRetries] = useState(String(shown.max_async_retry_attempts));
  const [success, setSuccess] = useState(endOf(shown.destination_config?.on_success));
  const [failure, setFailure] = useState(endOf(shown.destination_config?.on_failure));
  const saving = useAction();

  async function send(action: () => Promise<unknown>): Promise<void> {
    if (await saving.run(action)) {
      toast(t("saved"));
      onChange();
    }
  }

  function save(): Promise<unknown> {
    const ends = {
      ...(success.destination === "" ? {} : { on_success: success }),
      ...(failure.destination === "" ? {} : { on_failure: failure }),
    };
    return putAsyncConfig(urn, { max_async_event_age_in_seconds: Number(age), max_async_retry_attempts: Number(retries), destination_config: ends });
  }

  return (
    <Card
      title={t("asyncSettings")}
      aside={
        <span className="row">
          {config === null ? <Badge>{t("defaults")}</Badge> : <Button onClick={() => void send(() => deleteAsyncConfig(urn))}>{t("backToDefaults")}</Button>}
          <Button look="primary" disabled={saving.busy} onClick={() => void send(save)}>
            {t("save")}
          </Button>
        </span>
      }
    >
      <div className="stack">
        <div className="fields">
          <TextField label={t("longestAge")} type="number" value={age} onChange={setAge} min={1} max={86400} hint={t("rangeIs", { min: 1, max: 86400 })} />
          <TextField label={t("retries")} type="number" value={retries} onChange={setRetries} min={0} max={3} hint={t("rangeIs", { min: 0, max: 3 })} />
          <End label={t("onSuccess")} end={success} onChange={setSuccess} />
          <End label={t("onFailure")} end={failure} onChange={setFailure} />
        </div>
        {saving.error === undefined ? null : <Failure error={saving.error} />}
      </div>
    </Card>
  );
}

interface EndValue {
  destination: string;
  param: string;
}

function endOf(found: { destination?: string | null; param?: string | null } | null | undefined): EndValue {
  return { destination: found?.destination ?? "", param: found?.param ?? "" };
}

function End({ label, end, onChange }: { label: string; end: EndValue; onChange: (end: EndValue) => void }) {
  return (
    <>
      <SelectField label={label} value={end.destination} onChange={(destination) => onChange({ ...end, destination })} options={[{ value: "", label: t("none") }, ...DESTINATIONS]} />
      {end.destination === "" ? null : <TextField label={`${label}: param`} value={end.param} onChange={(param) => onChange({ ...end, param })} mono hint={'{"func_urn":"…"}, {"topic_urn":"…"}, {"bucket":"…","prefix":"…"}'} />}
    </>
  );
}
