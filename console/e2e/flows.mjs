import assert from "node:assert/strict";
import { signIn } from "./browser.mjs";

/** What people do with the console, each a sentence; they run in this order, on one page and one server. */
export const flows = {
  async "the files come with a policy that allows nothing inline, and are cached by their names"({ endpoint }) {
    const index = await fetch(`${endpoint}/console/`);
    const policy = index.headers.get("Content-Security-Policy");
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'; style-src 'self'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(index.headers.get("X-Content-Type-Options"), "nosniff");
    const html = await index.text();
    assert.doesNotMatch(html, /<script>|<style|style=/);
    const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(html)[1];
    const asset = await fetch(endpoint + script);
    assert.match(asset.headers.get("Cache-Control"), /immutable/);
    assert.equal((await fetch(endpoint + script, { headers: { "If-None-Match": asset.headers.get("ETag") } })).status, 304);
    assert.equal((await fetch(`${endpoint}/console/functions/some/page`)).status, 200);
    assert.equal((await fetch(`${endpoint}/console/assets/gone-12345678.js`)).status, 404);
    const root = await fetch(`${endpoint}/`, { headers: { Accept: "text/html" }, redirect: "manual" });
    assert.equal(root.headers.get("Location"), "/console/");
  },

  async "a wrong password is told, and a right one leads in, by the keyboard alone"({ page, user, password }) {
    await page.goto("/console/");
    await page.getByLabel("User name").focus();
    await page.keyboard.type(user);
    await page.keyboard.press("Tab");
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("wrong").waitFor();
    await page.getByLabel("Password").focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(password);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Sign in");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Functions", level: 1 }).waitFor();
  },

  async "a function is created and called, and its result, log, duration and memory are shown"({ page, runtime }) {
    await page.getByRole("link", { name: "Create function" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("greet");
    await page.getByLabel("Runtime").selectOption(runtime);
    await page.getByRole("button", { name: "Create function" }).click();
    await page.getByRole("heading", { name: /greet/, level: 1 }).waitFor();
    await page.getByRole("button", { name: "Invoke", exact: true }).click();
    await page.getByText("Succeeded", { exact: true }).waitFor();
    assert.match(await page.getByLabel("Answer").innerText(), /"hello": "Funcgraph"/);
    assert.match(await page.getByLabel("Log", { exact: true }).innerText(), /called with/);
    assert.match(await page.locator("dl.facts").last().innerText(), /[\d.]+ ms[\s\S]*\d+ \/ 128 MB/);
  },

  async "code is edited, deployed and called again"({ page }) {
    const editor = page.getByRole("textbox", { name: "Code" });
    await editor.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("def handler(event, context):\nreturn 'changed ' + event['name']\n");
    await page.getByRole("button", { name: "Deploy", exact: true }).click();
    await page.getByText("The code is deployed").waitFor();
    await page.getByRole("button", { name: "Invoke", exact: true }).click();
    await page.getByLabel("Answer").getByText("changed Funcgraph").waitFor();
  },

  async "an event is kept under a name and used again"({ page }) {
    await page.getByRole("button", { name: "Save as new event" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("friend");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.reload();
    await page.getByLabel("Saved events").selectOption({ label: "friend" });
    await page.getByRole("button", { name: "Invoke", exact: true }).click();
    await page.getByLabel("Answer").getByText("changed Funcgraph").waitFor();
  },

  async "a wrong value is refused beside its field, with what the server allows"({ page }) {
    await page.getByRole("link", { name: "Configuration" }).click();
    const timeout = page.getByLabel("Timeout (seconds)", { exact: true });
    await timeout.fill("100000");
    await page.getByLabel("Handler", { exact: true }).fill("nodot");
    assert.match(await page.getByText(/unsaved changes/).innerText(), /^2 /);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const field = page.locator(".field", { has: timeout });
    await field.getByText(/is '100000'; allowed: 3 to 900/).waitFor();
    assert.equal(await timeout.getAttribute("aria-invalid"), "true");
    await page.locator(".field", { has: page.getByLabel("Handler", { exact: true }) }).getByText(/is 'nodot'; allowed/).waitFor();
    await timeout.fill("20");
    await page.getByLabel("Handler", { exact: true }).fill("index.handler");
  },

  async "metadata is saved, and the next call runs under it"({ page, api }) {
    await page.getByLabel("Memory", { exact: true }).selectOption("256");
    await page.getByRole("button", { name: /Add Environment variables/ }).click();
    await page.getByLabel("Environment variables: Name 1").fill("colour");
    await page.getByLabel("Environment variables: Value 1").fill("grün");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    const found = await api.call("GET", `/functions/${await urnOf(api, "greet")}/config`);
    assert.equal(found.memory_size, 256);
    assert.equal(found.timeout, 20);
    assert.deepEqual(JSON.parse(found.user_data), { colour: "grün" });
  },

  async "leaving with unsaved changes is asked about"({ page }) {
    await page.getByLabel("Description", { exact: true }).fill("half");
    page.once("dialog", (dialog) => void dialog.dismiss());
    await page.getByRole("link", { name: "Versions and aliases" }).click();
    assert.equal(await page.getByLabel("Description", { exact: true }).inputValue(), "half");
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByText("No changes").waitFor();
  },

  async "two who change one function meet in a dialogue, and each field is chosen"({ page, api }) {
    const urn = await urnOf(api, "greet");
    await page.getByLabel("Description", { exact: true }).fill("mine");
    await page.getByLabel("Timeout (seconds)", { exact: true }).fill("30");
    await api.call("PUT", `/functions/${urn}/config`, { code_type: "inline", description: "theirs", memory_size: 512 });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("both changed").waitFor();
    assert.equal(await dialog.locator("tbody tr").count(), 3);
    await dialog.locator("tr", { hasText: "Description" }).getByRole("radio").nth(1).check();
    await dialog.getByRole("button", { name: "Take over and save" }).click();
    await page.getByText("No changes").waitFor();
    const found = await api.call("GET", `/functions/${urn}/config`);
    assert.equal(found.description, "theirs");
    assert.equal(found.timeout, 30);
    assert.equal(found.memory_size, 512);
  },

  async "a version is published, and an alias shares the calls out with a slider"({ page, api }) {
    const urn = await urnOf(api, "greet");
    await api.call("POST", `/functions/${urn}/versions`, { version: "one" });
    await page.getByRole("link", { name: "Versions and aliases" }).click();
    await api.call("PUT", `/functions/${urn}/config`, { code_type: "inline", description: "next" });
    await page.getByRole("button", { name: "Publish version" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Version").fill("two");
    await dialog.getByRole("button", { name: "Publish version" }).click();
    await page.getByRole("cell", { name: "two", exact: true }).waitFor();
    await page.getByRole("button", { name: "Create alias" }).click();
    await dialog.getByLabel("Name").fill("live");
    await dialog.getByLabel("Main version").selectOption("one");
    await dialog.getByLabel("Additional version").selectOption("two");
    await dialog.getByRole("slider").fill("25");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "one 75 % · two 25 %" }).waitFor();
    const alias = await api.call("GET", `/functions/${urn}/aliases/live`);
    assert.deepEqual(alias.additional_version_weights, { two: 25 });
  },

  async "a timer is made, switched off and deleted"({ page, api }) {
    await page.getByRole("link", { name: "Triggers" }).click();
    await page.getByRole("button", { name: "Create trigger" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("hourly");
    await dialog.getByLabel("Schedule", { exact: true }).fill("1h");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "hourly", exact: true }).waitFor();
    const [timer] = await api.call("GET", `/triggers/${await urnOf(api, "greet")}`);
    assert.equal(timer.event_data.schedule, "1h");
    await page.getByRole("button", { name: "Disable: hourly" }).click();
    await page.getByRole("button", { name: "Enable: hourly" }).waitFor();
    await page.getByRole("button", { name: "Delete: hourly" }).click();
    await dialog.getByRole("button", { name: "Delete trigger" }).click();
    await page.getByText("Nothing triggers this function.").waitFor();
  },

  async "an asynchronous invocation is accepted, and its end is seen"({ page }) {
    await page.getByRole("link", { name: "Code and test" }).click();
    await page.getByRole("button", { name: "Invoke asynchronously" }).click();
    await page.getByText(/Accepted as/).waitFor();
    await page.getByRole("link", { name: "Asynchronous", exact: true }).click();
    await page.getByRole("cell", { name: "SUCCESS" }).first().waitFor();
    await page.getByLabel("Retries after a function error").fill("3");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Back to defaults" }).waitFor();
  },

  async "the console speaks Chinese, and English again"({ page }) {
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("link", { name: "函数", exact: true }).first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("link", { name: "Functions", exact: true }).first().waitFor();
  },

  async "the runtimes are listed with what each of them is here"({ page, runtime }) {
    await page.getByRole("link", { name: "Runtimes" }).click();
    const row = page.getByRole("row").filter({ has: page.getByRole("cell", { name: runtime, exact: true }) });
    await row.getByText(/Installed|Substitute/).waitFor();
  },

  async "a list of many is searched, sorted and paged, each at once"({ page, many }) {
    await page.getByRole("link", { name: "Functions", exact: true }).first().click();
    await page.getByText(`${(many + 1).toLocaleString("en-GB")} functions`).waitFor();
    const took = async (action, shown) => {
      const begun = Date.now();
      await action();
      await shown();
      return Date.now() - begun;
    };
    const first = page.locator("tbody tr td a").first();
    const times = [
      await took(
        () => page.getByRole("button", { name: "Name" }).click(),
        () => page.locator("tbody tr td a", { hasText: /^greet$|^many-00000$/ }).first().waitFor(),
      ),
      await took(
        () => page.getByRole("button", { name: "Last" }).last().click(),
        () => page.getByText(new RegExp(`of ${(many + 1).toLocaleString("en-GB")}`)).waitFor(),
      ),
      await took(
        () => page.getByRole("searchbox").fill("many-00042"),
        () => page.getByText("1 functions", { exact: true }).waitFor(),
      ),
    ];
    assert.equal(await first.innerText(), "many-00042");
    assert.ok(Math.max(...times) < 3000, `it took ${times} ms`);
    return `${many} functions: sort, last page, search in ${times.join(", ")} ms`;
  },

  async "a function is deleted, after a question"({ page, api }) {
    await page.getByRole("searchbox").fill("many-00042");
    await page.getByRole("link", { name: "many-00042" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete function" }).click();
    await page.getByRole("heading", { name: "Functions", level: 1 }).waitFor();
    const left = await api.call("GET", "/functions?func_name=many-00042");
    assert.equal(left.count, 0);
  },

  async "who signs out is out, and a session that the server ends leads back to the door"({ page, user, password }) {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await signIn(page, { user, password });
    await page.evaluate(() => {
      const kept = JSON.parse(sessionStorage.getItem("funcgraph.session"));
      sessionStorage.setItem("funcgraph.session", JSON.stringify({ ...kept, token: "ended" }));
    });
    await page.reload();
    await page.getByText("Your session has ended. Sign in again.").waitFor();
  },
};

export async function urnOf(api, name) {
  const { functions } = await api.call("GET", `/functions?func_name=${name}`);
  return functions.find((each) => each.func_name === name).func_urn.split(":").slice(0, 7).join(":");
}
