/**
 * Walks through the console of a running server as a user does, in Chromium. A line for each flow on standard output,
 * `ok NAME` or `not ok NAME: WHY`; ends with 1 when one failed.
 *
 *   node run.mjs flows | accessible | screenshots FOLDER
 *
 * CONSOLE_ENDPOINT, CONSOLE_PROJECT, CONSOLE_USER and CONSOLE_PASSWORD say where and who, CONSOLE_ACCESS_KEY and
 * CONSOLE_SECRET_KEY the same once more; CONSOLE_MANY how many functions the
 * list is tried with (200), CONSOLE_RUNTIME which Python (Python3.9), CONSOLE_CHROMIUM which browser.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { accessible } from "./accessible.mjs";
import { Api } from "./api.mjs";
import { launch, open, signIn } from "./browser.mjs";
import { flows } from "./flows.mjs";
import { pages, visit } from "./pages.mjs";
import { sample, told } from "./samples.mjs";

const THEMES = ["light", "dark"];

const known = {
  endpoint: required("CONSOLE_ENDPOINT"),
  user: required("CONSOLE_USER"),
  password: required("CONSOLE_PASSWORD"),
  project: required("CONSOLE_PROJECT"),
  accessKey: required("CONSOLE_ACCESS_KEY"),
  secretKey: required("CONSOLE_SECRET_KEY"),
  runtime: process.env.CONSOLE_RUNTIME ?? "Python3.9",
  many: Number(process.env.CONSOLE_MANY ?? 200),
};

const [verb = "flows", folder] = process.argv.slice(2);
const verbs = { flows: runFlows, accessible: runAccessible, screenshots: runScreenshots };
if (verbs[verb] === undefined) {
  throw new Error(`no verb '${verb}'; allowed: ${Object.keys(verbs).join(", ")}`);
}

let failures = 0;
const api = await Api.signIn(known);
const browser = await launch();
try {
  await verbs[verb]();
} finally {
  await browser.close();
}
process.exit(failures === 0 ? 0 : 1);

async function step(name, action) {
  try {
    const note = await action();
    console.log(`ok ${name}${typeof note === "string" ? ` (${note})` : ""}`);
  } catch (error) {
    failures += 1;
    console.log(`not ok ${name}: ${error.message.split("\n").slice(0, 12).join(" | ")}`);
  }
}

async function runFlows() {
  const { page, troubles } = await open(browser, known.endpoint);
  // The signed-in pages ask the server; what they need in great number is made beforehand.
  await api.many(known.many, (index) => `many-${String(index).padStart(5, "0")}`);
  await told(api);
  for (const [name, flow] of Object.entries(flows)) {
    await step(name, () => flow({ ...known, page, api }));
  }
  await step("no page had an exception, and the policy stopped nothing", () => {
    if (troubles.length > 0) {
      throw new Error(troubles.join("; "));
    }
  });
}

async function runAccessible() {
  await accessible({ browser, known, step, urn: await sample(api) });
}

async function runScreenshots() {
  mkdirSync(folder, { recursive: true });
  await api.many(30, (index) => ["thumbnails", "invoices", "mail", "reports", "webhooks"][index % 5] + `-${index}`);
  const urn = await sample(api);
  for (const theme of THEMES) {
    const { context, page } = await open(browser, known.endpoint, { theme });
    await page.goto("/console/");
    await page.screenshot({ path: join(folder, `sign-in-${theme}.png`) });
    await signIn(page, known);
    for (const each of pages(urn)) {
      const { name } = each;
      await step(`${name}-${theme}.png`, async () => {
        await visit(page, each);
        if (name === "code") {
          await page.getByRole("button", { name: "Invoke", exact: true }).click();
          await page.getByText("Succeeded", { exact: true }).waitFor();
        }
        await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
      });
    }
    await context.close();
  }
}

function required(name) {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is missing`);
  }
  return value;
}
