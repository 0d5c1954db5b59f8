import { listRuntimes } from "../api/calls";
import type { RuntimeType } from "../api/types";
import { t } from "../i18n";
import { type Column, DataTable } from "../ui/DataTable";
import { useLoad } from "../ui/load";
import { Badge, Card, Page } from "../ui/parts";
import { Show } from "../ui/Show";

const TONES = { exact: "good", substitute: "warn", absent: "" } as const;
const WORDS = { exact: "runtimeExact", substitute: "runtimeSubstitute", absent: "runtimeMissing" } as const;

export default function RuntimesPage() {
  const runtimes = useLoad("runtimes", listRuntimes);
  return (
    <Page title={t("runtimes")}>
      <div className="stack">
        <p className="soft">{t("runtimesText")}</p>
        <Show loaded={runtimes}>
          {(rows) => (
            <Card flush>
              <DataTable columns={columns()} rows={rows} keyOf={(each) => each.type} />
            </Card>
          )}
        </Show>
      </div>
    </Page>
  );
}

function columns(): readonly Column<RuntimeType>[] {
  return [
    { title: t("runtime"), look: "nowrap", cell: (each) => each.type },
    { title: t("status"), cell: (each) => <Badge tone={TONES[each.status]}>{t(WORDS[each.status])}</Badge> },
    { title: t("version"), look: "nowrap", cell: (each) => each.version ?? "–" },
    { title: t("remedy"), look: "small breaks", cell: (each) => each.remedy ?? "" },
  ];
}
