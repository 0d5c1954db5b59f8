import { useState } from "react";
import { createAlias, deleteAlias, deleteFunction, listAliases, listVersions, publishVersion, updateAlias } from "../api/calls";
import type { Alias, Fn } from "../api/types";
import { bytes, dateTime, t } from "../i18n";
import { SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Badge, Button, Card, Confirm, Dialog, Empty, Failure, Loading } from "../ui/parts";

type Open = { kind: "publish" } | { kind: "alias"; alias: Alias | null } | { kind: "deleteVersion"; version: Fn } | { kind: "deleteAlias"; alias: Alias };

export default function VersionsTab({ fn }: { fn: Fn }) {
  const urn = fn.func_urn.split(":").slice(0, 7).join(":");
  const versions = useLoad(urn, (signal) => listVersions(urn, signal));
  const aliases = useLoad(urn, (signal) => listAliases(urn, signal));
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  function done(): void {
    close();
    versions.reload();
    aliases.reload();
  }
  const names = (versions.data?.versions ?? []).map((each) => each.version);
  return (
    <div className="stack">
      <Card title={t("versions")} flush aside={<Button onClick={() => setOpen({ kind: "publish" })}>{t("publish")}</Button>}>
        {versions.error === undefined ? null : <Failure error={versions.error} retry={versions.reload} />}
        {versions.data === undefined ? versions.loading ? <Loading /> : null : <Versions versions={versions.data.versions} onDelete={(version) => setOpen({ kind: "deleteVersion", version })} />}
      </Card>
      <Card title={t("aliases")} flush aside={<Button onClick={() => setOpen({ kind: "alias", alias: null })}>{t("createAlias")}</Button>}>
        {aliases.error === undefined ? null : <Failure error={aliases.error} retry={aliases.reload} />}
        {aliases.data === undefined ? aliases.loading ? <Loading /> : null : <Aliases aliases={aliases.data} onEdit={(alias) => setOpen({ kind: "alias", alias })} onDelete={(alias) => setOpen({ kind: "deleteAlias", alias })} />}
      </Card>
      {open?.kind === "publish" ? <Publish urn={urn} onClose={close} onDone={done} /> : null}
      {open?.kind === "alias" ? <AliasDialog urn={urn} alias={open.alias} versions={names} onClose={close} onDone={done} /> : null}
      {open?.kind === "deleteVersion" ? <Confirm title={t("deleteVersion")} text={t("deleteVersionText", { name: open.version.version })} action={() => deleteFunction(`${urn}:${open.version.version}`)} onClose={close} onDone={done} /> : null}
      {open?.kind === "deleteAlias" ? <Confirm title={t("deleteAlias")} text={t("deleteAliasText", { name: open.alias.name })} action={() => deleteAlias(urn, open.alias.name)} onClose={close} onDone={done} /> : null}
    </div>
  );
}

