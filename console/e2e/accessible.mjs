import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { open, signIn } from "./browser.mjs";
import { pages, visit } from "./pages.mjs";

/** Of axe: a page on which fewer apply was not there yet. */
const FEWEST_RULES = 10;

/** The door, then every page. All rules in the light theme; in the dark one the page is the same but for its colours. */
export async function accessible({ browser, known, step, urn }) {
  const eye = await Eye.of(browser, known, step);
  await eye.page.goto("/console/");
  await eye.page.getByLabel("Password").waitFor();
  await eye.look("sign-in");
  await eye.page.getByRole("button", { name: "Access key" }).click();
  await eye.look("sign-in by access key");
  await signIn(eye.page, known);
  for (const each of pages(urn)) {
    await visit(eye.page, each);
    await eye.look(each.name);
  }
}

/** A page that is looked at by axe. */
class Eye {
  /** The policy forbids a script of our own in the page, as it should; the debugger's door is not the page's. */
  static #axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

  static async of(browser, known, step) {
    const { page } = await open(browser, known.endpoint);
    return new Eye(page, await page.context().newCDPSession(page), step);
  }

  constructor(page, inspector, step) {
    this.page = page;
    this.inspector = inspector;
    this.step = step;
  }

  async look(name) {
    await this.inspector.send("Runtime.evaluate", { expression: Eye.#axe });
    await this.step(`${name}, light, has no serious finding`, () => findings(this.page, {}, FEWEST_RULES));
    await this.#wear("dark");
    await this.step(`${name}, dark, has no serious finding`, () => findings(this.page, { runOnly: ["color-contrast"] }, 1));
    await this.#wear("light");
  }

  async #wear(theme) {
    await this.page.emulateMedia({ colorScheme: theme });
    await this.page.locator(`html[data-theme=${theme}]`).waitFor();
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
