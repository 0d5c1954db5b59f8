import { type FormEvent, useState } from "react";
import { sessionHasEnded } from "../api/session";
import { signIn, signInByKeys } from "../api/signIn";
import { t } from "../i18n";
import { BASE } from "../router";
import { useAction } from "../ui/action";
import { TextField } from "../ui/fields";
import { Button, Failure } from "../ui/parts";
import { LanguageButton, ThemeButton } from "../ui/preferences";

const WAYS = ["password", "accessKey"] as const;

export function SignInPage() {
  const [way, setWay] = useState<(typeof WAYS)[number]>("password");
  const [name, setName] = useState("");
  const [secret, setSecret] = useState("");
  const signing = useAction();
  const byKeys = way === "accessKey";

  function choose(next: (typeof WAYS)[number]): void {
    setWay(next);
    setName("");
    setSecret("");
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void signing.run(() => (byKeys ? signInByKeys({ accessKey: name.trim(), secretKey: secret.trim() }) : signIn(name, secret)));
  }

  return (
    <main className="login">
      <div className="login-card">
        <div className="brand">
          <img src={`${BASE}/icon.svg`} alt="" />
          <h1>{t("signInTitle")}</h1>
        </div>
        <form className="card" onSubmit={submit}>
          <div className="body stack">
            <div className="ways" role="group" aria-label={t("signInBy")}>
              {WAYS.map((each) => (
                <Button key={each} aria-pressed={each === way} onClick={() => choose(each)}>
                  {t(`signInBy.${each}`)}
                </Button>
              ))}
            </div>
            {sessionHasEnded() && signing.error === undefined ? <div className="notice warn">{t("sessionEnded")}</div> : null}
            <TextField key={`${way}-name`} label={t(byKeys ? "accessKeyId" : "userName")} value={name} onChange={setName} autoComplete={byKeys ? "off" : "username"} mono={byKeys} required />
            <TextField key={`${way}-secret`} label={t(byKeys ? "secretKey" : "password")} value={secret} onChange={setSecret} type="password" autoComplete={byKeys ? "off" : "current-password"} required />
            {signing.error === undefined ? null : <Failure error={signing.error} />}
            <Button look="primary" type="submit" disabled={signing.busy}>
              {t("signIn")}
            </Button>
            <p className="hint">{t(byKeys ? "signInHint.accessKey" : "signInHint.password")}</p>
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
