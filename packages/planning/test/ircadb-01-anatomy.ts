import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildAnatomy } from "@cantlie/anatomy";
import { createKernels } from "@cantlie/volume";
import { labelMapFromImage, maskFromImage, readImageFile } from "../../formats/src/index.ts";
import { type PreparedAnatomy, prepareEvaluation } from "../src/prepared-anatomy.ts";

const FOLDER = join(process.env.CANTLIE_DATA ?? "../shared/data", "ircadb-01");

/** Whether the real liver is there to be read. */
export const hasIrcadb01 = existsSync(FOLDER);

/** A real liver with eight lesions, its portal and hepatic veins and its segments; takes seconds. */
export function ircadb01(): PreparedAnatomy {
  const read = (name: string) => readImageFile(readFileSync(join(FOLDER, `${name}.nii.gz`)), { inflate: gunzipSync }).image;
  const mask = (name: string) => maskFromImage(read(name)).values;
  const { grid, values: liver } = maskFromImage(read("liver"));
  const couinaud = Uint8Array.from(labelMapFromImage(read("couinaud")).values);
  const kernels = createKernels();
  const anatomy = buildAnatomy(
    { grid, liver, couinaud, lesions: mask("tumours"), portalVein: mask("portal-vein"), hepaticVein: mask("hepatic-vein") },
    { kernels, territoryMethod: "geodesic" },
  );
  return prepareEvaluation(anatomy, kernels);
}
