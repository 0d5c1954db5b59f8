import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig } from "vite";

const OUTPUT = "target/site";

/** Compression pays from about a packet on. */
const WORTH_COMPRESSING_BYTES = 1400;

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** Compresses what is worth it, and lists all files for the server, which cannot look into a folder of its jar. */
function packed() {
  return {
    name: "packed",
    closeBundle() {
      for (const file of filesBelow(OUTPUT)) {
        const content = readFileSync(file);
        if (content.length >= WORTH_COMPRESSING_BYTES) {
          writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
        }
      }
      const names = filesBelow(OUTPUT).map((file) => relative(OUTPUT, file));
      writeFileSync(join(OUTPUT, "files.txt"), `${names.sort().join("\n")}\n`);
    },
  };
}

export default defineConfig({
  base: "/console/",
  plugins: [packed()],
  build: {
    outDir: OUTPUT,
    target: "es2023",
    // The polyfill would be a script in the page, which the server's Content-Security-Policy forbids.
    modulePreload: { polyfill: false },
    // A data: URL in a style sheet would be one more exception to that policy.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  server: { proxy: { "/v2": "http://127.0.0.1:8080", "/v3": "http://127.0.0.1:8080" } },
});
