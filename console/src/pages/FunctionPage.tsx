import { lazy, Suspense, useState } from "react";
import { deleteFunction, showConfig, type Tagged, updateConfig } from "../api/calls";
import type { Fn } from "../api/types";
import { ConfigTab } from "../config/ConfigTab";
import { dateTime, type Key, t } from "../i18n";
import { functionPath, Link, navigate } from "../router";
import { orToast } from "../ui/action";
import { useLoad } from "../ui/load";
import { Confirm } from "../ui/dialogs";
import { Badge, Button, Copy, Failure, Loading, Page } from "../ui/parts";
import { toast } from "../ui/toast";
import { CodeTab } from "./CodeTab";

const MetricsTab = lazy(() => import("./MetricsTab"));
const LogsTab = lazy(() => import("./LogsTab"));
const VersionsTab = lazy(() => import("./VersionsTab"));
const TriggersTab = lazy(() => import("../triggers/TriggersTab"));
const AsyncTab = lazy(() => import("./AsyncTab"));
const ReservedTab = lazy(() => import("./ReservedTab"));

const TABS = ["code", "config", "metrics", "logs", "versions", "triggers", "async", "reserved"] as const;
type Tab = (typeof TABS)[number];
const TAB_KEYS = {
  code: "tab.code",
  config: "tab.config",
  metrics: "tab.metrics",
  logs: "tab.logs",
  versions: "tab.versions",
  triggers: "tab.triggers",
  async: "tab.async",
  reserved: "tab.reserved",
} as const satisfies Record<Tab, Key>;

export function FunctionPage({ urn, tab }: { urn: string; tab: string }) {
  const fn = useLoad(urn, (signal) => showConfig(urn, signal));
  const here = TABS.find((each) => each === tab) ?? "code";
  if (fn.error !== undefined && fn.data === undefined) {
    return <Failure error={fn.error} retry={fn.reload} />;
  }
  if (fn.data === undefined) {
    return <Loading />;
  }
  const shown = fn.data;
  return (
    <Page title={<Title fn={shown.value} />} crumbs={<Link to="/functions">{t("functions")}</Link>} actions={<Actions shown={shown} onChange={fn.replace} />}>
      <Facts fn={shown.value} />
      <nav className="tabs" aria-label={t("functionSections")}>
        {TABS.map((each) => (
          <Link key={each} to={functionPath(urn, each)} aria-current={each === here ? "page" : undefined}>
            {t(TAB_KEYS[each])}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Loading />}>
        <Content tab={here} shown={shown} onChange={fn.replace} onCodeChange={fn.reload} />
      </Suspense>
    </Page>
  );
}

function Content({ tab, shown, onChange, onCodeChange }: { tab: Tab; shown: Tagged<Fn>; onChange: (fn: Tagged<Fn>) => void; onCodeChange: () => void }) {
  const urn = shown.value.func_urn;
  switch (tab) {
    case "code":
      return <CodeTab fn={shown.value} onChange={onCodeChange} />;
    case "config":
      return <ConfigTab shown={shown} onSaved={onChange} />;
    case "metrics":
      return <MetricsTab urn={urn} />;
    case "logs":
      return <LogsTab urn={urn} />;
    case "versions":
      return <VersionsTab fn={shown.value} />;
    case "triggers":
      return <TriggersTab urn={urn} />;
    case "async":
      return <AsyncTab urn={urn} />;
    case "reserved":
      return <ReservedTab urn={urn} />;
  }
}

function Title({ fn }: { fn: Fn }) {
  return (
    <span className="row">
      <span className="breaks">{fn.func_name}</span>
      <Badge tone="accent">{fn.runtime}</Badge>
      {fn.strategy_config?.concurrency === 0 ? <Badge tone="warn">{t("disabled")}</Badge> : null}
    </span>
  );
}

function Facts({ fn }: { fn: Fn }) {
  return (
    <div className="row soft small below-title">
      <span className="mono breaks">{fn.func_urn}</span>
      <Copy text={fn.func_urn} label={t("copyUrn")} />
      <span>{t("changedAt", { time: dateTime(fn.last_modified) })}</span>
    </div>
  );
}

function Actions({ shown, onChange }: { shown: Tagged<Fn>; onChange: (fn: Tagged<Fn>) => void }) {
  const [asking, setAsking] = useState(false);
  const fn = shown.value;
  const disabled = fn.strategy_config?.concurrency === 0;

  function turn(): void {
    const strategy = { strategy_config: { concurrency: disabled ? -1 : 0 } };
    // With the code type of an object store, the code would be fetched again.
    const change = fn.code_type === "obs" ? strategy : { code_type: fn.code_type, ...strategy };
    void orToast(async () => {
      onChange(await updateConfig(fn.func_urn, shown.tag, change));
      toast(t(disabled ? "nowEnabled" : "nowDisabled"));
    });
  }

  return (
    <>
      <Button onClick={turn}>{t(disabled ? "enable" : "disable")}</Button>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t("delete")}
      </Button>
      {asking ? (
        <Confirm
          title={t("deleteFunction")}
          text={t("deleteFunctionText", { name: fn.func_name })}
          action={() => deleteFunction(fn.func_urn.split(":").slice(0, 7).join(":"))}
          onClose={() => setAsking(false)}
          onDone={() => {
            toast(t("deleted", { name: fn.func_name }));
            navigate("/functions", true);
          }}
        />
      ) : null}
    </>
  );
}
