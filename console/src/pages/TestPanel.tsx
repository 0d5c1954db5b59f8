import { useState } from "react";
import { fromBase64 } from "../api/base64";
import { createEvent, deleteEvent, invoke, type Invoked, invokeLater, listEvents, showEvent, updateEvent } from "../api/calls";
import { t } from "../i18n";
import { Editor } from "../editor/Editor";
import { orToast, useAction } from "../ui/action";
import { FormDialog } from "../ui/dialogs";
import { SelectField, TextField } from "../ui/fields";
import { Icon } from "../ui/icons";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Failure } from "../ui/parts";
import { toast } from "../ui/toast";

const FIRST_EVENT = '{\n  "name": "Funcgraph"\n}';

/** An event, kept or not, and what came of a call with it. */
export function TestPanel({ urn }: { urn: string }) {
  const events = useLoad(urn, (signal) => listEvents(urn, signal));
  const [chosen, setChosen] = useState("");
  const [text, setText] = useState(FIRST_EVENT);
  const [result, setResult] = useState<Invoked | null>(null);
  const running = useAction();
  const [naming, setNaming] = useState(false);

  async function choose(id: string): Promise<void> {
    setChosen(id);
    if (id !== "") {
      await orToast(async () => setText(fromBase64((await showEvent(urn, id)).content ?? "")));
    }
  }

  async function run(): Promise<void> {
    setResult(null);
    await running.run(async () => setResult(await invoke(urn, text)));
  }

  const kept = events.data?.events ?? [];
  return (
    <div className="stack">
      <Card
        title={t("testEvent")}
        aside={
          <Button look="primary" disabled={running.busy} onClick={() => void run()}>
            <Icon name="play" size={14} /> {t(running.busy ? "running" : "invoke")}
          </Button>
        }
      >
        <div className="stack tight">
          <SelectField label={t("savedEvents")} value={chosen} onChange={(id) => void choose(id)} options={[{ value: "", label: t("unsavedEvent") }, ...kept.map((each) => ({ value: each.id, label: each.name }))]} />
          <Editor label={t("testEvent")} language="event.json" value={text} onChange={setText} />
          <div className="row">
            {chosen === "" ? null : (
              <>
                <Button onClick={() => void orToast(async () => { await updateEvent(urn, chosen, text); toast(t("saved")); })}>{t("saveEvent")}</Button>
                <Button
                  look="danger"
                  onClick={() =>
                    void orToast(async () => {
                      await deleteEvent(urn, chosen);
                      setChosen("");
                      events.reload();
                    })
                  }
                >
                  {t("deleteEvent")}
                </Button>
              </>
            )}
            <Button onClick={() => setNaming(true)}>{t("saveAsNew")}</Button>
            <Button
              look="quiet"
              onClick={() =>
                void orToast(async () => {
                  const accepted = await invokeLater(urn, text);
                  toast(t("accepted", { id: accepted.request_id }));
                })
              }
            >
              {t("invokeAsync")}
            </Button>
          </div>
        </div>
      </Card>
      {running.error === undefined ? null : <Failure error={running.error} />}
      <div aria-live="polite">{result === null ? null : <Result result={result} />}</div>
      {naming ? (
        <NameEvent
          urn={urn}
          text={text}
          onClose={() => setNaming(false)}
          onDone={(id) => {
            setNaming(false);
            setChosen(id);
            events.reload();
          }}
        />
      ) : null}
    </div>
  );
}

function NameEvent({ urn, text, onClose, onDone }: { urn: string; text: string; onClose: () => void; onDone: (id: string) => void }) {
  const [name, setName] = useState("");
  return (
    <FormDialog title={t("saveAsNew")} submit={t("save")} disabled={name === ""} action={async () => onDone((await createEvent(urn, name, text)).id)} onClose={onClose} onDone={onClose}>
      <TextField label={t("name")} value={name} onChange={setName} />
    </FormDialog>
  );
}

function Result({ result }: { result: Invoked }) {
  return (
    <Card title={t("result")} aside={<Badge tone={result.failed ? "bad" : "good"}>{result.failed ? t("failedWith", { code: result.errorCode || String(result.status) }) : t("succeeded")}</Badge>}>
      <div className="stack tight">
        <dl className="facts">
          <Fact name={t("duration")} value={result.durationMs === null ? "–" : `${result.durationMs.toFixed(1)} ms`} />
          <Fact name={t("billed")} value={result.billedMs === null ? "–" : `${result.billedMs} ms`} />
          <Fact name={t("memoryUsed")} value={result.memoryUsedMb === null ? "–" : `${result.memoryUsedMb.toFixed(0)} / ${result.memorySizeMb} MB`} />
          <Fact name="HTTP" value={String(result.status)} />
        </dl>
        <h3>{t("answer")}</h3>
        <pre className="output" tabIndex={0} aria-label={t("answer")}>
          {pretty(result.result)}
        </pre>
        <h3>{t("logTail")}</h3>
        <pre className="output" tabIndex={0} aria-label={t("logTail")}>
          {result.log === "" ? t("noLog") : result.log}
        </pre>
        <p className="soft small mono breaks">{result.requestId}</p>
      </div>
    </Card>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
