// Bundles frontend/**/*.test.ts into .cache/ts-tests/ and runs them with Node's own test runner. Knows nothing of what they test.

import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const OUT = join(".cache", "ts-tests");

const tests = readdirSync("frontend", { recursive: true })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => join("frontend", name))
  .sort();
if (tests.length === 0) {
  console.error("test-frontend: there is no frontend/**/*.test.ts to run");
  process.exit(1);
}

rmSync(OUT, { recursive: true, force: true });
const bundle = await build({
  entryPoints: tests,
  outdir: OUT,
  outbase: "frontend",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  logLevel: "warning",
});
if (bundle.warnings.length > 0) process.exit(1);

const bundled = tests.map((name) => join(OUT, name.slice("frontend".length + 1).replace(/\.ts$/, ".mjs")));
const more = process.argv.slice(2);
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=spec", ...more, ...bundled], { stdio: "inherit" });
process.exit(run.status ?? 1);
