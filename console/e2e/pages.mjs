/**
 * Every page, in the order of the pictures: what it is called, where it is, what is done there before it is looked at, and
 * what shows that it is there.
 */
export function pages(urn) {
  const fn = `/console/functions/${encodeURIComponent(urn)}`;
  return [
    { name: "functions", path: "/console/functions", shown: "table.table" },
    { name: "create", path: "/console/functions/new", shown: ".cm-content" },
    { name: "code", path: `${fn}/code`, shown: ".cm-content" },
    { name: "config", path: `${fn}/config`, shown: ".savebar" },
    { name: "metrics", path: `${fn}/metrics`, shown: ".chart canvas, .notice, .empty" },
    { name: "logs", path: `${fn}/logs`, shown: ".log" },
    { name: "versions", path: `${fn}/versions`, shown: "table.table" },
    { name: "triggers", path: `${fn}/triggers`, shown: "table.table, .empty" },
    { name: "trigger-form", path: `${fn}/triggers`, open: (page) => page.getByRole("button", { name: "Create trigger" }).click(), shown: "dialog .fields .field:nth-child(3)" },
    { name: "async", path: `${fn}/async`, shown: ".fields" },
    { name: "reserved", path: `${fn}/reserved`, shown: "table.table, .empty, .notice" },
    { name: "reserve-form", path: `${fn}/reserved`, open: (page) => page.getByRole("button", { name: "Reserve instances" }).click(), shown: "dialog .fields" },
    { name: "monitor", path: "/console/monitor", shown: ".facts dd" },
    { name: "runtimes", path: "/console/runtimes", shown: "table.table" },
    { name: "audit", path: "/console/audit", shown: "table.table, .empty, .notice" },
    { name: "health", path: "/console/health", shown: ".facts, .notice" },
  ];
}

/** Goes to one of them, and waits until it is there. */
export async function visit(page, { path, open, shown }) {
  await page.goto(path);
  await open?.(page);
  await settle(page, shown);
}

/** Waits until nothing loads any more, so that what is looked at is the page and not its waiting. */
async function settle(page, shown) {
  await page.locator(shown).first().waitFor();
  await page.waitForFunction(() => document.querySelector(".loading") === null);
}
