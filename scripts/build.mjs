// Bundles the command line into apps/cli/dist, so that `npx --no cantlie` starts fast and needs no TypeScript at run time.
import { build } from "esbuild";

await build({
  entryPoints: { cantlie: "apps/cli/src/main.ts", "vessel-worker": "apps/cli/src/vessel-worker.ts" },
  outdir: "apps/cli/dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
  // these load native or WebAssembly files that lie beside their own code
  external: ["@myriaddreamin/typst-ts-node-compiler", "@cornerstonejs/*"],
  // CommonJS packages inside the bundle ask for Node's modules through require
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
});
