import assert from "node:assert/strict";
import { urnOf } from "./api.mjs";

/** What starts a function besides a call. */
export const triggering = {
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

  async "each type of trigger has its own fields, and the server's word on them stands beside them"({ page }) {
    await page.getByRole("button", { name: "Create trigger" }).click();
    const dialog = page.getByRole("dialog");
    const type = dialog.getByLabel("Type", { exact: true });
    await dialog.locator("option[value=IOTDA]").waitFor({ state: "attached" });
    const all = await type.locator("option").evaluateAll((options) => options.map(({ value }) => value));
    // Of devices' events the API says nothing, so that nothing of them can be wrong.
    for (const code of all.filter((each) => each !== "IOTDA")) {
      await type.selectOption(code);
      assert.equal(await dialog.locator(".error-text").count(), 0, code);
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.locator(".error-text").first().waitFor();
      assert.equal(await dialog.getByRole("alert").count(), 0, `${code} has a field that the form does not know`);
    }
    await page.keyboard.press("Escape");
    return `${all.length} types`;
  },

  async "an API is made in the gateway, and its address leads to the function"({ page, api }) {
    await page.getByRole("button", { name: "Create trigger" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Type", { exact: true }).selectOption("APIG");
    await dialog.getByLabel("Name", { exact: true }).fill("greeting");
    await dialog.getByLabel("Path", { exact: true }).fill("/greet/{who}");
    await dialog.getByLabel("Method", { exact: true }).selectOption("GET");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "greeting", exact: true }).waitFor();
    const [made] = await api.call("GET", `/triggers/${await urnOf(api, "greet")}`);
    assert.equal(made.event_data.req_method, "GET");
    assert.equal(await page.locator("td a").getAttribute("href"), made.event_data.invoke_url);
    await page.getByRole("button", { name: "Delete: greeting" }).click();
    await dialog.getByRole("button", { name: "Delete trigger" }).click();
    await page.getByText("Nothing triggers this function.").waitFor();
  },

  async "a bucket is listened to, by the form and as JSON"({ page, api }) {
    await page.getByRole("button", { name: "Create trigger" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Type", { exact: true }).selectOption("OBS");
    await dialog.getByLabel("Bucket", { exact: true }).fill("invoices");
    await dialog.getByLabel("s3:ObjectCreated:*", { exact: true }).check();
    await dialog.getByRole("button", { name: "Edit as JSON" }).click();
    await dialog.getByText('"s3:ObjectCreated:*"').waitFor();
    await dialog.getByRole("button", { name: "Edit as form" }).click();
    await dialog.getByLabel("Suffix of keys", { exact: true }).fill(".pdf");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "invoices", exact: true }).waitFor();
    const [made] = await api.call("GET", `/triggers/${await urnOf(api, "greet")}`);
    assert.deepEqual(made.event_data, { bucket: "invoices", suffix: ".pdf", events: ["s3:ObjectCreated:*"] });
  },

  async "a broker's password is kept by an edit that does not name it"({ page, api }) {
    const urn = await urnOf(api, "greet");
    await page.getByRole("button", { name: "Create trigger" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Type", { exact: true }).selectOption("KAFKA");
    assert.equal(await dialog.getByLabel("Status", { exact: true }).inputValue(), "DISABLED");
    await dialog.getByLabel("Instance", { exact: true }).fill("broker-1");
    await dialog.getByLabel("Topics", { exact: true }).fill("orders\nreturns");
    await dialog.getByLabel("TLS", { exact: true }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText(/kafka_user and kafka_password must be given/).waitFor();
    await dialog.getByLabel("User of the broker", { exact: true }).fill("reader");
    await dialog.getByLabel("Password of the broker", { exact: true }).fill("open sesame");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Edit: orders, returns" }).click();
    assert.equal(await dialog.getByLabel("Password of the broker", { exact: true }).inputValue(), "");
    await dialog.getByLabel("Topics", { exact: true }).fill("orders");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("cell", { name: "orders", exact: true }).waitFor();
    const made = (await api.call("GET", `/triggers/${urn}`)).find((each) => each.trigger_type_code === "KAFKA");
    assert.deepEqual(made.event_data.topic_ids, ["orders"]);
    assert.equal(made.trigger_status, "DISABLED");
    assert.doesNotMatch(JSON.stringify(made), /sesame/);
    // Without its password the server would refuse a user and TLS.
    await api.call("DELETE", `/triggers/${urn}`);
  },
};
