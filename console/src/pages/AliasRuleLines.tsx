import type { AliasRule, AliasRules } from "../api/types";
import { t } from "../i18n";
import { optionsOf, SelectField } from "../ui/fields";
import { Icon } from "../ui/icons";
import { Button } from "../ui/parts";

const FIRST: AliasRule = { rule_type: "header", param: "", op: "=", value: "" };

/** Which calls go to the additional version: those whose headers or cookies are so. */
export function AliasRuleLines({ rules, onChange }: { rules: AliasRules; onChange: (rules: AliasRules) => void }) {
  const lines = rules.rules;
  const set = (next: readonly AliasRule[]): void => onChange({ ...rules, rules: next });
  function put(index: number, change: Partial<AliasRule>): void {
    set(lines.map((old, at) => (at === index ? { ...old, ...change } : old)));
  }
  const combinations = [
    { value: "and", label: t("allRules") },
    { value: "or", label: t("anyRule") },
  ];
  return (
    <>
      <fieldset className="field">
        <legend className="legend">{t("rules")}</legend>
        <div className="pairs">
          {lines.map((rule, index) => (
            <div className="rule" key={index}>
              <select className="input" aria-label={`${t("type")} ${index + 1}`} value={rule.rule_type} onChange={(event) => put(index, { rule_type: event.target.value })}>
                {optionsOf(rule.rule_type === "header" || rule.rule_type === "cookie" ? ["header", "cookie"] : [rule.rule_type, "header", "cookie"])}
              </select>
              <input className="input mono" aria-label={`${t("name")} ${index + 1}`} placeholder={t("name")} value={rule.param} onChange={(event) => put(index, { param: event.target.value })} />
              <select className="input" aria-label={`${t("comparison")} ${index + 1}`} value={rule.op} onChange={(event) => put(index, { op: event.target.value })}>
                {optionsOf(["=", "in"])}
              </select>
              <input className="input mono" aria-label={`${t("value")} ${index + 1}`} placeholder={t("value")} value={rule.value} onChange={(event) => put(index, { value: event.target.value })} />
              <Button look="quiet" className="icon" aria-label={t("removeLine", { line: index + 1 })} onClick={() => set(lines.filter((_, at) => at !== index))}>
                <Icon name="close" />
              </Button>
            </div>
          ))}
        </div>
        <div className="row">
          <Button look="quiet" onClick={() => set([...lines, FIRST])}>
            <Icon name="plus" /> {t("addLine")} <span className="hidden-text">{t("rules")}</span>
          </Button>
        </div>
      </fieldset>
      {lines.length < 2 ? null : <SelectField label={t("combination")} value={rules.combine_type} onChange={(combine) => onChange({ ...rules, combine_type: combine })} options={combinations} />}
    </>
  );
}
