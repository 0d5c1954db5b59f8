import { useDeferredValue, useEffect, useState } from "react";
import { listFunctions } from "../api/calls";
import { useSession } from "../api/session";
import type { Fn } from "../api/types";
import { bytes, count, dateTime, t, type Key } from "../i18n";
import { functionPath, Link } from "../router";
import { Icon } from "../ui/icons";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Empty, Failure, Loading, Page } from "../ui/parts";

const PAGE_SIZE = 50;

interface Column {
  readonly key: Key;
  readonly orderBy?: string;
  readonly number?: boolean;
}

/** The server sorts and cuts the pages, so that the browser holds one page however many functions there are. */
const COLUMNS: readonly Column[] = [
  { key: "name", orderBy: "func_name" },
  { key: "runtime" },
  { key: "memory", number: true },
  { key: "timeout", number: true },
  { key: "codeSize", orderBy: "code_size", number: true },
  { key: "lastModified", orderBy: "last_modified" },
];

export function FunctionsPage() {
  const session = useSession();
  const [search, setSearch] = useState("");
  const [orderBy, setOrderBy] = useState("last_modified");
  const [descending, setDescending] = useState(true);
  const [marker, setMarker] = useState(0);
  const wanted = useDeferredValue(search.trim());
  const key = JSON.stringify([session?.projectId, wanted, orderBy, descending, marker]);
  const page = useLoad(key, (signal) => listFunctions({ search: wanted, orderBy, descending, marker, size: PAGE_SIZE }, signal));
  const [shown, setShown] = useState(page.data);
  useEffect(() => {
    if (page.data !== undefined) {
      setShown(page.data);
    }
  }, [page.data]);

  function sort(by: string): void {
    setDescending(by === orderBy ? !descending : by !== "func_name");
    setOrderBy(by);
    setMarker(0);
  }

  return (
    <Page
      title={t("functions")}
      actions={
        <Link to="/functions/new" className="button primary">
          <Icon name="plus" /> {t("createFunction")}
        </Link>
      }
    >
      <div className="stack">
        <div className="spread">
          <input
            className="input"
            type="search"
            aria-label={t("searchByName")}
            placeholder={t("searchByName")}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
              setMarker(0);
            }}
            style={{ maxWidth: 340 }}
          />
          <span className="soft" role="status">
            {shown === undefined ? "" : t("functionCount", { count: count(shown.count) })}
          </span>
        </div>
        {page.error === undefined ? null : <Failure error={page.error} retry={page.reload} />}
        {shown === undefined && page.error === undefined ? <Loading /> : null}
        {shown === undefined ? null : (
          <Card flush>
            <Table functions={shown.functions} orderBy={orderBy} descending={descending} onSort={sort} searched={wanted !== ""} />
            <Pager marker={marker} shown={shown.functions.length} all={shown.count} onMove={setMarker} />
          </Card>
        )}
      </div>
    </Page>
  );
}

function Table({ functions, orderBy, descending, onSort, searched }: { functions: Fn[]; orderBy: string; descending: boolean; onSort: (by: string) => void; searched: boolean }) {
  if (functions.length === 0) {
    return (
      <Empty>
        <p>{searched ? t("nothingFound") : t("noFunctions")}</p>
        {searched ? null : (
          <Link to="/functions/new" className="button">
            {t("createFirst")}
          </Link>
        )}
      </Empty>
    );
  }
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            {COLUMNS.map(({ key, orderBy: by, number }) => (
              <th key={key} scope="col" className={number === true ? "number" : ""} aria-sort={by !== orderBy ? undefined : descending ? "descending" : "ascending"}>
                {by === undefined ? (
                  t(key)
                ) : (
                  <button type="button" className="sort" onClick={() => onSort(by)}>
                    {t(key)}
                    {by === orderBy ? <Icon name={descending ? "down" : "up"} size={13} /> : null}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {functions.map((each) => (
            <tr key={each.func_urn}>
              <td>
                <div className="row">
                  <Link to={functionPath(each.func_urn)} className="breaks">
                    {each.func_name}
                  </Link>
                  {each.package === "default" ? null : <Badge>{each.package}</Badge>}
                  {each.strategy_config?.concurrency === 0 ? <Badge tone="warn">{t("disabled")}</Badge> : null}
                </div>
                {each.description === "" ? null : <div className="soft small breaks">{each.description.slice(0, 120)}</div>}
              </td>
              <td className="nowrap">{each.runtime}</td>
              <td className="number nowrap">{each.memory_size} MB</td>
              <td className="number nowrap">{each.timeout} s</td>
              <td className="number nowrap">{bytes(each.code_size)}</td>
              <td className="nowrap">{dateTime(each.last_modified)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pager({ marker, shown, all, onMove }: { marker: number; shown: number; all: number; onMove: (marker: number) => void }) {
  if (all <= PAGE_SIZE) {
    return null;
  }
  const last = Math.floor((all - 1) / PAGE_SIZE) * PAGE_SIZE;
  return (
    <nav className="spread" aria-label={t("pages")} style={{ padding: "8px 12px", borderTop: "1px solid var(--line)" }}>
      <span className="soft small">{t("shownOf", { from: count(marker + 1), to: count(marker + shown), all: count(all) })}</span>
      <span className="row">
        <Button look="quiet" disabled={marker === 0} onClick={() => onMove(0)}>
          {t("firstPage")}
        </Button>
        <Button disabled={marker === 0} onClick={() => onMove(Math.max(0, marker - PAGE_SIZE))}>
          {t("previousPage")}
        </Button>
        <Button disabled={marker >= last} onClick={() => onMove(marker + PAGE_SIZE)}>
          {t("nextPage")}
        </Button>
        <Button look="quiet" disabled={marker >= last} onClick={() => onMove(last)}>
          {t("lastPage")}
        </Button>
      </span>
    </nav>
  );
}
