import { language, speak, t } from "../i18n";
import { Icon } from "./icons";
import { Button } from "./parts";
import { chooseTheme, useTheme } from "./theme";

export function ThemeButton() {
  const theme = useTheme();
  const next = theme === "dark" ? "light" : "dark";
  const label = t(next === "dark" ? "darkMode" : "lightMode");
  return (
    <Button look="quiet" className="icon" aria-label={label} title={label} onClick={() => chooseTheme(next)}>
      <Icon name={next === "dark" ? "moon" : "sun"} />
    </Button>
  );
}

export function LanguageButton() {
  const other = language() === "en" ? "zh" : "en";
  return (
    <Button look="quiet" lang={other === "zh" ? "zh-CN" : "en"} onClick={() => speak(other)}>
      {other === "zh" ? "中文" : "English"}
    </Button>
  );
}
