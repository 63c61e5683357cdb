import { IDENTITY3, type Vector3, worldPoint } from "@cantlie/geometry";
import { type FrontSources, type Grid, makeGrid, voxelCount } from "@cantlie/volume";
import { seededRandom } from "./seeded-random.ts";

/** What the kernels are measured on: a body of a liver's size and bumpy shape in a scan's grid, with branches of vessels in it. */
export interface Subject {
  readonly grid: Grid;
  readonly mask: Uint8Array;
  /** number of foreground voxels */
  readonly foreground: number;
  /** branch numbers from 1 at the voxels of the branches */
  readonly labels: Uint16Array;
  readonly sources: FrontSources;
}

/** The same subject for the same grid. The body fills about half of each axis. */
export function makeSubject(size: Vector3, spacingMm: Vector3): Subject {
  const grid = makeGrid(size, spacingMm, worldPoint(0, 0, 0), IDENTITY3);
  const mask = new Uint8Array(voxelCount(grid));
  let foreground = 0;
  for (let k = 0, at = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, at++) {
        const x = (2 * i) / size[0] - 1;
        const y = (2 * j) / size[1] - 1;
        const z = (2 * k) / size[2] - 1;
        const bump = 0.06 * (Math.sin(9 * x) + Math.sin(8 * y + 1) + Math.sin(7 * z + 2));
        if ((x * x) / 0.4 + (y * y) / 0.3 + (z * z) / 0.5 > 1 + bump) continue;
        mask[at] = 1;
        foreground++;
      }
  const sources = makeBranches(grid, mask);
  const labels = new Uint16Array(mask.length);
  sources.voxel.forEach((voxel, source) => {
    labels[voxel] = sources.group[source]! + 1;
  });
  return { grid, mask, foreground, labels, sources };
}

/** 24 winding branches from the middle, each of three pieces that are groups of their own, thick at their root. */
function makeBranches(grid: Grid, mask: Uint8Array): FrontSources {
  const random = seededRandom(7);
  const voxel: number[] = [];
  const startMm: number[] = [];
  const group: number[] = [];
  for (let branch = 0; branch < 24; branch++) {
    const at = grid.size.map((n) => n / 2);
    const direction = [random() - 0.5, random() - 0.5, random() - 0.5];
    for (let step = 0; step < 0.25 * grid.size[0]; step++) {
      for (const axis of [0, 1, 2] as const) {
        at[axis]! += (1.3 * direction[axis]! * grid.spacingMm[0]) / grid.spacingMm[axis];
        direction[axis]! += 0.1 * (random() - 0.5);
      }
      const [i, j, k] = at.map(Math.round) as [number, number, number];
      const index = i + grid.size[0] * (j + grid.size[1] * k);
      if (!mask[index]) break;
      if (voxel.at(-1) === index) continue;
      voxel.push(index);
      startMm.push(-4 + (12 * step) / grid.size[0]);
      group.push(3 * branch + Math.floor((12 * step) / grid.size[0]));
    }
  }
  return { voxel: Int32Array.from(voxel), startMm: Float32Array.from(startMm), group: Uint16Array.from(group) };
}
