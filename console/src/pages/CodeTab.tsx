import { useEffect, useState } from "react";
import { fromBase64, toBase64 } from "../api/base64";
import { showCode, type Tagged, updateCode } from "../api/calls";
import type { Code, Fn } from "../api/types";
import { bytes, t } from "../i18n";
import { Editor } from "../editor/Editor";
import { guardLeaving } from "../router";
import { useAction } from "../ui/action";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Failure } from "../ui/parts";
import { Show } from "../ui/Show";
import { toast } from "../ui/toast";
import { TestPanel } from "./TestPanel";
import { archiveBase64, Upload } from "./Upload";
import { starterOf } from "./starters";

/** Code on the left, a call of it on the right. */
export function CodeTab({ fn, onChange }: { fn: Fn; onChange: () => void }) {
  const code = useLoad(fn.func_urn, (signal) => showCode(fn.func_urn, signal));
  return (
    <div className="split">
      <Show loaded={code}>
        {(shown) => (
          <CodeCard
            fn={fn}
            shown={shown}
            onSaved={() => {
              code.reload();
              onChange();
            }}
          />
        )}
      </Show>
      <TestPanel urn={fn.func_urn} />
    </div>
  );
}

function CodeCard({ fn, shown, onSaved }: { fn: Fn; shown: Tagged<Code>; onSaved: () => void }) {
  const isInline = shown.value.code_type === "inline";
  const stored = isInline && shown.value.func_code.file !== "" ? fromBase64(shown.value.func_code.file) : "";
  const [source, setSource] = useState(stored);
  const [archive, setArchive] = useState<File | null>(null);
  const [uploading, setUploading] = useState(!isInline);
  const deploying = useAction();
  const dirty = isInline && source !== stored;

  useEffect(() => setSource(stored), [stored]);
  useEffect(() => {
    guardLeaving(dirty ? () => window.confirm(t("leaveUnsaved")) : null);
    return () => guardLeaving(null);
  }, [dirty]);

  async function deploy(code: object): Promise<void> {
    if (await deploying.run(() => updateCode(fn.func_urn, shown.tag, code))) {
      toast(t("deployed"));
      setArchive(null);
      onSaved();
    }
  }

  function save(): void {
    void deploy({ code_type: "inline", func_code: { file: toBase64(source) } });
  }

  async function upload(file: File): Promise<void> {
    const type = file.name.endsWith(".jar") ? "jar" : "zip";
    await deploy({ code_type: type, code_filename: file.name, func_code: { file: await archiveBase64(file) } });
  }

  return (
    <Card
      title={t("code")}
      aside={
        <span className="row">
          {dirty ? <Badge tone="accent">{t("notDeployed")}</Badge> : null}
          {isInline ? (
            <Button look="quiet" aria-pressed={uploading} onClick={() => setUploading(!uploading)}>
              {t("uploadInstead")}
            </Button>
          ) : null}
          {isInline && !uploading ? (
            <Button look="primary" disabled={!dirty || deploying.busy} onClick={save}>
              {t("deploy")}
            </Button>
          ) : null}
        </span>
      }
    >
      <div className="stack tight">
        <div className="soft small breaks">
          {shown.value.code_filename} · {shown.value.code_type} · {bytes(shown.value.code_size)} · SHA-512 {shown.value.digest.slice(0, 12)}…
        </div>
        {deploying.error === undefined ? null : <Failure error={deploying.error} />}
        {isInline && !uploading ? (
          <Editor label={t("code")} language={starterOf(fn.runtime).file} value={source} onChange={setSource} onSave={dirty ? save : undefined} minHeight={320} />
        ) : (
          <>
            <Upload file={archive} onChange={setArchive} />
            <div className="row">
              <Button look="primary" disabled={archive === null || deploying.busy} onClick={() => archive !== null && void upload(archive)}>
                {t("uploadAndDeploy")}
              </Button>
              {shown.value.func_code.file === "" ? null : (
                <Button onClick={() => download(shown.value)}>{t("download")}</Button>
              )}
            </div>
          </>
        )}
      </div>
    </Card>
  );
}

function download(code: Code): void {
  const content = Uint8Array.from(atob(code.func_code.file), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([content]));
  const link = document.createElement("a");
  link.href = url;
  link.download = code.code_filename;
  link.click();
  URL.revokeObjectURL(url);
}
