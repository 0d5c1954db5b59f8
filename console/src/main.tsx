import { createRoot } from "react-dom/client";
import { App } from "./app";
import { language, speak } from "./i18n";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import { applyTheme } from "./ui/theme";

applyTheme();
speak(language());
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(<App />);
}
