import { useEffect, useRef, useState } from "react";
import type { LogLine } from "../api/observed";
import { clock, t } from "../i18n";
import { FilterSelect, SearchBox } from "../ui/filters";
import { Icon } from "../ui/icons";
import { Badge, Button, Card, Empty, Failure } from "../ui/parts";
import { RecentCalls } from "./RecentCalls";
import { useLogLines } from "./useLogLines";

const LEVELS = ["DEBUG", "INFO", "WARN", "ERROR"];
const PAUSE_BEFORE_FILTER_MS = 300;

/** From the end of the log by less, and one still reads at its end. */
const NEAR_END_PIXELS = 40;

export default function LogsTab({ urn }: { urn: string }) {
  const [requestId, setRequestId] = useState("");
  return (
    <div className="stack">
      <LiveLog urn={urn} requestId={requestId} onRequest={setRequestId} />
      <RecentCalls urn={urn} onChoose={setRequestId} />
    </div>
  );
}

function LiveLog({ urn, requestId, onRequest }: { urn: string; requestId: string; onRequest: (id: string) => void }) {
  const [level, setLevel] = useState("");
  const [typed, setTyped] = useState("");
  const [text, setText] = useState("");
  const [following, setFollowing] = useState(true);
  const log = useLogLines(urn, { level, text, requestId }, following);

  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), PAUSE_BEFORE_FILTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <Card
      title={t("liveLog")}
      aside={
        <span className="row">
          <FilterSelect label={t("level")} all={t("allLevels")} value={level} options={LEVELS} onChange={setLevel} />
          <SearchBox label={t("searchInLog")} value={typed} onChange={setTyped} />
          <Button onClick={() => setFollowing(!following)} aria-pressed={following}>
            <Icon name={following ? "pause" : "play"} size={14} /> {t(following ? "pause" : "follow")}
          </Button>
          <Button look="quiet" onClick={log.clear}>
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
        {log.error === undefined ? null : <Failure error={log.error} />}
        {log.dropped === 0 ? null : <div className="notice warn">{t("linesDropped", { count: log.dropped })}</div>}
        <Lines lines={log.lines} none={t(following ? "waitingForLines" : "noLog")} />
      </div>
    </Card>
  );
}

/** Stays at the end while one reads there, and stands still while one reads above. */
function Lines({ lines, none }: { lines: readonly LogLine[]; none: string }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);

  useEffect(() => {
    if (atEnd.current && box.current !== null) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [lines]);

  return (
    <div
      ref={box}
      className="log"
      role="log"
      aria-label={t("liveLog")}
      tabIndex={0}
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
      }}
    >
      {lines.length === 0 ? <Empty>{none}</Empty> : lines.map((line) => <Line key={line.seq} line={line} />)}
    </div>
  );
}

const TONES: Record<string, string> = { ERROR: "bad", WARN: "warn", PLATFORM: "soft" };

/** What a line begins with is in the columns before it: the time, and of a logger's line the request and the level. */
const BEGINNING = /^\d{4}-\d\d-\d\dT[\d:.]+Z (?:[0-9a-f-]{36} [A-Z]+ )?/;

function Line({ line }: { line: LogLine }) {
  return (
    <div className="log-line">
      <span className="soft">{clock(line.time)}</span>
      <span className={TONES[line.level] ?? "soft"}>{line.level}</span>
      <span className="soft" title={line.request_id}>
        {line.request_id.slice(0, 8)}
      </span>
      <span className={TONES[line.level] ?? ""}>{line.line.replace(BEGINNING, "")}</span>
    </div>
  );
}
