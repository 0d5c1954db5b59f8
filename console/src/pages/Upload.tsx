import { useId } from "react";
import { bytesToBase64 } from "../api/base64";
import { bytes, t } from "../i18n";

/** A file of code, chosen by hand or dropped. */
export function Upload({ file, onChange }: { file: File | null; onChange: (file: File | null) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("archive")}</label>
      <input id={id} className="input" type="file" accept=".zip,.jar,application/zip,application/java-archive" onChange={(event) => onChange(event.target.files?.[0] ?? null)} />
      <div className="hint">{file === null ? t("archiveHint") : `${file.name}, ${bytes(file.size)}`}</div>
    </div>
  );
}

export async function archiveBase64(file: File): Promise<string> {
  return bytesToBase64(new Uint8Array(await file.arrayBuffer()));
}
