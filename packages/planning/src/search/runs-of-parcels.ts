import { type BitSet, hasBit } from "../parcels/bit-set.ts";
import type { Parcels } from "../parcels/parcels.ts";
import type { VoxelRuns } from "../voxel-runs.ts";

/** The voxels of a set of parcels, in the parcels' own runs: two of them may be neighbours along i. */
export function runsOfParcels({ runs }: Pick<Parcels, "runs">, set: BitSet): VoxelRuns {
  const first: number[] = [];
  const length: number[] = [];
  for (let run = 0; run < runs.first.length; run++) {
    if (!hasBit(set, runs.of[run]!)) continue;
    first.push(runs.first[run]!);
    length.push(runs.length[run]!);
  }
  return { first: Int32Array.from(first), length: Int32Array.from(length) };
}
