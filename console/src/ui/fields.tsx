import { type ReactNode, useId } from "react";
import { t } from "../i18n";
import { Icon } from "./icons";
import { Button } from "./parts";

interface Described {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  changed?: boolean;
  wide?: boolean;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
}

/** A label, the control that `children` makes, what is allowed, and what was wrong. */
export function Field({ label, hint, error, changed = false, wide = false, children }: Described & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].join(" ").trim();
  return (
    <div className={`field ${changed ? "changed" : ""} ${wide ? "wide" : ""}`}>
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": described === "" ? undefined : described, "aria-invalid": error !== undefined })}
      {hint === undefined ? null : (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error === undefined ? null : (
        <div className="error-text" id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  );
}

type TextProps = Described & {
  value: string;
  onChange: (value: string) => void;
  type?: string;
  mono?: boolean;
  disabled?: boolean;
  placeholder?: string;
  autoComplete?: string;
  required?: boolean;
  lines?: number;
  min?: number | undefined;
  max?: number | undefined;
  maxLength?: number | undefined;
};

export function TextField({ value, onChange, type = "text", mono = false, lines = 1, label, hint, error, changed, wide, ...rest }: TextProps) {
  const described: Described = { label, hint, error, ...(changed === undefined ? {} : { changed }), ...(wide === undefined ? {} : { wide }) };
  return (
    <Field {...described}>
      {(wiring) =>
        lines > 1 ? (
          <textarea className={`input ${mono ? "mono" : ""}`} rows={lines} value={value} onChange={(event) => onChange(event.target.value)} spellCheck={!mono} {...wiring} {...rest} />
        ) : (
          <input className={`input ${mono ? "mono" : ""}`} type={type} value={value} onChange={(event) => onChange(event.target.value)} spellCheck={false} {...wiring} {...rest} />
        )
      }
    </Field>
  );
}

/** What a select offers: a value, and what to call it when that is something else. */
export type Option = string | { readonly value: string; readonly label: string };

type SelectProps = Described & {
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  disabled?: boolean;
};

export function SelectField({ value, options, onChange, disabled, ...described }: SelectProps) {
  return (
    <Field {...described}>
      {(wiring) => (
        <select className="input" value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)} {...wiring}>
          {optionsOf(options)}
        </select>
      )}
    </Field>
  );
}

export function optionsOf(options: readonly Option[]): ReactNode[] {
  return options.map((option) => {
    const { value, label } = typeof option === "string" ? { value: option, label: option } : option;
    return (
      <option key={value} value={value}>
        {label}
      </option>
    );
  });
}

export function CheckField({ label, value, onChange, hint, error, changed = false, wide = false }: Described & { value: boolean; onChange: (value: boolean) => void }) {
  const id = useId();
  return (
    <div className={`field ${changed ? "changed" : ""} ${wide ? "wide" : ""}`}>
      <div className="check">
        <input id={id} type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
        <label htmlFor={id}>{label}</label>
      </div>
      {hint === undefined ? null : (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error === undefined ? null : <div className="error-text">{error}</div>}
    </div>
  );
}

export type Pair = readonly [string, string];

type PairsProps = Described & {
  pairs: readonly Pair[];
  onChange: (pairs: Pair[]) => void;
  secret?: boolean;
  nameLabel?: string;
  valueLabel?: string;
};

/** Names and their values, a line each. */
export function PairsField({ label, hint, error, changed = false, wide = true, pairs, onChange, secret = false, nameLabel, valueLabel }: PairsProps) {
  const id = useId();
  const named = nameLabel ?? t("name");
  const valued = valueLabel ?? t("value");
  function put(index: number, pair: Pair): void {
    onChange(pairs.map((old, at) => (at === index ? pair : old)));
  }
  return (
    <fieldset className={`field ${changed ? "changed" : ""} ${wide ? "wide" : ""}`} aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
      <legend className="legend">{label}</legend>
      <div className="pairs">
        {pairs.map(([name, value], index) => (
          <div className="pair" key={index}>
            <input className="input mono" value={name} placeholder={named} aria-label={`${label}: ${named} ${index + 1}`} onChange={(event) => put(index, [event.target.value, value])} spellCheck={false} />
            <input className="input mono" type={secret ? "password" : "text"} autoComplete="off" value={value} placeholder={secret ? "••••••" : valued} aria-label={`${label}: ${valued} ${index + 1}`} onChange={(event) => put(index, [name, event.target.value])} spellCheck={false} />
            <Button look="quiet" className="icon" aria-label={`${label}: ${t("removeLine", { line: index + 1 })}`} onClick={() => onChange(pairs.filter((_, at) => at !== index))}>
              <Icon name="close" />
            </Button>
          </div>
        ))}
      </div>
      <div className="row">
        <Button look="quiet" onClick={() => onChange([...pairs, ["", ""]])}>
          <Icon name="plus" /> {t("addLine")} <span className="hidden-text">{label}</span>
        </Button>
      </div>
      {hint === undefined ? null : (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error === undefined ? null : <div className="error-text">{error}</div>}
    </fieldset>
  );
}
