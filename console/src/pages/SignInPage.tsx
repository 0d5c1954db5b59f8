import { type FormEvent, useState } from "react";
import { signIn } from "../api/signIn";
import { sessionHasEnded } from "../api/session";
import { t } from "../i18n";
import { BASE } from "../router";
import { TextField } from "../ui/fields";
import { Button, Failure } from "../ui/parts";
import { LanguageButton, ThemeButton } from "../ui/preferences";

export function SignInPage() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await signIn(name, password);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <main className="login">
      <div className="login-card">
        <div className="brand">
          <img src={`${BASE}/icon.svg`} alt="" />
          <h1>{t("signInTitle")}</h1>
        </div>
        <form className="card" onSubmit={(event) => void submit(event)}>
          <div className="body stack">
            {sessionHasEnded() && error === undefined ? <div className="notice warn">{t("sessionEnded")}</div> : null}
            <TextField label={t("userName")} value={name} onChange={setName} autoComplete="username" required />
            <TextField label={t("password")} value={password} onChange={setPassword} type="password" autoComplete="current-password" required />
            {error === undefined ? null : <Failure error={error} />}
            <Button look="primary" type="submit" disabled={busy}>
              {t("signIn")}
            </Button>
            <p className="hint">{t("signInHint")}</p>
          </div>
        </form>
        <div className="row end">
          <ThemeButton />
          <LanguageButton />
        </div>
      </div>
    </main>
  );
}
