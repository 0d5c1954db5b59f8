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
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Api, PYTHON, urnOf } from "./api.mjs";
import { launch, open, signIn } from "./browser.mjs";
import { flows } from "./flows.mjs";
import { pages, settle } from "./pages.mjs";

const THEMES = ["light", "dark"];

/** Of axe: a page on which fewer apply was not there yet. */
const FEWEST_RULES = 10;

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
  await told();
  for (const [name, flow] of Object.entries(flows)) {
    await step(name, () => flow({ ...known, page, api }));
  }
  await step("no page had an exception, and the policy stopped nothing", () => {
    if (troubles.length > 0) {
      throw new Error(troubles.join("; "));
    }
  });
}

/** Makes a function that has been called well and badly: a minute later its numbers are on the charts. */
async function told() {
  const urn = await api.function("told", PYTHON.replace("    return", "    event['bad'] if event['name'] == 'bad' else None\n    return"));
  await api.call("POST", `/functions/${urn}/invocations`, { name: "first" });
  await api.call("POST", `/functions/${urn}/invocations`, { name: "bad" }).catch(() => "as it should");
}

/** Makes a function that has something to show on every page. */
async function sample() {
  const name = process.env.CONSOLE_SAMPLE ?? "orders";
  const urn = await api.function(name, PYTHON, { description: "Takes orders and tells the warehouse", user_data: '{"STAGE":"production"}' });
  await api.call("POST", `/functions/${urn}/versions`, { version: "v1", description: "first release" });
  await api.call("PUT", `/functions/${urn}/config`, { code_type: "inline", memory_size: 256, initializer_handler: "index.handler", initializer_timeout: 5 });
  await api.call("PUT", `/functions/${urn}/config`, { code_type: "inline", initializer_handler: "" });
  await api.call("POST", `/functions/${urn}/versions`, { version: "v2", description: "faster" });
  await api.call("POST", `/functions/${urn}/aliases`, { name: "live", version: "v1", additional_version_weights: { v2: 20 } });
  await api.call("POST", `/triggers/${urn}`, { trigger_type_code: "TIMER", event_data: { name: "nightly", schedule_type: "Cron", schedule: "0 0 3 * * ?" } });
  await api.call("POST", `/functions/${urn}/events`, { name: "small-order", content: Buffer.from('{"name": "tea"}').toString("base64") });
  for (let i = 0; i < 12; i += 1) {
    await api.call("POST", `/functions/${urn}/invocations`, { name: `order ${i}` });
  }
  await api.call("POST", `/functions/${urn}/invocations-async`, { name: "later" });
  return urnOf(api, name);
}

/** All rules in the light theme; in the dark one the page is the same but for its colours, so only those are looked at again. */
async function runAccessible() {
  const urn = await sample();
  const { page } = await open(browser, known.endpoint);
  // The policy forbids a script of our own in the page, as it should; the debugger's door is not the page's.
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const inspector = await page.context().newCDPSession(page);
  const look = async (name) => {
    await inspector.send("Runtime.evaluate", { expression: axe });
    await step(`${name}, light, has no serious finding`, () => findings(page, {}, FEWEST_RULES));
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("html[data-theme=dark]").waitFor();
    await step(`${name}, dark, has no serious finding`, () => findings(page, { runOnly: ["color-contrast"] }, 1));
    await page.emulateMedia({ colorScheme: "light" });
    await page.locator("html[data-theme=light]").waitFor();
  };
  await page.goto("/console/");
  await page.getByLabel("Password").waitFor();
  await look("sign-in");
  await signIn(page, known);
  for (const { name, path, shown } of pages(urn)) {
    await page.goto(path);
    await settle(page, shown);
    await look(name);
  }
}

async function findings(page, options, fewest) {
  const { passes, violations } = await page.evaluate((wanted) => window.axe.run(document, wanted), options);
  if (passes.length < fewest && violations.length === 0) {
    throw new Error(`only ${passes.length} rules found anything to look at`);
  }
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  if (serious.length > 0) {
    throw new Error(serious.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(" / ")}`).join("; "));
  }
}

async function runScreenshots() {
  const urn = await sample();
  mkdirSync(folder, { recursive: true });
  await api.many(30, (index) => ["thumbnails", "invoices", "mail", "reports", "webhooks"][index % 5] + `-${index}`);
  for (const theme of THEMES) {
    const { context, page } = await open(browser, known.endpoint, { theme });
    await page.goto("/console/");
    await page.screenshot({ path: join(folder, `sign-in-${theme}.png`) });
    await signIn(page, known);
    for (const { name, path, shown } of pages(urn)) {
      await step(`${name}-${theme}.png`, async () => {
        await page.goto(path);
        await settle(page, shown);
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
