import { maskOfRuns, type PreparedAnatomy, type StateRuns, stateOnGrid, VOXEL_STATE, type VoxelRuns } from "../src/index.ts";

export interface LostShares {
  readonly voxels: number;
  readonly noInflow: number;
  readonly noOutflow: number;
}

/** Shares of each segment's remnant that lost inflow and outflow, counted voxel by voxel; segments that are wholly resected are left out. */
export function supplyBySegment(
  prepared: PreparedAnatomy,
  resectedRuns: VoxelRuns,
  stateRuns: StateRuns,
): Map<string, LostShares> {
  const { couinaud, organ, grid } = prepared.anatomy;
  const resected = maskOfRuns(grid, resectedRuns);
  const state = stateOnGrid(grid, stateRuns);
  const counts = new Map<number, [voxels: number, noInflow: number, noOutflow: number]>();
  const totals = new Map<number, number>();
  organ.forEach((inside, voxel) => {
    if (inside === 0) return;
    const value = couinaud!.values[voxel] === 9 ? 4 : couinaud!.values[voxel]!;
    totals.set(value, (totals.get(value) ?? 0) + 1);
    if (resected[voxel] !== 0) return;
    const count = counts.get(value) ?? [0, 0, 0];
    counts.set(value, count);
    count[0]++;
    if (state[voxel] === VOXEL_STATE.noInflow) count[1]++;
    if (state[voxel] === VOXEL_STATE.noOutflow) count[2]++;
  });
  const shares = new Map<string, LostShares>();
  // walls of kept veins are left of a resected segment; they are no remnant of it
  for (const [value, [voxels, noInflow, noOutflow]] of counts)
    if (voxels > 0.3 * totals.get(value)!)
      shares.set(String(value), { voxels, noInflow: noInflow / voxels, noOutflow: noOutflow / voxels });
  return shares;
}
