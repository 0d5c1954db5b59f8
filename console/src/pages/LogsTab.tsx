import { useEffect, useRef, useState } from "react";
import { ApiError } from "../api/http";
import { listCalls, logStreamPath } from "../api/calls";
import { follow } from "../api/stream";
import type { LogLine } from "../api/types";
import { clock, dateTime, t } from "../i18n";
import { Icon } from "../ui/icons";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Empty, Failure, Loading } from "../ui/parts";

const LEVELS = ["DEBUG", "INFO", "WARN", "ERROR"];
const TAIL = 200;

/** Lines beyond it are let go at the old end: a page that follows for a day must not grow for a day. */
const MOST_LINES = 2000;

const RECONNECT_MS = 2000;
const PAUSE_BEFORE_FILTER_MS = 300;

export default function LogsTab({ urn }: { urn: string }) {
  const [requestId, setRequestId] = useState("");
  return (
    <div className="stack">
      <LiveLog urn={urn} requestId={requestId} onRequest={setRequestId} />
      <Calls urn={urn} onChoose={setRequestId} />
    </div>
  );
}

interface Shown {
  readonly lines: readonly LogLine[];
  readonly dropped: number;
}

const NOTHING: Shown = { lines: [], dropped: 0 };

function LiveLog({ urn, requestId, onRequest }: { urn: string; requestId: string; onRequest: (id: string) => void }) {
  const [level, setLevel] = useState("");
  const [typed, setTyped] = useState("");
  const [text, setText] = useState("");
  const [following, setFollowing] = useState(true);
  const [shown, setShown] = useState<Shown>(NOTHING);
  const [error, setError] = useState<unknown>();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);

  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), PAUSE_BEFORE_FILTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  useEffect(() => setShown(NOTHING), [urn, level, text, requestId]);

  useEffect(() => {
    if (!following) {
      return undefined;
    }
    const abort = new AbortController();
    setError(undefined);
    void run(abort.signal);
    return () => abort.abort();

    async function run(signal: AbortSignal): Promise<void> {
      let lastId = "";
      let waiting: LogLine[] = [];
      let frame = 0;
      // Lines that come together are shown together: a page that renders for each of a thousand stands still.
      const show = (): void => {
        frame = 0;
        const more = waiting;
        waiting = [];
        setShown((before) => ({ ...before, lines: [...before.lines, ...more].slice(-MOST_LINES) }));
      };
      while (!signal.aborted) {
        try {
          const path = logStreamPath(urn, { level, text, request_id: requestId, tail: lastId === "" ? TAIL : 0 });
          await follow(path, lastId, signal, (event) => {
            if (event.event === "gap") {
              const gap = JSON.parse(event.data) as { dropped: number };
              setShown((before) => ({ ...before, dropped: before.dropped + gap.dropped }));
            } else if (event.event === "log") {
              lastId = event.id;
              waiting.push(JSON.parse(event.data) as LogLine);
              frame ||= requestAnimationFrame(show);
            }
          });
        } catch (failure) {
          if (signal.aborted) {
            return;
          }
          if (failure instanceof ApiError && failure.status >= 400 && failure.status < 500) {
            setError(failure);
            return;
          }
          if (failure instanceof ApiError && failure.isUnserved) {
            setError(failure);
            return;
          }
        }
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    }
  }, [urn, level, text, requestId, following]);

  useEffect(() => {
    if (atEnd.current && box.current !== null) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [shown]);

  return (
    <Card
      title={t("liveLog")}
      aside={
        <span className="row">
          <select className="input" style={{ width: "auto" }} aria-label={t("level")} value={level} onChange={(event) => setLevel(event.target.value)}>
            <option value="">{t("allLevels")}</option>
            {LEVELS.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
          <input className="input" style={{ width: 180 }} type="search" aria-label={t("searchInLog")} placeholder={t("searchInLog")} value={typed} onChange={(event) => setTyped(event.target.value)} />
          <Button onClick={() => setFollowing(!following)} aria-pressed={following}>
            <Icon name={following ? "pause" : "play"} size={14} /> {t(following ? "pause" : "follow")}
          </Button>
          <Button look="quiet" onClick={() => setShown(NOTHING)}>
            {t("clear")}
          </Button>
        </span>
      }
    >
      <div className="stack tight">
        {requestId === "" ? null : (
          <div className="row">
            <Badge tone="accent">{requestId}</Badge>
            <Button look="quiet" onClick={() => onRequest("")}>
              {t("allRequests")}
            </Button>
          </div>
        )}
        {error === undefined ? null : <Failure error={error} />}
        {shown.dropped === 0 ? null : <div className="notice warn">{t("linesDropped", { count: shown.dropped })}</div>}
        <div
          ref={box}
          className="log"
          role="log"
          aria-label={t("liveLog")}
          tabIndex={0}
          onScroll={(event) => {
            const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
            atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
          }}
        >
          {shown.lines.length === 0 ? <Empty>{t(following ? "waitingForLines" : "noLog")}</Empty> : shown.lines.map((line) => <Line key={line.seq} line={line} />)}
        </div>
      </div>
    </Card>
  );
}

const TONES: Record<string, string> = { ERROR: "bad", WARN: "warn", PLATFORM: "soft" };

function Line({ line }: { line: LogLine }) {
  return (
    <div className="log-line" title={line.request_id}>
      <span className="soft">{clock(line.time)}</span>
      <span className={TONES[line.level] ?? "soft"}>{line.level}</span>
      <span className={TONES[line.level] ?? ""}>{line.line}</span>
    </div>
  );
}

function Calls({ urn, onChoose }: { urn: string; onChoose: (requestId: string) => void }) {
  const [status, setStatus] = useState("");
  const calls = useLoad(JSON.stringify([urn, status]), (signal) => listCalls(urn, status, signal), 5000);
  return (
    <Card
      title={t("recentCalls")}
      flush
      aside={
        <select className="input" style={{ width: "auto" }} aria-label={t("status")} value={status} onChange={(event) => setStatus(event.target.value)}>
          <option value="">{t("allStatuses")}</option>
          <option value="success">{t("succeeded")}</option>
          <option value="failed">{t("failed")}</option>
        </select>
      }
    >
      {calls.error === undefined ? null : (
        <div className="body">
          <Failure error={calls.error} />
        </div>
      )}
      {calls.data === undefined ? calls.loading ? <Loading /> : null : calls.data.requests.length === 0 ? <Empty>{t("noCalls")}</Empty> : (
        <div className="table-box">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("time")}</th>
                <th scope="col">{t("requestId")}</th>
                <th scope="col">{t("status")}</th>
                <th scope="col" className="number">
                  {t("duration")}
                </th>
                <th scope="col" className="number">
                  {t("memoryUsed")}
                </th>
                <th scope="col">{t("version")}</th>
              </tr>
            </thead>
            <tbody>
              {calls.data.requests.map((call) => (
                <tr key={call.request_id + call.time}>
                  <td className="nowrap">{dateTime(call.time)}</td>
                  <td>
                    <button type="button" className="button quiet mono" onClick={() => onChoose(call.request_id)}>
                      {call.request_id}
                    </button>
                  </td>
                  <td>
                    <span className="row">
                      <Badge tone={call.status === "success" ? "good" : "bad"}>{call.status === "success" ? t("succeeded") : `${call.outcome} ${call.error_code}`}</Badge>
                      {call.cold ? <Badge>{t("coldStart")}</Badge> : null}
                    </span>
                  </td>
                  <td className="number nowrap">{call.duration_ms.toFixed(1)} ms</td>
                  <td className="number nowrap">
                    {call.memory_used_mb.toFixed(0)} / {call.memory_size_mb} MB
                  </td>
                  <td>{call.version}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
