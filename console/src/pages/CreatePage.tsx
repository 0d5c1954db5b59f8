import { type FormEvent, useState } from "react";
import { toBase64 } from "../api/base64";
import { createFunction, listRuntimes, showLimits } from "../api/calls";
import type { Limits } from "../api/types";
import { t } from "../i18n";
import { violations } from "../config/violations";
import { Editor } from "../editor/Editor";
import { functionPath, Link, navigate } from "../router";
import { useAction } from "../ui/action";
import { CheckField, SelectField, TextField } from "../ui/fields";
import { useLoad } from "../ui/load";
import { Button, Card, Failure, Loading, Page } from "../ui/parts";
import { archiveBase64, Upload } from "./Upload";
import { starterOf } from "./starters";

const FIELDS = ["func_name", "package", "runtime", "handler", "memory_size", "timeout", "description", "func_code", "code_filename"];
const FIRST_CHOICE = "Python3.9";

export function CreatePage() {
  const limits = useLoad("limits", showLimits);
  const runtimes = useLoad("runtimes", listRuntimes);
  if (limits.error !== undefined || runtimes.error !== undefined) {
    return <Failure error={limits.error ?? runtimes.error} retry={limits.reload} />;
  }
  if (limits.data === undefined || runtimes.data === undefined) {
    return <Loading />;
  }
  const present = runtimes.data.filter((each) => each.status !== "absent").map((each) => each.type);
  return <Form limits={limits.data} present={present} />;
}

function Form({ limits, present }: { limits: Limits; present: string[] }) {
  const initial = present.includes(FIRST_CHOICE) ? FIRST_CHOICE : (present.find((each) => each.startsWith("Python")) ?? FIRST_CHOICE);
  const [name, setName] = useState("");
  const [packageName, setPackage] = useState("default");
  const [runtime, setRuntime] = useState(initial);
  const [handler, setHandler] = useState(starterOf(initial).handler);
  const [memory, setMemory] = useState("128");
  const [timeout, setTimeout] = useState("30");
  const [description, setDescription] = useState("");
  const [source, setSource] = useState(starterOf(initial).source);
  const [archive, setArchive] = useState<File | null>(null);
  const [fromFile, setFromFile] = useState(false);
  const creating = useAction();

  const known = limits.runtimes.find((each) => each.name === runtime);
  const mayInline = known?.code_types.includes("inline") ?? false;
  const upload = fromFile || !mayInline;
  const found = violations(creating.error, FIELDS);

  function choose(next: string): void {
    const before = starterOf(runtime);
    const after = starterOf(next);
    setRuntime(next);
    if (handler === before.handler) {
      setHandler(after.handler);
    }
    if (source === before.source) {
      setSource(after.source);
    }
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    await creating.run(async () => {
      const code = upload
        ? archive === null
          ? { code_type: "zip" }
          : { code_type: archive.name.endsWith(".jar") ? "jar" : "zip", code_filename: archive.name, func_code: { file: await archiveBase64(archive) } }
        : { code_type: "inline", func_code: { file: toBase64(source) } };
      const made = await createFunction({
        func_name: name,
        package: packageName,
        runtime,
        handler,
        memory_size: Number(memory),
        timeout: Number(timeout),
        description,
        ...code,
      });
      navigate(functionPath(made.func_urn));
    });
  }

  const range = limits.fields["timeout"];
  return (
    <Page title={t("createFunction")} crumbs={<Link to="/functions">{t("functions")}</Link>}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {creating.error !== undefined && found.rest !== "" ? <Failure error={creating.error} /> : null}
        <Card title={t("basics")}>
          <div className="fields">
            <TextField label={t("name")} value={name} onChange={setName} required error={found.of("func_name")} hint={t("nameHint")} />
            <TextField label={t("package")} value={packageName} onChange={setPackage} error={found.of("package")} />
            <SelectField
              label={t("runtime")}
              value={runtime}
              onChange={choose}
              error={found.of("runtime")}
              options={limits.runtimes.map((each) => ({ value: each.name, label: present.includes(each.name) ? each.name : t("runtimeAbsent", { runtime: each.name }) }))}
            />
            <TextField label={t("handler")} value={handler} onChange={setHandler} mono error={found.of("handler")} hint={known?.handler} />
            <SelectField label={t("memory")} value={memory} onChange={setMemory} error={found.of("memory_size")} options={(limits.fields["memory_size"]?.one_of ?? [128]).map((size) => ({ value: String(size), label: `${size} MB` }))} />
            <TextField label={t("timeoutSeconds")} type="number" value={timeout} onChange={setTimeout} min={range?.min} max={range?.max} error={found.of("timeout")} hint={range === undefined ? undefined : t("rangeIs", { min: range.min ?? 0, max: range.max ?? 0 })} />
            <TextField label={t("description")} value={description} onChange={setDescription} wide error={found.of("description")} />
          </div>
        </Card>
        <Card title={t("code")} aside={mayInline ? <CheckField label={t("uploadInstead")} value={fromFile} onChange={setFromFile} /> : undefined}>
          {upload ? (
            <Upload file={archive} onChange={setArchive} />
          ) : (
            <Editor label={t("code")} language={starterOf(runtime).file} value={source} onChange={setSource} minHeight={220} />
          )}
          {found.of("func_code") === undefined ? null : <p className="error-text">{found.of("func_code")}</p>}
          {found.of("code_filename") === undefined ? null : <p className="error-text">{found.of("code_filename")}</p>}
        </Card>
        <div className="row end">
          <Link to="/functions" className="button">
            {t("cancel")}
          </Link>
          <Button look="primary" type="submit" disabled={creating.busy || name === ""}>
            {t("createFunction")}
          </Button>
        </div>
      </form>
    </Page>
  );
}
