import { type ButtonHTMLAttributes, type ReactNode, useState } from "react";
import { ApiError } from "../api/http";
import { t } from "../i18n";
import { Icon } from "./icons";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: "primary" | "danger" | "quiet" };

export function Button({ look, className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={`button ${look ?? ""} ${className}`} {...rest} />;
}

export function Card({ title, aside, children, flush = false }: { title?: ReactNode; aside?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className="card">
      {title === undefined ? null : (
        <header className="spread">
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {flush ? children : <div className="body">{children}</div>}
    </section>
  );
}

export function Badge({ tone = "", children }: { tone?: "" | "good" | "bad" | "warn" | "accent"; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** Why something failed, in the server's words, with the id under which its log knows the request. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  if (error instanceof ApiError && error.isUnserved) {
    return <div className="notice">{t("notServed")}</div>;
  }
  return (
    <div className="notice bad" role="alert">
      <div>{messageOf(error)}</div>
      {error instanceof ApiError && (error.code !== "" || error.requestId !== "") ? (
        <div className="small">
          {error.code} {error.requestId === "" ? "" : t("requestIdIs", { id: error.requestId })}
        </div>
      ) : null}
      {retry === undefined ? null : (
        <div className="row">
          <Button look="quiet" onClick={retry}>
            {t("tryAgain")}
          </Button>
        </div>
      )}
    </div>
  );
}

export function messageOf(error: unknown): string {
  if (error instanceof ApiError && error.status === 0) {
    return t("unreachable");
  }
  return error instanceof Error ? error.message : String(error);
}

export function Loading() {
  return (
    <div className="loading" role="status">
      {t("loading")}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>;
}

export function Copy({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard?.writeText(text);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  }
  return (
    <Button look="quiet" className="icon" aria-label={label} title={label} onClick={() => void copy()}>
      {done ? <span className="small good">{t("copied")}</span> : <Icon name="copy" />}
    </Button>
  );
}

export function Page({ title, crumbs, actions, children }: { title: ReactNode; crumbs?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="page fade">
      <div className="page-head">
        {crumbs === undefined ? null : <div className="crumbs">{crumbs}</div>}
        <div className="spread">
          <h1>{title}</h1>
          <div className="row">{actions}</div>
        </div>
      </div>
      {children}
    </div>
  );
}
