import { useState } from "react";
import { ApiError } from "../api/http";
import { cancelAsyncCall, deleteAsyncConfig, listAsyncCalls, putAsyncConfig, showAsyncConfig } from "../api/calls";
import type { AsyncCall, AsyncConfig } from "../api/types";
import { dateTime, t } from "../i18n";
import { SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Empty, Failure, Loading, messageOf } from "../ui/parts";
import { toast } from "../ui/toast";

const STATUSES = ["WAIT", "RUNNING", "SUCCESS", "FAIL", "DISCARD"];
const DESTINATIONS = ["OBS", "SMN", "DIS", "FunctionGraph"];
const PAGE = 50;
const REFRESH_MS = 5000;

/** What holds while a function has no configuration of its own (functiongraph-api 2.7). */
const DEFAULTS: AsyncConfig = { max_async_event_age_in_seconds: 3600, max_async_retry_attempts: 1 };

export default function AsyncTab({ urn }: { urn: string }) {
  const config = useLoad(urn, (signal) =>
    showAsyncConfig(urn, signal).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) {
        return null;
      }
      throw error;
    }),
  );
  return (
    <div className="stack">
      {config.error === undefined ? null : <Failure error={config.error} retry={config.reload} />}
      {config.data === undefined ? config.loading ? <Loading /> : null : <Settings key={JSON.stringify(config.data)} urn={urn} config={config.data} onChange={config.reload} />}
      <Calls urn={urn} />
    </div>
  );
}

function Settings({ urn, config, onChange }: { urn: string; config: AsyncConfig | null; onChange: () => void }) {
  const shown = config ?? DEFAULTS;
  const [age, setAge] = useState(String(shown.max_async_event_age_in_seconds));
  const [retries, setRetries] = useState(String(shown.max_async_retry_attempts));
  const [success, setSuccess] = useState(endOf(shown.destination_config?.on_success));
  const [failure, setFailure] = useState(endOf(shown.destination_config?.on_failure));
  const [error, setError] = useState<unknown>();

  async function run(action: () => Promise<unknown>): Promise<void> {
    setError(undefined);
    try {
      await action();
      toast(t("saved"));
      onChange();
    } catch (refused) {
      setError(refused);
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
          {config === null ? <Badge>{t("defaults")}</Badge> : <Button onClick={() => void run(() => deleteAsyncConfig(urn))}>{t("backToDefaults")}</Button>}
          <Button look="primary" onClick={() => void run(save)}>
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
        {error === undefined ? null : <Failure error={error} />}
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

function Calls({ urn }: { urn: string }) {
  const [status, setStatus] = useState("");
  const [marker, setMarker] = useState(0);
  const calls = useLoad(JSON.stringify([urn, status, marker]), (signal) => listAsyncCalls(urn, status, marker, signal), REFRESH_MS);
  async function cancel(call: AsyncCall): Promise<void> {
    try {
      await cancelAsyncCall(urn, call.request_id);
      calls.reload();
    } catch (error) {
      toast(messageOf(error), true);
    }
  }
  return (
    <Card
      title={t("asyncCalls")}
      flush
      aside={
        <select
          className="input"
          style={{ width: "auto" }}
          aria-label={t("status")}
          value={status}
          onChange={(event) => {
            setStatus(event.target.value);
            setMarker(0);
          }}
        >
          <option value="">{t("allStatuses")}</option>
          {STATUSES.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      }
    >
      {calls.error === undefined ? null : <Failure error={calls.error} />}
      {calls.data === undefined ? calls.loading ? <Loading /> : null : calls.data.invocations.length === 0 ? <Empty>{t("noAsyncCalls")}</Empty> : <CallTable calls={calls.data.invocations} onCancel={(call) => void cancel(call)} />}
      {calls.data === undefined || (marker === 0 && calls.data.invocations.length < PAGE) ? null : (
        <div className="row end" style={{ padding: 12 }}>
          <Button disabled={marker === 0} onClick={() => setMarker(Math.max(0, marker - PAGE))}>
            {t("previousPage")}
          </Button>
          <Button disabled={calls.data.invocations.length < PAGE} onClick={() => setMarker(marker + PAGE)}>
            {t("nextPage")}
          </Button>
        </div>
      )}
    </Card>
  );
}

function toneOf(status: string): "good" | "bad" | "accent" | "" {
  switch (status) {
    case "SUCCESS":
      return "good";
    case "FAIL":
    case "DISCARD":
      return "bad";
    case "RUNNING":
      return "accent";
    default:
      return "";
  }
}

function CallTable({ calls, onCancel }: { calls: AsyncCall[]; onCancel: (call: AsyncCall) => void }) {
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("requestId")}</th>
            <th scope="col">{t("status")}</th>
            <th scope="col">{t("acceptedAt")}</th>
            <th scope="col">{t("endedAt")}</th>
            <th scope="col">{t("errorColumn")}</th>
            <th scope="col">
              <span className="hidden-text">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={call.request_id}>
              <td className="mono breaks">{call.request_id}</td>
              <td>
                <Badge tone={toneOf(call.status)}>{call.status}</Badge>
              </td>
              <td className="nowrap">{dateTime(call.start_time)}</td>
              <td className="nowrap">{call.end_time === "" ? "–" : dateTime(call.end_time)}</td>
              <td className="breaks small">{call.error_message === "" ? "" : `${call.error_code} ${call.error_message}`}</td>
              <td>
                {call.status === "WAIT" || call.status === "RUNNING" ? (
                  <Button look="quiet" onClick={() => onCancel(call)} aria-label={`${t("cancelCall")}: ${call.request_id}`}>
                    {t("cancelCall")}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
