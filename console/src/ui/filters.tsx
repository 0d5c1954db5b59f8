import type { Option } from "./fields";
import { optionsOf } from "./fields";

/** What narrows a list stands in its head, without room for a label that is seen. */
export function FilterSelect({ label, all, value, options, onChange }: { label: string; all: string; value: string; options: readonly Option[]; onChange: (value: string) => void }) {
  return (
    <select className="input narrow" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {optionsOf([{ value: "", label: all }, ...options])}
    </select>
  );
}

export function SearchBox({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <input className="input search" type="search" aria-label={label} placeholder={label} value={value} onChange={(event) => onChange(event.target.value)} />;
}
