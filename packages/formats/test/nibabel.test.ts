import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { voxelToWorld } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { writeNifti } from "../src/index.ts";
import { fortyEightGrids, obliqueGrid } from "./sample-grids.ts";

/** Debian's own Python has Debian's packages; another one may stand before it on the path. */
const PYTHON = ["/usr/bin/python3", "python3"].find((python) => spawnSync(python, ["-c", "import nibabel"]).status === 0);
const hasNibabel = PYTHON !== undefined;
if (!hasNibabel) console.log("skipped: no nibabel (Debian: python3-nibabel)");

const SCRIPT = `
import sys, json, nibabel
out = []
for name in sys.argv[1:]:
    image = nibabel.load(name)
    out.append({"sform": image.get_sform().tolist(), "qform": image.get_qform().tolist(), "first": float(image.dataobj[1, 2, 3])})
print(json.dumps(out))`;

describe.skipIf(!hasNibabel)("read by nibabel", () => {
  test("[ORI-01] an independent reader places voxels where we do, in RAS", () => {
    const grids = [
      ...fortyEightGrids([3, 4, 5], [0.57, 0.7, 1.6]),
      obliqueGrid([1, 2, 3], 1.1, { size: [3, 4, 5], spacingMm: [1, 1, 2], leftHanded: true }),
    ];
    const folder = mkdtempSync(join(tmpdir(), "cantlie-nibabel-"));
    try {
      const names = grids.map((grid, n) => {
        const name = join(folder, `${n}.nii`);
        writeFileSync(
          name,
          writeNifti({ grid, values: Int16Array.from({ length: 60 }, (_, v) => v) }, { version: n % 2 ? 1 : 2 }),
        );
        return name;
      });
      const read = JSON.parse(execFileSync(PYTHON!, ["-c", SCRIPT, ...names], { encoding: "utf8" })) as {
        sform: number[][];
        qform: number[][];
        first: number;
      }[];
      for (const [n, grid] of grids.entries()) {
        const [x, y, z] = voxelToWorld(grid, 1, 2, 3);
        // A quaternion stores b, c, d as float32; a = √(1 − b² − c² − d²) then errs by up to √1e-7 = 3e-4 where it is near 0 (half
        // turns), over the 5 mm of this place 1.6e-3 mm. The sform has no such step.
        for (const [form, toleranceMm] of [
          [read[n]!.sform, 5e-4],
          [read[n]!.qform, 2e-3],
        ] as const)
          for (const [row, expected] of [-x, -y, z].entries()) {
            const found = form[row]![0]! + 2 * form[row]![1]! + 3 * form[row]![2]! + form[row]![3]!;
            expect(Math.abs(found - expected)).toBeLessThan(toleranceMm);
          }
        expect(read[n]!.first).toBe(1 + 3 * (2 + 4 * 3));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
