import { listRuntimes } from "../api/calls";
import { t } from "../i18n";
import { useLoad } from "../ui/load";
import { Badge, Card, Failure, Loading, Page } from "../ui/parts";

const TONES = { exact: "good", substitute: "warn", absent: "" } as const;
const WORDS = { exact: "runtimeExact", substitute: "runtimeSubstitute", absent: "runtimeMissing" } as const;

export default function RuntimesPage() {
  const runtimes = useLoad("runtimes", listRuntimes);
  return (
    <Page title={t("runtimes")}>
      <div className="stack">
        <p className="soft">{t("runtimesText")}</p>
        {runtimes.error === undefined ? null : <Failure error={runtimes.error} retry={runtimes.reload} />}
        {runtimes.data === undefined ? runtimes.loading ? <Loading /> : null : (
          <Card flush>
            <div className="table-box">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t("runtime")}</th>
                    <th scope="col">{t("status")}</th>
                    <th scope="col">{t("version")}</th>
                    <th scope="col">{t("remedy")}</th>
                  </tr>
                </thead>
                <tbody>
                  {runtimes.data.map((each) => (
                    <tr key={each.type}>
                      <td className="nowrap">{each.type}</td>
                      <td>
                        <Badge tone={TONES[each.status]}>{t(WORDS[each.status])}</Badge>
                      </td>
                      <td className="nowrap">{each.version ?? "–"}</td>
                      <td className="small breaks">{each.remedy ?? ""}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        )}
      </div>
    </Page>
  );
}
