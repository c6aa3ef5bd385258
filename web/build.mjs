// Bundles each script with its style sheet into kg/serve/static/vendor. For a further page: add its packages to
// package.json with exact versions (npm install --save-exact NAME@VERSION), write its script here, name it in SCRIPTS.
import { build } from "esbuild";

const SCRIPTS = ["editor.js"];

await build({
  entryPoints: SCRIPTS,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "linked",
  loader: { ".svg": "dataurl", ".png": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl" },
  outdir: "../kg/serve/static/vendor",
});
