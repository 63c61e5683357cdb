import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileKernels } from "../../../scripts/build-kernels.mjs";
import { createKernels, referenceKernels } from "../src/index.ts";
import { cubeGrid, labelledGrid, seededRandom } from "./random-volume.ts";

const compiled = createKernels();

test("compiled kernels give the same bits as the reference", () => {
  // up to 36 voxels a side: whole and partial tiles of 16 lines, more than one 64-bit word of a row
  const property = fc.property(
    fc.oneof({ weight: 4, arbitrary: labelledGrid(9, 255) }, { weight: 1, arbitrary: labelledGrid(36, 255) }),
    fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    ({ grid, labels }, seed) => {
      const random = seededRandom(seed);
      expect(compiled.distanceToMaskMm(labels, grid)).toEqual(referenceKernels.distanceToMaskMm(labels, grid));
      expect(compiled.nearestLabel(labels, grid)).toEqual(referenceKernels.nearestLabel(labels, grid));
      for (const connectivity of [6, 18, 26] as const)
        expect(compiled.connectedComponents(labels, grid, connectivity)).toEqual(
          referenceKernels.connectedComponents(labels, grid, connectivity),
        );
      expect(compiled.thinToCurve(labels, grid)).toEqual(referenceKernels.thinToCurve(labels, grid));
      expect(compiled.surfaceNets(labels, grid)).toEqual(referenceKernels.surfaceNets(labels, grid));
      const values = Float32Array.from(labels, () => 1000 * random() - 300);
      const sigmaMm = 3 * random();
      expect(compiled.gaussian(values, grid, sigmaMm)).toEqual(referenceKernels.gaussian(values, grid, sigmaMm));
      const inside = [...labels.keys()].filter((voxel) => labels[voxel] !== 0);
      const count = inside.length === 0 ? 0 : 12;
      const sources = {
        voxel: Int32Array.from({ length: count }, () => inside[Math.floor(random() * inside.length)]!),
        startMm: Float32Array.from({ length: count }, () => (random() < 0.5 ? 0 : 10 * random() - 5)),
        group: Uint16Array.from({ length: count }, () => Math.floor(5 * random())),
      };
      expect(compiled.pathDistance(labels, grid, sources)).toEqual(referenceKernels.pathDistance(labels, grid, sources));
    },
  );
  fc.assert(property, { seed: 12, numRuns: 30 });
});

test("the embedded module is what the assembly compiles to", async () => {
  expect(await compileKernels()).toBe(await readFile(new URL("../src/kernels.wasm.ts", import.meta.url), "utf8"));
});

test("what a kernel gave is not touched by the next call", () => {
  const grid = cubeGrid(4, 1);
  const mask = new Uint8Array(64);
  mask[5] = 1;
  const first = compiled.distanceToMaskMm(mask, grid);
  const copy = first.slice();
  compiled.distanceToMaskMm(new Uint8Array(64).fill(1), grid);
  expect(first).toEqual(copy);
});

test("a grid that needs more memory than allowed is refused, and the next smaller one is not", () => {
  const small = createKernels({ maximumMemoryBytes: 2 ** 20 });
  const large = cubeGrid(80, 1);
  expect(() => small.distanceToMaskMm(new Uint8Array(80 ** 3), large)).toThrow(
    /^the kernels need 3 MB of memory, 2 MB are allowed/,
  );
  expect(small.distanceToMaskMm(new Uint8Array(27).fill(1), cubeGrid(3, 1))).toEqual(new Float32Array(27));
  expect(() => createKernels({ maximumMemoryBytes: 2 ** 33 })).toThrow(RangeError);
});
