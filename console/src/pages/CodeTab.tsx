import { useEffect, useState } from "react";
import { fromBase64, showCode, type Tagged, toBase64, updateCode } from "../api/calls";
import type { Code, Fn } from "../api/types";
import { bytes, t } from "../i18n";
import { Editor } from "../editor/Editor";
import { guardLeaving } from "../router";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Failure, Loading, messageOf } from "../ui/parts";
import { toast } from "../ui/toast";
import { TestPanel } from "./TestPanel";
import { archiveBase64, Upload } from "./Upload";
import { starterOf } from "./starters";

/** Code on the left, a call of it on the right. */
export function CodeTab({ fn, onChange }: { fn: Fn; onChange: () => void }) {
  const code = useLoad(fn.func_urn, (signal) => showCode(fn.func_urn, signal));
  return (
    <div className="split">
      {code.error === undefined ? null : <Failure error={code.error} retry={code.reload} />}
      {code.data === undefined ? (
        code.error === undefined ? (
          <Loading />
        ) : null
      ) : (
        <CodeCard
          fn={fn}
          shown={code.data}
          onSaved={() => {
            code.reload();
            onChange();
          }}
        />
      )}
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
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const dirty = isInline && source !== stored;

  useEffect(() => setSource(stored), [stored]);
  useEffect(() => {
    guardLeaving(dirty ? () => window.confirm(t("leaveUnsaved")) : null);
    return () => guardLeaving(null);
  }, [dirty]);

  async function deploy(code: object): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await updateCode(fn.func_urn, shown.tag, code);
      toast(t("deployed"));
      setArchive(null);
      onSaved();
    } catch (failure) {
      setError(failure);
      toast(messageOf(failure), true);
    } finally {
      setBusy(false);
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
            <Button look="primary" disabled={!dirty || busy} onClick={save}>
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
        {error === undefined ? null : <Failure error={error} />}
        {isInline && !uploading ? (
          <Editor label={t("code")} language={starterOf(fn.runtime).file} value={source} onChange={setSource} onSave={dirty ? save : undefined} minHeight={320} />
        ) : (
          <>
            <Upload file={archive} onChange={setArchive} />
            <div className="row">
              <Button look="primary" disabled={archive === null || busy} onClick={() => archive !== null && void upload(archive)}>
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
