import { useDeferredValue, useEffect, useState } from "react";
import { listFunctions } from "../api/calls";
import { useSession } from "../api/session";
import type { Fn } from "../api/types";
import { bytes, count, dateTime, t } from "../i18n";
import { functionPath, Link } from "../router";
import { type Column, DataTable, type Sorting } from "../ui/DataTable";
import { SearchBox } from "../ui/filters";
import { Icon } from "../ui/icons";
import { useLoad } from "../ui/load";
import { Pager } from "../ui/Pager";
import { Badge, Card, Empty, Failure, Loading, Page } from "../ui/parts";

/** The server sorts and cuts the pages, so that the browser holds one page however many functions there are. */
const PAGE_SIZE = 50;

export function FunctionsPage() {
  const session = useSession();
  const [search, setSearch] = useState("");
  const [orderBy, setOrderBy] = useState("last_modified");
  const [descending, setDescending] = useState(true);
  const [marker, setMarker] = useState(0);
  const wanted = useDeferredValue(search.trim());
  const key = JSON.stringify([session?.projectId, wanted, orderBy, descending, marker]);
  const page = useLoad(key, (signal) => listFunctions({ search: wanted, orderBy, descending, marker, size: PAGE_SIZE }, signal));
  // The page before stays until the next is there, or each letter of a search would empty the table.
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

  function find(text: string): void {
    setSearch(text);
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
          <SearchBox label={t("searchByName")} value={search} onChange={find} />
          <span className="soft" role="status">
            {shown === undefined ? "" : t("functionCount", { count: count(shown.count) })}
          </span>
        </div>
        {page.error === undefined ? null : <Failure error={page.error} retry={page.reload} />}
        {shown === undefined && page.error === undefined ? <Loading /> : null}
        {shown === undefined ? null : (
          <Card flush>
            <Functions functions={shown.functions} sorting={{ by: orderBy, descending, onSort: sort }} searched={wanted !== ""} />
            <Pages marker={marker} shown={shown.functions.length} all={shown.count} onMove={setMarker} />
          </Card>
        )}
      </div>
    </Page>
  );
}

function Functions({ functions, sorting, searched }: { functions: Fn[]; sorting: Sorting; searched: boolean }) {
  if (functions.length > 0) {
    return <DataTable columns={columns()} rows={functions} keyOf={(fn) => fn.func_urn} sorting={sorting} />;
  }
  return searched ? (
    <Empty>{t("nothingFound")}</Empty>
  ) : (
    <Empty>
      <p>{t("noFunctions")}</p>
      <Link to="/functions/new" className="button">
        {t("createFirst")}
      </Link>
    </Empty>
  );
}

function columns(): readonly Column<Fn>[] {
  return [
    { title: t("name"), orderBy: "func_name", cell: name },
    { title: t("runtime"), look: "nowrap", cell: (fn) => fn.runtime },
    { title: t("memory"), look: "number", cell: (fn) => `${fn.memory_size} MB` },
    { title: t("timeout"), look: "number", cell: (fn) => `${fn.timeout} s` },
    { title: t("codeSize"), orderBy: "code_size", look: "number", cell: (fn) => bytes(fn.code_size) },
    { title: t("lastModified"), orderBy: "last_modified", look: "nowrap", cell: (fn) => dateTime(fn.last_modified) },
  ];
}

function name(fn: Fn) {
  return (
    <>
      <div className="row">
        <Link to={functionPath(fn.func_urn)} className="breaks">
          {fn.func_name}
        </Link>
        {fn.package === "default" ? null : <Badge>{fn.package}</Badge>}
        {fn.strategy_config?.concurrency === 0 ? <Badge tone="warn">{t("disabled")}</Badge> : null}
      </div>
      {fn.description === "" ? null : <div className="soft small breaks">{fn.description.slice(0, 120)}</div>}
    </>
  );
}

function Pages({ marker, shown, all, onMove }: { marker: number; shown: number; all: number; onMove: (marker: number) => void }) {
  if (all <= PAGE_SIZE) {
    return null;
  }
  const last = Math.floor((all - 1) / PAGE_SIZE) * PAGE_SIZE;
  const back = (to: number) => (marker === 0 ? undefined : () => onMove(to));
  const on = (to: number) => (marker >= last ? undefined : () => onMove(to));
  return (
    <Pager onPrevious={back(Math.max(0, marker - PAGE_SIZE))} onNext={on(marker + PAGE_SIZE)} ends={{ onFirst: back(0), onLast: on(last) }}>
      {t("shownOf", { from: count(marker + 1), to: count(marker + shown), all: count(all) })}
    </Pager>
  );
}
