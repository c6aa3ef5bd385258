// Bundles each script with its style sheet into kg/serve/static/vendor, beside the licences of what is in them. For a
// further page: add its packages to package.json with exact versions (npm install --save-exact NAME@VERSION), write its
// script here, name it in SCRIPTS.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const SCRIPTS = ["editor.js", "map.js"];
const PLACE = "../kg/serve/static/vendor";

// The editor's package puts the value of another column where a text says {{name}} of one. A text is shown as it is.
const TEMPLATE = "/{{(.*?)}}/g";
const asItIs = {
  name: "text-as-it-is",
  setup: (bundle) =>
    bundle.onLoad({ filter: /yasgui\.(esm|min)\.js$/ }, ({ path }) => {
      const script = readFileSync(path, "utf8");
      if (!script.includes(TEMPLATE)) throw new Error(`${path} fills in templates in a way of its own`);
      return { contents: script.replaceAll(TEMPLATE, "/(?!)/g"), loader: "js" };
    }),
};

await build({
  plugins: [asItIs],
  entryPoints: SCRIPTS,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  loader: { ".svg": "dataurl", ".png": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl" },
  outdir: PLACE,
});

// A package may come already bundled with those that it depends on: so all that are installed for use are listed.
const locked = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const used = Object.keys(locked).filter((path) => path && !locked[path].dev && !locked[path].optional);
const licences = used.sort().map((path) => {
  const own = readdirSync(path).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  const words = own.map((name) => readFileSync(`${path}/${name}`, "utf8").trim()).join("\n\n");
  return `${path.replace("node_modules/", "")} ${locked[path].version} (${locked[path].license})\n\n${words}`;
});
writeFileSync(`${PLACE}/LICENCES.txt`, `${licences.join("\n\n----\n\n")}\n`);
