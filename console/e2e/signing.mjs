import assert from "node:assert/strict";

/** Getting at the console, and in. */
export const signing = {
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

  async "an access key leads in, too, and its secret stays nowhere"({ page, accessKey, secretKey }) {
    const bodies = [];
    const listen = (request) => bodies.push(request.postData() ?? "", JSON.stringify(request.headers()));
    page.on("request", listen);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Access key" }).click();
    await page.getByLabel("Access key (AK)").fill(accessKey);
    await page.getByLabel("Secret key (SK)").fill("of somebody else");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("alert").getByText(/signature/).waitFor();
    await page.getByLabel("Secret key (SK)").fill(secretKey);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Functions", level: 1 }).waitFor();
    page.off("request", listen);
    const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]));
    assert.ok(bodies.some((text) => text.includes("SDK-HMAC-SHA256")));
    assert.ok(![kept, ...bodies].some((text) => text.includes(secretKey)));
  },
};
