// Bundles the browser's files: `node frontend/build.mjs OUTDIR` writes OUTDIR/assets/ and OUTDIR/bundle.json.
// It knows the sources and how their outputs are named; it knows nothing of pages, and any warning is an error.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const ASSETS = "assets";
// The two faces that every page sets its first screen in; the others load only where their letters occur.
const PRELOADED = /^source-(sans-3|serif-4)-latin-wght-normal-/;

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  metafile: true,
  charset: "utf8",
  legalComments: "linked",
  logLevel: "silent",
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
};

// What the preview server adds to pages. No published page knows of it.
const PREVIEW = "preview";

/** main.ts for every page, and a bundle for each folder with a main.ts of its own, loaded on first use. */
async function scripts() {
  const entries = await readdir(here, { recursive: true });
  const folders = entries.map((name) => name.split(path.sep)).filter(([, file, more]) => file === "main.ts" && !more);
  const lazy = folders
    .filter(([folder]) => folder !== PREVIEW)
    .map(([folder]) => [folder, path.join("frontend", folder, "main.ts")])
    .sort();
  return Object.fromEntries([["main", path.join("frontend", "main.ts")], ...lazy]);
}

async function bundle(outdir, options) {
  const result = await build({ ...shared, ...options, outdir });
  if (result.warnings.length > 0) throw new Error(result.warnings.map(inWords).join("\n"));
  return Object.entries(result.metafile.outputs).map(([file, output]) => ({
    name: path.basename(file),
    entry: output.entryPoint ?? "",
    imports: output.imports.filter(({ kind }) => kind === "import-statement").map((each) => path.basename(each.path)),
  }));
}

/**
 * Has the page's script ask for all that a bundle imports along with the bundle, and not once it has come. Gives the
 * script's name, which has the digest of what it says now.
 */
async function askAtOnce(outdir, outputs, script) {
  const file = path.join(outdir, script);
  const code = await readFile(file, "utf8");
  const whole = code.replace(/import\("\.\/([^"]+)"\)/g, (alone, name) => {
    const { imports } = outputs.find((output) => output.name === name);
    const all = [alone, ...imports.map((each) => `import("./${each}")`)];
    return all.length === 1 ? alone : `Promise.all([${all.join(",")}]).then(([o])=>o)`;
  });
  await rm(file);
  const name = `main-${digestOf(whole)}.js`;
  await writeFile(path.join(outdir, name), whole);
  return name;
}

/** A short digest for a name, like those that esbuild gives. */
function digestOf(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
}

function inWords({ location, text }) {
  return location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text;
}

/** The site's own icon, with the digest of its content in the name. */
async function siteIcon(outdir) {
  const content = (await readFile(path.join(here, "icon.svg"), "utf8")).replace(/>\s+</g, "><").trim();
  const name = `icon-${digestOf(content)}.svg`;
  await writeFile(path.join(outdir, name), content);
  return name;
}

/** An icon as it stands in a page: hidden from screen readers, sized by the CSS, legible without it. */
function inline(svg) {
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const attributes =
    'class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true"';
  return `<svg ${attributes}>${shapes.trim().replace(/\s*\/>\s*/g, "/>")}</svg>`;
}

async function icons() {
  const names = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const folder = path.join(root, "node_modules", "lucide-static", "icons");
  const read = async (name) => [name, inline(await readFile(path.join(folder, `${name}.svg`), "utf8"))];
  return Object.fromEntries(await Promise.all([...names].sort().map(read)));
}

/** One classic script beside the assets, outside of what is published. */
async function preview(target) {
  const entry = path.join("frontend", PREVIEW, "main.ts");
  await bundle(target, { entryPoints: { [PREVIEW]: entry }, entryNames: "[name]", format: "iife", target: "es2022" });
}

async function main(target) {
  const outdir = path.resolve(target, ASSETS);
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const [code, styles] = await Promise.all([
    bundle(outdir, { entryPoints: await scripts(), format: "esm", splitting: true, target: "es2022" }),
    bundle(outdir, { entryPoints: { main: "frontend/styles/main.css" }, loader: { ".woff2": "file", ".svg": "file" } }),
    preview(target),
  ]);
  const own = code.find(({ entry }) => entry === "frontend/main.ts").name;
  const script = await askAtOnce(outdir, code, own);
  const icon = await siteIcon(outdir);
  const names = [...code, ...styles].map(({ name }) => (name === own ? script : name));
  const files = [...names, icon].sort();
  const at = (name) => `${ASSETS}/${name}`;
  const written = {
    script: at(script),
    stylesheet: at(styles.find(({ entry }) => entry === "frontend/styles/main.css").name),
    fonts: files.filter((name) => PRELOADED.test(name)).map(at),
    icon: at(icon),
    icons: await icons(),
    files: files.map(at),
  };
  await writeFile(path.join(target, "bundle.json"), `${JSON.stringify(written, null, 2)}\n`);
}

if (process.argv.length !== 3) {
  console.error("usage: node frontend/build.mjs OUTDIR");
  process.exit(2);
}
try {
  await main(process.argv[2]);
} catch (error) {
  const faults = [...(error.errors ?? []), ...(error.warnings ?? [])];
  console.error(faults.length > 0 ? faults.map(inWords).join("\n") : error.message);
  process.exit(1);
}
