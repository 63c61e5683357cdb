import { distanceMm, type WorldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld, type Kernels, voxelDiagonalMm } from "@cantlie/volume";
import { forVoxelsWithin, voxelBlocks } from "./closest-voxels.ts";
import { isAtBorder } from "./voxel-body.ts";

/** A gap into which no ball of this radius fits (2 cm, an instrument with a finger beside it) is a fissure and has to be dissected, mm. */
const FISSURE_BALL_MM = 10;

/** Depth below the closed surface from which on a voxel counts as inside a fissure: the dents of a labelled surface are shallower, mm. */
const FISSURE_DEPTH_MM = 3;

/** A vessel voxel this far out runs outside the organ; nearer ones are intrahepatic branches that a label lets stick out, mm. */
const OUTSIDE_MM = 2;

/** Surface this near to a vessel outside the organ faces it: the vessel's wall and the fat around it, mm. */
const FACING_MM = 7;

/** No wedge may be opened within this distance of the hilar bifurcation (the planner's default clearance), mm. */
const HILUM_MM = 10;

/** Fissures are looked for on samples no farther apart than this where voxels are smaller: a third of the depth that counts, mm. */
const SAMPLE_MM = 1.2;

export interface CapsuleSurroundings {
  readonly grid: Grid;
  /** surface voxels of the organ */
  readonly organSurface: Int32Array;
  /** masks of portal vein, artery, bile duct and cava, as far as labelled */
  readonly vessels: readonly Uint8Array[];
  readonly hilarBifurcationMm?: WorldPoint;
  readonly kernels: Kernels;
}

/**
 * Surface voxels of the organ through which no wedge can be opened, 1 there: those that face the cava or a vessel of the
 * hilum outside the organ, lie near the hilar bifurcation or in a fissure, or where the image cuts the organ off.
 * The gallbladder's bed counts as accessible: the gallbladder is taken out on the way.
 */
export function inaccessibleCapsule(organ: Uint8Array, around: CapsuleSurroundings): Uint8Array {
  const { grid, organSurface, hilarBifurcationMm: hilum } = around;
  const { toOrganMm, toFreeSpaceMm } = sampledDistances(organ, around);
  const inaccessible = new Uint8Array(organ.length);
  for (const at of organSurface) {
    // the grid has a rim around the organ except where the image itself ends
    const isCutOff = isAtBorder(at, grid);
    const inFissure = toFreeSpaceMm(at) > FISSURE_BALL_MM + FISSURE_DEPTH_MM;
    const atHilum = hilum !== undefined && distanceMm(indexToWorld(grid, at), hilum) <= HILUM_MM;
    if (isCutOff || inFissure || atHilum) inaccessible[at] = 1;
  }

  const outside: number[] = [];
  const reachMm = FACING_MM + 2 * (voxelDiagonalMm(grid) + SAMPLE_MM);
  for (const vessel of around.vessels)
    for (let at = 0; at < vessel.length; at++) {
      if (vessel[at] === 0 || organ[at] !== 0) continue;
      const outMm = toOrganMm(at);
      if (outMm >= OUTSIDE_MM && outMm <= reachMm) outside.push(at);
    }
  const facing = { from: voxelBlocks(organSurface, grid), to: voxelBlocks(outside, grid) };
  forVoxelsWithin(FACING_MM, facing, (at) => {
    inaccessible[at] = 1;
  });
  return inaccessible;
}

interface SampledDistances {
  /** from the sample nearest below a voxel to the organ */
  readonly toOrganMm: (at: number) => number;
  /** from there to the nearest place that the centre of a ball of 10 mm outside the organ can reach */
  readonly toFreeSpaceMm: (at: number) => number;
}

function sampledDistances(organ: Uint8Array, { grid, kernels }: CapsuleSurroundings): SampledDistances {
  const [ni, nj, nk] = grid.size;
  const [stepI, stepJ, stepK] = grid.spacingMm.map((spacing) => Math.max(1, Math.floor(SAMPLE_MM / spacing))) as [
    number,
    number,
    number,
  ];
  const [mi, mj, mk] = [Math.ceil(ni / stepI), Math.ceil(nj / stepJ), Math.ceil(nk / stepK)];
  const samples: Grid = {
    ...grid,
    size: [mi, mj, mk],
    spacingMm: [stepI * grid.spacingMm[0], stepJ * grid.spacingMm[1], stepK * grid.spacingMm[2]],
  };
  const sampled = new Uint8Array(mi * mj * mk);
  for (let k = 0, to = 0; k < mk; k++)
    for (let j = 0; j < mj; j++)
      for (let i = 0; i < mi; i++, to++) sampled[to] = organ[i * stepI + ni * (j * stepJ + nj * k * stepK)]!;
  const toOrganMm = kernels.distanceToMaskMm(sampled, samples);
  const reachable = new Uint8Array(sampled.length);
  for (let at = 0; at < reachable.length; at++) if (toOrganMm[at]! > FISSURE_BALL_MM) reachable[at] = 1;
  const toFreeSpaceMm = kernels.distanceToMaskMm(reachable, samples);
  const sampleOf = (at: number): number => {
    const i = at % ni;
    const rest = (at - i) / ni;
    const j = rest % nj;
    const k = (rest - j) / nj;
    return Math.floor(i / stepI) + mi * (Math.floor(j / stepJ) + mj * Math.floor(k / stepK));
  };
  return {
    toOrganMm: (at) => toOrganMm[sampleOf(at)]!,
    toFreeSpaceMm: (at) => toFreeSpaceMm[sampleOf(at)]!,
  };
}
