import { STATE_COUNT, VOXEL_STATE } from "../evaluation.ts";
import { faceAreasMm2, ISOTROPIC_FACE_SHARE } from "../face-areas.ts";
import type { Stage } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { forUnlikeNeighbours } from "../state-borders.ts";
import type { VoxelStates } from "../voxel-states.ts";
import { type BorderArea, borderArea } from "./border-area.ts";
import { territoryCuts } from "./territory-cuts.ts";

/** Borders by what would move them: labels of liver and lesions, and borders between territories of the two trees. */
export type MovedBorders = Readonly<Record<"liver" | "lesions" | "portal" | "hepatic", BorderArea>>;

/**
 * Sorts every border between voxels of different fate by what would move it. A cut moves with the territory that it follows, or with the
 * lesion that it is drawn around; a plane and a drawn mask are carried out where they are, and so is an ablation zone.
 *
 * @param shareOf per state, how much of its voxels counts to each volume
 */
export function movedBorders(
  prepared: PreparedAnatomy,
  { states, stage }: { readonly states: VoxelStates; readonly stage: Pick<Stage, "resections"> },
  shareOf: readonly Float64Array[],
): MovedBorders {
  const { grid } = prepared.anatomy;
  const volumes = shareOf[0]!.length;
  const borders = {
    liver: borderArea(grid, volumes),
    lesions: borderArea(grid, volumes),
    portal: borderArea(grid, volumes),
    hepatic: borderArea(grid, volumes),
  };
  addCapsule(prepared, states, (voxel, areaMm2, state) => borders.liver.add(voxel, areaMm2, shareOf[state]!));
  const faceMm2 = faceAreasMm2(grid).map((area) => area * ISOTROPIC_FACE_SHARE) as [number, number, number];
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  const cutFollows = territoryCuts(prepared, states.resectedOf);
  const aroundLesion = stage.resections.some(({ kind }) => kind === "wedge") ? "lesions" : undefined;
  const gains = gainsBetween(shareOf);
  forUnlikeNeighbours(grid, states.runs, (axis, { voxel, count, here, there }) => {
    const [growing, other] = RANK[here]! >= RANK[there]! ? [here, there] : [there, here];
    const gain = gains[STATE_COUNT * growing + other]!;
    for (let n = voxel; n < voxel + count; n++) {
      const mover = growing === VOXEL_STATE.resected ? (cutFollows(n, n + strides[axis]) ?? aroundLesion) : MOVER_OF[growing];
      if (mover !== undefined) borders[mover].add(n, faceMm2[axis], gain);
    }
  });
  return borders;
}

function addCapsule(
  { capsule: { voxels, areaMm2 } }: PreparedAnatomy,
  { runs }: VoxelStates,
  add: (voxel: number, areaMm2: number, state: number) => void,
): void {
  for (let n = 0, run = 0; n < voxels.length; n++) {
    while (runs.first[run]! + runs.length[run]! <= voxels[n]!) run++;
    add(voxels[n]!, areaMm2[n]!, runs.state[run]!);
  }
}

const { resected, tumour, ablated, noInflow, noBile, occluded, noOutflow } = VOXEL_STATE;

/** What moves the border of a state towards those of lower rank; nothing moves an ablation zone. */
const MOVER_OF: Readonly<Record<number, keyof MovedBorders>> = {
  [tumour]: "lesions",
  [noInflow]: "portal",
  [noBile]: "portal",
  [occluded]: "portal",
  [noOutflow]: "hepatic",
};

/** Of two states the one whose border it is: the cut's before all others', then the zone's, the tumour's, that of lost inflow. */
const RANK = rankOf([noOutflow, occluded, noBile, noInflow, tumour, ablated, resected]);

function rankOf(ascending: readonly number[]): readonly number[] {
  return Array.from({ length: STATE_COUNT }, (_, state) => ascending.indexOf(state) + 1);
}

/** What each volume gains where the first state grows at the cost of the second. */
function gainsBetween(shareOf: readonly Float64Array[]): Float64Array[] {
  return shareOf.flatMap((growing) => shareOf.map((other) => growing.map((share, v) => share - other[v]!)));
}
