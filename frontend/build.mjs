// One call of esbuild. Stable names: Django's manifest storage adds the hash when static files are collected.
import { build } from "esbuild";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

// Some icons carry their looks in style attributes, which no page of ours may have: the same as attributes of SVG.
const attributes = (style) =>
  style
    .split(";")
    .filter((one) => one.trim())
    .map((one) => one.split(":").map((part) => part.trim()))
    .map(([name, value]) => `${name}="${value}"`)
    .join(" ");
const withoutStyles = {
  name: "without-styles",
  setup: (made) =>
    made.onLoad({ filter: /(Align|Distribute)ElementsIcons\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/ style="([^"]*)"/g, (_, style) => ` ${attributes(style)}`),
    })),
};

rmSync("dist", { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { viewer: "src/viewer.js", modeler: "src/modeler.js" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  legalComments: "none",
  charset: "utf8",
  // Every browser that we support reads woff2; the older forms that the CSS also names are left out.
  loader: { ".woff2": "file", ".woff": "empty", ".ttf": "empty", ".eot": "empty", ".svg": "empty" },
  assetNames: "[name]",
  plugins: [withoutStyles],
  metafile: true,
  logLevel: "info",
});

// The licences of everything that went in, beside it.
const packages = Object.keys(metafile.inputs)
  .map((file) => file.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
  .filter(Boolean);
const texts = [...new Set(packages)].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = file && existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`, "utf8").trim() : "";
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync("dist/LICENSES.txt", texts.join(`\n${"-".repeat(80)}\n\n`));
