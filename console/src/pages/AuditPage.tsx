import { useState } from "react";
import { listAudit } from "../api/calls";
import type { AuditEvent } from "../api/observed";
import { dateTime, t } from "../i18n";
import { type Column, DataTable } from "../ui/DataTable";
import { TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Pager } from "../ui/Pager";
import { Badge, Card, Empty, Page } from "../ui/parts";
import { Show } from "../ui/Show";

const SEEN_AT_ONCE = 4;

/** Of a value, in characters. */
const LONGEST_SHOWN = 80;

const NO_FILTER = { user: "", action: "", resource: "" };

export default function AuditPage() {
  const [filter, setFilter] = useState(NO_FILTER);
  // A page is known by where it begins, so the way back is kept.
  const [markers, setMarkers] = useState<readonly string[]>([""]);
  const asked = { ...filter, marker: markers.at(-1) ?? "" };
  const audit = useLoad(JSON.stringify(asked), (signal) => listAudit(asked, signal));

  function put(part: keyof typeof NO_FILTER): (text: string) => void {
    return (text) => {
      setFilter({ ...filter, [part]: text.trim() });
      setMarkers([""]);
    };
  }

  return (
    <Page title={t("audit")}>
      <div className="stack">
        <div className="fields">
          <TextField label={t("user")} value={filter.user} onChange={put("user")} />
          <TextField label={t("action")} value={filter.action} onChange={put("action")} placeholder="function:UpdateConfig" mono />
          <TextField label={t("resource")} value={filter.resource} onChange={put("resource")} mono />
        </div>
        <Show loaded={audit}>
          {({ events, next_marker: next = "" }) => (
            <Card flush>
              {events.length === 0 ? <Empty>{t("noAudit")}</Empty> : <DataTable columns={columns()} rows={events} keyOf={(event) => event.seq} />}
              <Pager
                onPrevious={markers.length === 1 ? undefined : () => setMarkers(markers.slice(0, -1))}
                onNext={next === "" || events.length === 0 ? undefined : () => setMarkers([...markers, next])}
              />
            </Card>
          )}
        </Show>
      </div>
    </Page>
  );
}

function columns(): readonly Column<AuditEvent>[] {
  return [
    { title: t("time"), look: "nowrap", cell: (event) => dateTime(event.time) },
    {
      title: t("user"),
      cell: (event) => (
        <>
          {event.user}
          <div className="soft small">{event.source_ip}</div>
        </>
      ),
    },
    { title: t("action"), look: "mono", cell: (event) => event.action },
    { title: t("resource"), look: "mono nowrap", cell: (event) => <span title={event.resource}>{short(event.resource)}</span> },
    {
      title: t("status"),
      cell: (event) => (
        <Badge tone={event.status < 400 ? "good" : "bad"}>
          {event.status} {event.error_code}
        </Badge>
      ),
    },
    { title: t("changes"), look: "small breaks", cell: (event) => <Changes all={event.changes} /> },
  ];
}

/** Of a function's URN what differs from function to function: its package, name and version. */
function short(resource: string): string {
  return resource.replace(/^urn:fss:[^:]*:[^:]*:function:/, "");
}

type Change = AuditEvent["changes"][number];

/** A function's making names each of its fields: the first are seen, the others on demand. */
function Changes({ all }: { all: readonly Change[] }) {
  const more = all.slice(SEEN_AT_ONCE);
  return (
    <>
      {all.slice(0, SEEN_AT_ONCE).map(changed)}
      {more.length === 0 ? null : (
        <details>
          <summary>{t("moreChanges", { count: more.length })}</summary>
          {more.map(changed)}
        </details>
      )}
    </>
  );
}

function changed({ field, before, after }: Change) {
  return (
    <div key={field}>
      <code>{field}</code>: <Value of={before} /> → <Value of={after} />
    </div>
  );
}

function Value({ of: value }: { of: unknown }) {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_SHOWN ? text : <span title={text}>{text.slice(0, LONGEST_SHOWN)}…</span>;
}
