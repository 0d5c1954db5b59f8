import assert from "node:assert/strict";
import { urnOf } from "./api.mjs";

/** Versions of a function, and what is kept ready or waits for them. */
export const publishing = {
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

  async "an alias tells calls apart by rules, which an edit of something else keeps"({ page, api }) {
    const urn = await urnOf(api, "greet");
    await page.getByRole("button", { name: "Edit: live" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("How calls are shared").selectOption("rules");
    await dialog.getByLabel("Name 1").fill("x-tester");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByLabel("Value 1").fill("yes");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "one · two: header x-tester = yes" }).waitFor();
    await page.getByRole("button", { name: "Edit: live" }).click();
    await dialog.getByLabel("Description").fill("what users call");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "what users call" }).waitFor();
    const { rules } = (await api.call("GET", `/functions/${urn}/aliases/live`)).additional_version_strategy.two;
    assert.deepEqual(rules, [{ rule_type: "header", param: "x-tester", op: "=", value: "yes" }]);
  },

  async "an asynchronous invocation is accepted, and its end is seen"({ page }) {
    await page.getByRole("link", { name: "Code and test" }).click();
    await page.getByRole("button", { name: "Invoke asynchronously" }).click();
    await page.getByText(/Accepted as/).waitFor();
    await page.getByRole("link", { name: "Asynchronous", exact: true }).click();
    await page.getByRole("cell", { name: "SUCCESS" }).first().waitFor();
    await page.getByLabel("Retries after a function error").fill("3");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Back to defaults" }).click();
    await page.getByText("Defaults", { exact: true }).waitFor();
  },

  async "instances are reserved for a version, and given back"({ page, api }) {
    const urn = await urnOf(api, "greet");
    const reserved = async () => (await api.call("GET", `/functions/reservedinstanceconfigs?function_urn=${urn}`)).reserved_instances;
    await page.getByRole("link", { name: "Reserved instances" }).click();
    await page.getByRole("button", { name: "Reserve instances" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("option[value=two]").waitFor({ state: "attached" });
    await dialog.getByLabel("Version or alias").selectOption("two");
    await dialog.getByLabel("Count", { exact: true }).fill("1001");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByLabel("Count", { exact: true }).fill("1");
    await dialog.getByRole("button", { name: /Add By the clock/ }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "0 0 8 * * ? → 1" }).waitFor();
    assert.deepEqual((await reserved()).map(({ qualifier_name: name, min_count: count }) => [name, count]), [["two", 1]]);
    await page.getByRole("button", { name: "Edit: two" }).click();
    await dialog.getByRole("button", { name: "Give back" }).click();
    await page.getByText("No instances are reserved.").waitFor();
    assert.deepEqual(await reserved(), []);
  },
};
