// Compiles packages/volume/assembly to WebAssembly and embeds it as packages/volume/src/kernels.wasm.ts, which is checked in; a test compiles
// again and fails if the two differ. Run: node scripts/build-kernels.mjs
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));

const OPTIONS = [
  "-O3",
  "--converge",
  "--noAssert",
  "--runtime",
  "stub",
  "--enable",
  "simd",
  "--disable",
  "relaxed-simd",
  "--importMemory",
  "--maximumMemory",
  "65536",
  "--use",
  "abort=",
];

/** The text of kernels.wasm.ts for the sources as they are now. */
export async function compileKernels() {
  let binary;
  let complaints = "";
  const { error } = await asc.main(
    ["packages/volume/assembly/index.ts", "--baseDir", root, "--outFile", "kernels.wasm", ...OPTIONS],
    {
      writeFile: (name, contents) => {
        if (name.endsWith("kernels.wasm")) binary = contents;
      },
      stderr: {
        write(text) {
          complaints += text;
        },
      },
    },
  );
  if (error) throw new Error(`assembly does not compile:\n${complaints}`);
  return embed(Buffer.from(binary).toString("base64"));
}

function embed(base64) {
  const lines = base64.match(/.{1,120}/g).map((line) => `  "${line}"`);
  return [
    "// Made by scripts/build-kernels.mjs from packages/volume/assembly. Do not edit.",
    "",
    "/** The kernels as a WebAssembly module, base64. */",
    "export const KERNELS_WASM =",
    `${lines.join(" +\n")};`,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(`${root}/packages/volume/src/kernels.wasm.ts`, await compileKernels());
