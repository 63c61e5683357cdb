import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid } from "@cantlie/volume";
import type { LiverLabels } from "../src/index.ts";

const FOLDER = join(process.env.CANTLIE_DATA ?? "../shared/data", "ircadb-01");

export const hasRealLabels = existsSync(FOLDER);
if (!hasRealLabels) console.warn("skipped: no data");

/** The labels of ircadb-01, all that there are. */
export function realLabels(): Required<Pick<LiverLabels, "couinaud" | "portalVein" | "hepaticVein" | "lesions">> & LiverLabels {
  const { grid, values: liver } = load("liver");
  return {
    grid,
    liver,
    lesions: load("tumours").values,
    portalVein: load("portal-vein").values,
    hepaticVein: load("hepatic-vein").values,
    artery: load("artery").values,
    couinaud: load("couinaud").values,
  };
}

/** Byte images of this case only: axes along L, P, S and the origin at 0, as their headers say. */
function load(name: string): { grid: Grid; values: Uint8Array } {
  const bytes = gunzipSync(readFileSync(join(FOLDER, `${name}.nii.gz`)));
  const size = [bytes.readInt16LE(42), bytes.readInt16LE(44), bytes.readInt16LE(46)] as const;
  const spacingMm = [bytes.readFloatLE(80), bytes.readFloatLE(84), bytes.readFloatLE(88)] as const;
  const grid = makeGrid(size, spacingMm, worldPoint(0, 0, 0), [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  const first = bytes.readFloatLE(108);
  return { grid, values: new Uint8Array(bytes.subarray(first, first + size[0] * size[1] * size[2])) };
}
