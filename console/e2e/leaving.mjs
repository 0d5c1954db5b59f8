import assert from "node:assert/strict";
import { signIn } from "./browser.mjs";

/** The list of many, and the way out. */
export const leaving = {
  async "a list of many is searched, sorted and paged, each at once"({ page, api, many }) {
    await page.getByRole("link", { name: "Functions", exact: true }).first().click();
    const all = (await api.call("GET", "/functions?maxitems=1")).count.toLocaleString("en-GB");
    await page.getByText(`${all} functions`).waitFor();
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
        () => page.getByText(new RegExp(`of ${all}`)).waitFor(),
      ),
      await took(
        () => page.getByRole("searchbox").fill("many-00042"),
        () => page.getByText("1 function", { exact: true }).waitFor(),
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
