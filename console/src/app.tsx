import { lazy, Suspense, useEffect } from "react";
import { enterProject } from "./api/signIn";
import { setSession, useSession } from "./api/session";
import { type Key, t, useLanguage } from "./i18n";
import { CreatePage } from "./pages/CreatePage";
import { FunctionPage } from "./pages/FunctionPage";
import { FunctionsPage } from "./pages/FunctionsPage";
import { SignInPage } from "./pages/SignInPage";
import { BASE, Link, navigate, usePath } from "./router";
import { orToast } from "./ui/action";
import { Icon } from "./ui/icons";
import { Button, Empty, Loading } from "./ui/parts";
import { LanguageButton, ThemeButton } from "./ui/preferences";
import { Toasts } from "./ui/toast";

const MonitorPage = lazy(() => import("./pages/MonitorPage"));
const RuntimesPage = lazy(() => import("./pages/RuntimesPage"));
const AuditPage = lazy(() => import("./pages/AuditPage"));
const HealthPage = lazy(() => import("./pages/HealthPage"));

const PLACES = [
  { path: "/functions", key: "functions", icon: "functions" },
  { path: "/monitor", key: "monitor", icon: "chart" },
  { path: "/runtimes", key: "runtimes", icon: "runtime" },
  { path: "/audit", key: "audit", icon: "audit" },
  { path: "/health", key: "health", icon: "health" },
] as const satisfies readonly { path: string; key: Key; icon: string }[];

export function App() {
  const spoken = useLanguage();
  const session = useSession();
  return (
    <div key={spoken}>
      {session === null ? <SignInPage /> : <Shell />}
      <Toasts />
    </div>
  );
}

function Shell() {
  const path = usePath();
  useEffect(() => {
    document.title = titleOf(path);
  }, [path]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("skipToContent")}
      </a>
      <Side path={path} />
      <main id="main" className="main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Place path={path} />
        </Suspense>
      </main>
    </div>
  );
}

function titleOf(path: string): string {
  const place = PLACES.find((each) => path.startsWith(each.path));
  const urn = /^\/functions\/([^/]+)/.exec(path)?.[1];
  const name = urn === undefined || urn === "new" ? undefined : decodeURIComponent(urn).split(":")[6];
  return `${name ?? (place === undefined ? "" : t(place.key))} · Funcgraph`;
}

function Place({ path }: { path: string }) {
  const [first = "", second, third] = path.split("/").filter((part) => part !== "");
  switch (first) {
    case "":
    case "functions":
      if (second === undefined) {
        return <FunctionsPage />;
      }
      return second === "new" ? <CreatePage /> : <FunctionPage key={second} urn={decodeURIComponent(second)} tab={third ?? "code"} />;
    case "monitor":
      return <MonitorPage />;
    case "runtimes":
      return <RuntimesPage />;
    case "audit":
      return <AuditPage />;
    case "health":
      return <HealthPage />;
    default:
      return (
        <Empty>
          <p>{t("noSuchPage")}</p>
          <Link to="/functions">{t("functions")}</Link>
        </Empty>
      );
  }
}

function Side({ path }: { path: string }) {
  const here = path === "/" ? "/functions" : path;
  return (
    <div className="side">
      <Link to="/functions" className="brand">
        <img src={`${BASE}/icon.svg`} alt="" />
        Funcgraph
      </Link>
      <nav className="nav" aria-label={t("mainNavigation")}>
        {PLACES.map(({ path: to, key, icon }) => (
          <Link key={to} to={to} aria-current={here.startsWith(to) ? "page" : undefined}>
            <Icon name={icon} />
            {t(key)}
          </Link>
        ))}
      </nav>
      <div className="side-foot">
        <ProjectChoice />
        <div className="row">
          <ThemeButton />
          <LanguageButton />
        </div>
        <SignOut />
      </div>
    </div>
  );
}

function ProjectChoice() {
  const session = useSession();
  if (session === null || session.projects.length < 2) {
    return session === null ? null : <div className="soft small breaks">{t("projectIs", { project: session.projectName })}</div>;
  }
  async function change(id: string): Promise<void> {
    const project = session?.projects.find((each) => each.id === id);
    if (session !== null && project !== undefined) {
      await orToast(async () => {
        await enterProject(session, project);
        navigate("/functions");
      });
    }
  }
  return (
    <select className="input" aria-label={t("project")} value={session.projectId} onChange={(event) => void change(event.target.value)}>
      {session.projects.map((project) => (
        <option key={project.id} value={project.id}>
          {project.name}
        </option>
      ))}
    </select>
  );
}

function SignOut() {
  const session = useSession();
  return (
    <div className="spread">
      <span className="small breaks">{session?.userName}</span>
      <Button look="quiet" onClick={() => setSession(null)}>
        {t("signOut")}
      </Button>
    </div>
  );
}
