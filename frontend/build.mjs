// Builds the dress into src/tidtam/web/static/built: one style sheet, one script, the scanner, the fonts.
// It replaces the folder as a whole, so that nothing old is left behind and a broken build changes nothing.

import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "../src/tidtam/web/static/built");
const fresh = `${built}.new`;
const modules = join(here, "node_modules");

rmSync(fresh, { recursive: true, force: true });
mkdirSync(join(fresh, "fonts"), { recursive: true });

for (const subset of ["thai", "latin", "latin-ext"]) {
  for (const weight of [400, 600]) {
    const name = `sarabun-${subset}-${weight}`;
    cpSync(join(modules, "@fontsource/sarabun/files", `${name}-normal.woff2`), join(fresh, "fonts", `${name}.woff2`));
  }
}
cpSync(join(modules, "@fontsource/sarabun/LICENSE"), join(fresh, "fonts/LICENSE.txt"));

const style = sass.compile(join(here, "src/tidtam.scss"), { loadPaths: [here, modules], quietDeps: true });
const target = ["chrome100", "firefox100", "safari15"];
const { code } = await transform(style.css, { loader: "css", minify: true, target, charset: "utf8" });
writeFileSync(join(fresh, "tidtam.css"), code);

await build({
  entryPoints: { tidtam: join(here, "src/main.js"), scanner: join(here, "src/scanner.js") },
  outdir: fresh,
  bundle: true,
  minify: true,
  format: "esm",
  target,
  legalComments: "eof",
  logLevel: "warning",
});

rmSync(built, { recursive: true, force: true });
renameSync(fresh, built);
