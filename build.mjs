// Builds static/src into static/dist: bundles, the icon sprite, the scanner's wasm, the fonts, and manifest.json.
//
// Every file of static/src/js and static/src/css itself is an entry point; files in folders below are their parts.
// Beside each file lie its compressed forms (.br, .gz), which the server hands to whoever accepts them.
// manifest.json: {"files": {logical name: file name with its content's hash}, "inputs": sha256 of what was built from}.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import * as esbuild from "esbuild";
import { appIcon } from "./static/src/draw/app_icon.mjs";

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const SOURCE = path.join(ROOT, "static/src");
const TARGET = path.join(ROOT, "static/dist");
const WORK = path.join(ROOT, "static/.dist.new");
const PACKAGES = path.join(ROOT, "node_modules");
const FONT_PACKAGE = path.join(PACKAGES, "@expo-google-fonts/noto-sans-sc");
const FONTS = {
  "NotoSansSC-Regular.ttf": "400Regular/NotoSansSC_400Regular.ttf",
  "NotoSansSC-Bold.ttf": "700Bold/NotoSansSC_700Bold.ttf",
  "LICENSE_FONT": "LICENSE_FONT",
};

function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(full) : [full];
  }).sort();
}

function entryPoints(kind) {
  const folder = path.join(SOURCE, kind);
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(`.${kind}`))
    .map((entry) => path.join(folder, entry.name)).sort();
}

function inputsDigest() {
  const digest = createHash("sha256");
  const inputs = [path.join(ROOT, "build.mjs"), path.join(ROOT, "package-lock.json"), ...filesBelow(SOURCE)];
  for (const file of inputs) {
    digest.update(`${path.relative(ROOT, file).split(path.sep).join("/")}\0`);
    digest.update(createHash("sha256").update(fs.readFileSync(file)).digest());
  }
  return digest.digest("hex");
}

function writeHashed(files, logicalName, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const { name, ext } = path.parse(logicalName);
  files[logicalName] = `${name}-${hash}${ext}`;
  fs.writeFileSync(path.join(WORK, files[logicalName]), content);
}

async function bundle(files) {
  const points = [...entryPoints("js"), ...entryPoints("css")];
  if (points.length === 0) return;
  const result = await esbuild.build({
    absWorkingDir: ROOT, entryPoints: points, outdir: WORK, entryNames: "[name]-[hash]", assetNames: "[name]-[hash]",
    bundle: true, minify: true, format: "iife", target: ["es2020", "safari14.1"], nodePaths: [PACKAGES],
    loader: { ".svg": "file", ".png": "file", ".woff2": "file" }, charset: "utf8", legalComments: "linked",
    metafile: true, logLevel: "warning",
  });
  for (const [output, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    if (entryPoint) files[path.basename(entryPoint)] = path.basename(output);
  }
}

function symbol(name) {
  const file = path.join(PACKAGES, "@tabler/icons/icons/outline", `${name}.svg`);
  if (!fs.existsSync(file)) throw new Error(`static/src/icons.txt: there is no outline icon "${name}"`);
  const drawing = fs.readFileSync(file, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"`
    + ` stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`;
}

function iconSprite(files) {
  const list = path.join(SOURCE, "icons.txt");
  if (!fs.existsSync(list)) return;
  const names = fs.readFileSync(list, "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
  const symbols = [...new Set(names)].sort().map(symbol).join("");
  writeHashed(files, "icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols}</svg>`);
}

function pictures(files) {
  for (const file of filesBelow(path.join(SOURCE, "img"))) {
    writeHashed(files, path.basename(file), fs.readFileSync(file));
  }
}

function appIcons(files) {
  writeHashed(files, "app-icon-192.png", appIcon(192));
  writeHashed(files, "app-icon-512.png", appIcon(512));
  writeHashed(files, "app-icon-maskable-512.png", appIcon(512, { maskable: true }));
}

function fonts() {
  fs.mkdirSync(path.join(WORK, "fonts"));
  for (const [name, source] of Object.entries(FONTS)) {
    fs.copyFileSync(path.join(FONT_PACKAGE, source), path.join(WORK, "fonts", name));
  }
}

function compress(files) {
  const best = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY } };
  for (const name of Object.values(files)) {
    const content = fs.readFileSync(path.join(WORK, name));
    for (const [ending, packed] of [["br", zlib.brotliCompressSync(content, best)], ["gz", zlib.gzipSync(content, { level: 9 })]]) {
      if (packed.length < content.length) fs.writeFileSync(path.join(WORK, `${name}.${ending}`), packed);
    }
  }
}

async function main() {
  const files = {};
  const inputs = inputsDigest();
  fs.rmSync(WORK, { recursive: true, force: true });
  fs.mkdirSync(WORK, { recursive: true });
  await bundle(files);
  iconSprite(files);
  pictures(files);
  appIcons(files);
  writeHashed(files, "zxing_reader.wasm", fs.readFileSync(path.join(PACKAGES, "zxing-wasm/dist/reader/zxing_reader.wasm")));
  compress(files);
  fonts();
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  fs.writeFileSync(path.join(WORK, "manifest.json"), `${JSON.stringify({ files: sorted, inputs }, null, 2)}\n`);
  fs.rmSync(TARGET, { recursive: true, force: true });
  fs.renameSync(WORK, TARGET);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
