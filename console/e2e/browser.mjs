import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CONSOLE_CHROMIUM ?? "/usr/bin/chromium";
const PATIENCE_MS = 15_000;

/** What Chromium would otherwise fetch, ask or write by itself. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  return chromium.launch({ executablePath: EXECUTABLE, headless: true, args: FLAGS });
}

/**
 * A page of a console, with what went wrong in it unasked: exceptions, and whatever the Content-Security-Policy stopped.
 * Refused requests are the flows' own business.
 */
export async function open(browser, endpoint, { language = "en-GB", theme = "light" } = {}) {
  const context = await browser.newContext({
    baseURL: endpoint,
    locale: language,
    colorScheme: theme,
    viewport: { width: 1360, height: 900 },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`exception: ${error.message}`));
  // What the policy stops is told with its place: a style without one is the browser's own, when it edits text.
  await page.exposeFunction("policyStopped", (directive, source) => {
    if (directive !== "style-src-attr" || source !== "") {
      troubles.push(`the policy stopped ${directive} of ${source}`);
    }
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.policyStopped(event.effectiveDirective, event.sourceFile ?? "");
    });
  });
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/^Failed to load resource|Content Security Policy/.test(text)) {
      troubles.push(text);
    }
  });
  return { context, page, troubles };
}

export async function signIn(page, { user, password }) {
  await page.goto("/console/");
  await page.getByLabel("User name").fill(user);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Functions", level: 1 }).waitFor();
}
