import assert from "node:assert/strict";
import { urnOf } from "./api.mjs";

/** What can be seen of functions and of the server. */
export const watching = {
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

  async "the log is followed while it is written, searched, and held still"({ page, api }) {
    const urn = await urnOf(api, "told");
    await page.goto(`/console/functions/${encodeURIComponent(urn)}/logs`);
    const log = page.getByRole("log");
    await log.getByText('called with {"name": "first"}').waitFor();
    await api.call("POST", `/functions/${urn}/invocations`, { name: "second" });
    await log.getByText('called with {"name": "second"}').waitFor();
    await page.getByLabel("Search in the log").fill("first");
    await log.getByText("second").waitFor({ state: "detached" });
    await log.getByText('called with {"name": "first"}').waitFor();
    await page.getByLabel("Search in the log").fill("");
    await log.getByText('called with {"name": "second"}').waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await api.call("POST", `/functions/${urn}/invocations`, { name: "third" });
    await page.getByRole("row").nth(3).waitFor();
    assert.equal(await log.getByText("third").count(), 0);
    await page.getByRole("button", { name: "Follow" }).click();
    await log.getByText('called with {"name": "third"}').waitFor();
    const [latest] = (await api.call("GET", `/functions/${urn}/requests?limit=1`)).requests;
    await page.getByRole("button", { name: latest.request_id }).click();
    await log.getByText("second").waitFor({ state: "detached" });
    await log.getByText('called with {"name": "third"}').waitFor();
  },

  async "charts are drawn of the numbers that the server counted"({ page, api }) {
    const urn = await urnOf(api, "told");
    await page.getByRole("link", { name: "Metrics" }).click();
    await page.locator(".chart canvas").nth(4).waitFor();
    const { points } = await api.call("GET", `/functions/${urn}/metrics?from=${Date.now() - 3600_000}&to=${Date.now()}`);
    const sum = (of) => points.reduce((total, point) => total + of(point), 0);
    assert.equal(sum((point) => point.calls), 4);
    const of = (title) => page.locator(".card", { has: page.getByRole("heading", { name: title, exact: true }) }).locator("header");
    assert.match(await of("Calls and errors").innerText(), /4 calls, 1 errors/);
    assert.match(await of("Duration").innerText(), /highest [1-9][\d.]* ms/);
    assert.match(await of("Concurrency").innerText(), /highest 1/);
    assert.match(await of("Cold starts").innerText(), new RegExp(`${sum((point) => point.cold_starts)} in all`));
    assert.match(await of("Memory").innerText(), /highest [1-9]\d* MB/);
    assert.ok(await page.locator(".chart canvas").nth(1).evaluate(isDrawn, "--bad"), "p99 is on no chart");
    await page.getByRole("link", { name: "Monitor" }).click();
    await page.getByRole("cell", { name: "told", exact: true }).waitFor();
  },

  async "who changed what is found by user, action and resource"({ page }) {
    await page.getByRole("link", { name: "Audit" }).click();
    await page.getByLabel("Action").fill("function:updateConfig");
    await page.getByLabel("Resource").fill("greet");
    await page.getByRole("cell", { name: "function:createAlias" }).waitFor({ state: "detached" });
    const row = page.getByRole("row").filter({ hasText: "timeout" }).first();
    assert.match(await row.innerText(), /default:greet[\s\S]*200[\s\S]*timeout: \d+ → \d+/);
    await page.getByLabel("User").fill("nobody");
    await page.getByText("No changes were recorded.").waitFor();
  },

  async "the server's health is told part by part"({ page }) {
    await page.getByRole("link", { name: "Health" }).click();
    const disk = page.locator(".card", { has: page.getByRole("heading", { name: "Disk" }) });
    assert.match(await disk.innerText(), /up[\s\S]*\d (GB|MB)/);
    await page.getByRole("heading", { name: "Instances" }).waitFor();
  },
};

/** Whether a pixel of a chart has the colour of a line. */
function isDrawn(canvas, colour) {
  const style = getComputedStyle(document.documentElement).getPropertyValue(colour).trim();
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(style.slice(at, at + 2), 16));
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] > 200) {
      return true;
    }
  }
  return false;
}
