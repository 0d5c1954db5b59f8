import { useState } from "react";
import { listAudit } from "../api/calls";
import type { AuditEvent } from "../api/types";
import { dateTime, t } from "../i18n";
import { TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Empty, Failure, Loading, Page } from "../ui/parts";

export default function AuditPage() {
  const [user, setUser] = useState("");
  const [action, setAction] = useState("");
  const [resource, setResource] = useState("");
  const [markers, setMarkers] = useState<readonly string[]>([""]);
  const marker = markers.at(-1) ?? "";
  const filter = { user, action, resource, marker };
  const audit = useLoad(JSON.stringify(filter), (signal) => listAudit(filter, signal));
  const next = audit.data?.next_marker ?? "";

  function filtered(set: (text: string) => void): (text: string) => void {
    return (text) => {
      set(text.trim());
      setMarkers([""]);
    };
  }

  return (
    <Page title={t("audit")}>
      <div className="stack">
        <div className="fields">
          <TextField label={t("user")} value={user} onChange={filtered(setUser)} />
          <TextField label={t("action")} value={action} onChange={filtered(setAction)} placeholder="function:UpdateConfig" mono />
          <TextField label={t("resource")} value={resource} onChange={filtered(setResource)} mono />
        </div>
        {audit.error === undefined ? null : <Failure error={audit.error} retry={audit.reload} />}
        {audit.data === undefined ? audit.loading ? <Loading /> : null : (
          <Card flush>
            {audit.data.events.length === 0 ? <Empty>{t("noAudit")}</Empty> : <Events events={audit.data.events} />}
            <div className="row end" style={{ padding: 12 }}>
              <Button disabled={markers.length === 1} onClick={() => setMarkers(markers.slice(0, -1))}>
                {t("previousPage")}
              </Button>
              <Button disabled={next === "" || audit.data.events.length === 0} onClick={() => setMarkers([...markers, next])}>
                {t("nextPage")}
              </Button>
            </div>
          </Card>
        )}
      </div>
    </Page>
  );
}

function Events({ events }: { events: AuditEvent[] }) {
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("time")}</th>
            <th scope="col">{t("user")}</th>
            <th scope="col">{t("action")}</th>
            <th scope="col">{t("resource")}</th>
            <th scope="col">{t("status")}</th>
            <th scope="col">{t("changes")}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.seq}>
              <td className="nowrap">{dateTime(event.time)}</td>
              <td>
                {event.user}
                <div className="soft small">{event.source_ip}</div>
              </td>
              <td className="mono">{event.action}</td>
              <td className="mono breaks">{event.resource}</td>
              <td>
                <Badge tone={event.status < 400 ? "good" : "bad"}>
                  {event.status} {event.error_code}
                </Badge>
              </td>
              <td className="small breaks">
                {event.changes.map((change) => (
                  <div key={change.field}>
                    <code>{change.field}</code>: {JSON.stringify(change.before)} → {JSON.stringify(change.after)}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
