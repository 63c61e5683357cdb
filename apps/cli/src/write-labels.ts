import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { writeNifti } from "@cantlie/formats";
import { stateOnGrid } from "@cantlie/planning";
import { inverseOrder, pasteValues, reorderGrid, reorderValues, voxelCount } from "@cantlie/volume";
import { writeInto } from "./output-folder.ts";
import type { WalkedRun } from "./run-walk.ts";

const gzipInBackground = promisify(gzip);

/** Plans whose voxels are written: the first of the order. The others can be had again with --resections. */
export const PLANS_WRITTEN = 3;

/**
 * Writes what the walk found as label maps on the image's own grid: lesions by number, Couinaud segments, and per plan the state
 * of each voxel (1 resected, 2 tumour left, 3 ablated, 4 no inflow, 5 no bile, 6 no outflow, 7 functional, 8 occluded before).
 */
export async function writeLabels(folder: string, { anatomy, evaluations, document }: WalkedRun): Promise<void> {
  const maps: [string, Uint8Array | Uint16Array][] = [
    ["lesions", anatomy.lesionLabels],
    ...(anatomy.couinaud ? [["couinaud", anatomy.couinaud.values] as [string, Uint8Array]] : []),
    ...document.order
      .slice(0, PLANS_WRITTEN)
      .map((id): [string, Uint8Array] => [`plan-${id}`, stateOnGrid(anatomy.grid, evaluations.get(id)!.state)]),
  ];
  await Promise.all(
    maps.map(async ([name, values]) => {
      const packed = await gzipInBackground(writeNifti(onLabelsGrid(values, anatomy.frame)), { level: 1 });
      writeInto(folder, `labels/${name.replace(/[^A-Za-z0-9._-]/g, "_")}.nii.gz`, packed);
    }),
  );
}

/** From the organ grid back to the grid that the labels came on: pasted into the whole, axes in their old order. */
function onLabelsGrid(values: Uint8Array | Uint16Array, frame: WalkedRun["anatomy"]["frame"]) {
  const whole =
    values instanceof Uint8Array ? new Uint8Array(voxelCount(frame.fullGrid)) : new Uint16Array(voxelCount(frame.fullGrid));
  pasteValues(whole, values, frame.fullGrid, frame.box);
  const back = inverseOrder(frame.order);
  return { grid: reorderGrid(frame.fullGrid, back), values: reorderValues(whole, frame.fullGrid, back) };
}
