import assert from "node:assert/strict";
import { urnOf } from "./api.mjs";
import { zipOf } from "./zip.mjs";

/** A function from its making to its configuration. */
export const working = {
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

  async "a key that comes while the page still draws the one before it is not lost"({ page }) {
    const editor = page.getByRole("textbox", { name: "Code" });
    await editor.click();
    await page.keyboard.press("Control+End");
    // The button tells when the page has drawn the first, and the observer hears of that before React's effects run.
    await page.getByRole("button", { name: "Deploy", exact: true }).evaluate((deploy) => new Promise((drawn) => {
      new MutationObserver((changes, observer) => {
        observer.disconnect();
        document.execCommand("insertText", false, "2");
        setTimeout(drawn, 300);
      }).observe(deploy, { attributes: true });
      document.execCommand("insertText", false, "# 1");
    }));
    assert.match(await editor.innerText(), /# 12\s*$/);
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

  async "an archive is uploaded and called, beside the code in the editor"({ page, api }) {
    await api.function("packed");
    await page.goto(`/console/functions/${encodeURIComponent(await urnOf(api, "packed"))}/code`);
    await page.getByRole("button", { name: "Upload an archive instead" }).click();
    const buffer = zipOf("index.py", "def handler(event, context):\n    return 'from an archive'\n");
    await page.getByLabel("Archive (.zip or .jar)").setInputFiles({ name: "code.zip", mimeType: "application/zip", buffer });
    await page.getByRole("button", { name: "Upload and deploy" }).click();
    await page.getByText(/code\.zip · zip/).waitFor();
    await page.getByRole("button", { name: "Invoke", exact: true }).click();
    await page.getByLabel("Answer").getByText("from an archive").waitFor();
    await api.call("DELETE", `/functions/${await urnOf(api, "packed")}`);
    await page.goto(`/console/functions/${encodeURIComponent(await urnOf(api, "greet"))}/code`);
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
};