function Versions({ versions, onDelete }: { versions: Fn[]; onDelete: (version: Fn) => void }) {
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("version")}</th>
            <th scope="col">{t("description")}</th>
            <th scope="col">{t("runtime")}</th>
            <th scope="col" className="number">
              {t("codeSize")}
            </th>
            <th scope="col">{t("lastModified")}</th>
            <th scope="col">
              <span className="hidden-text">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((each) => (
            <tr key={each.version}>
              <td>{each.version === "latest" ? <Badge tone="accent">latest</Badge> : <span className="mono">{each.version}</span>}</td>
              <td className="breaks">{each.version_description}</td>
              <td className="nowrap">{each.runtime}</td>
              <td className="number nowrap">{bytes(each.code_size)}</td>
              <td className="nowrap">{dateTime(each.last_modified)}</td>
              <td>
                {each.version === "latest" ? null : (
                  <div className="row end">
                    <Button look="quiet" onClick={() => onDelete(each)} aria-label={`${t("delete")}: ${each.version}`}>
                      {t("delete")}
                    </Button>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Aliases({ aliases, onEdit, onDelete }: { aliases: Alias[]; onEdit: (alias: Alias) => void; onDelete: (alias: Alias) => void }) {
  if (aliases.length === 0) {
    return <Empty>{t("noAliases")}</Empty>;
  }
  return (
    <div className="table-box">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("traffic")}</th>
            <th scope="col">{t("description")}</th>
            <th scope="col">{t("lastModified")}</th>
            <th scope="col">
              <span className="hidden-text">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {aliases.map((alias) => (
            <tr key={alias.name}>
              <td className="mono">{alias.name}</td>
              <td>{traffic(alias)}</td>
              <td className="breaks">{alias.description}</td>
              <td className="nowrap">{dateTime(alias.last_modified)}</td>
              <td>
                <div className="row end">
                  <Button look="quiet" onClick={() => onEdit(alias)} aria-label={`${t("edit")}: ${alias.name}`}>
                    {t("edit")}
                  </Button>
                  <Button look="quiet" onClick={() => onDelete(alias)} aria-label={`${t("delete")}: ${alias.name}`}>
                    {t("delete")}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function traffic(alias: Alias): string {
  const [other, weight] = Object.entries(alias.additional_version_weights ?? {})[0] ?? [];
  return other === undefined || weight === undefined ? `${alias.version} 100 %` : `${alias.version} ${100 - weight} % · ${other} ${weight} %`;
}

function Publish({ urn, onClose, onDone }: { urn: string; onClose: () => void; onDone: () => void }) {
  const [version, setVersion] = useState("");
  const [description, setDescription] = useState("");
  const [error, setError] = useState<unknown>();
  async function save(): Promise<void> {
    try {
      await publishVersion(urn, { ...(version === "" ? {} : { version }), description });
      onDone();
    } catch (failure) {
      setError(failure);
    }
  }
  return (
    <Dialog
      title={t("publish")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" onClick={() => void save()}>
            {t("publish")}
          </Button>
        </>
      }
    >
      <TextField label={t("version")} value={version} onChange={setVersion} mono hint={t("versionHint")} />
      <TextField label={t("description")} value={description} onChange={setDescription} />
      {error === undefined ? null : <Failure error={error} />}
    </Dialog>
  );
}

function AliasDialog({ urn, alias, versions, onClose, onDone }: { urn: string; alias: Alias | null; versions: string[]; onClose: () => void; onDone: () => void }) {
  const [firstOther, firstWeight] = Object.entries(alias?.additional_version_weights ?? {})[0] ?? ["", 0];
  const [name, setName] = useState(alias?.name ?? "");
  const [version, setVersion] = useState(alias?.version ?? versions.find((each) => each !== "latest") ?? "latest");
  const [other, setOther] = useState(firstOther);
  const [weight, setWeight] = useState(firstWeight);
  const [description, setDescription] = useState(alias?.description ?? "");
  const [error, setError] = useState<unknown>();
  const others = versions.filter((each) => each !== "latest" && each !== version);

  async function save(): Promise<void> {
    const wanted = { name, version, description, ...(other === "" ? {} : { additional_version_weights: { [other]: weight } }) };
    try {
      await (alias === null ? createAlias(urn, wanted) : updateAlias(urn, alias.name, wanted));
      onDone();
    } catch (failure) {
      setError(failure);
    }
  }

  function changeWeight(text: string): void {
    setWeight(Math.max(0, Math.min(100, Math.round(Number(text) || 0))));
  }

  return (
    <Dialog
      title={alias === null ? t("createAlias") : t("editAlias", { name: alias.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" disabled={name === ""} onClick={() => void save()}>
            {t("save")}
          </Button>
        </>
      }
    >
      {alias === null ? <TextField label={t("name")} value={name} onChange={setName} mono /> : null}
      <SelectField label={t("mainVersion")} value={version} onChange={setVersion} options={versions} />
      <SelectField label={t("additionalVersion")} value={other} onChange={setOther} options={[{ value: "", label: t("none") }, ...others]} />
      {other === "" ? null : (
        <div className="field">
          <label htmlFor="weight">{t("weight", { version: other, weight, main: version, rest: 100 - weight })}</label>
          <div className="weight">
            <input id="weight" type="range" min={0} max={100} value={weight} onChange={(event) => changeWeight(event.target.value)} />
            <input className="input" type="number" min={0} max={100} aria-label={t("weightNumber")} value={weight} onChange={(event) => changeWeight(event.target.value)} />
          </div>
        </div>
      )}
      <TextField label={t("description")} value={description} onChange={setDescription} />
      {error === undefined ? null : <Failure error={error} />}
    </Dialog>
  );
}
