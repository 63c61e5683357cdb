import type { TreeKind } from "@cantlie/anatomy";
import { planeThrough } from "@cantlie/geometry";
import { indexToWorld } from "@cantlie/volume";
import { ablationZones } from "../src/ablation-zones.ts";
import { branchSet } from "../src/branch-reference.ts";
import type { Candidate } from "../src/candidates/candidate.ts";
import { finishedResection } from "../src/finished-resection.ts";
import { lostSupplies } from "../src/lost-supply.ts";
import type { Ablation, BranchReference, Resection } from "../src/plan.ts";
import { PlanError } from "../src/plan-error.ts";
import type { PreparedAnatomy } from "../src/prepared-anatomy.ts";
import { normalFrom } from "./draw.ts";

/** Candidates for tests of parcels, from resections and ablations of any kind; those that cannot be drawn are left out. */
export function candidatesOf(
  prepared: PreparedAnatomy,
  treatments: readonly (Resection | Ablation)[],
  reconstruct: readonly BranchReference[] = [],
): Candidate[] {
  const candidates: Candidate[] = [];
  treatments.forEach((treatment, n) => {
    const id = `candidate-${n}`;
    if (!("kind" in treatment)) {
      const runs = ablationZones(prepared, [treatment])!;
      candidates.push({ id, name: id, treatment: { kind: "ablation", ablation: treatment }, lesions: [], runs, lost: {} });
      return;
    }
    try {
      const runs = finishedResection(prepared, treatment);
      const restored = (kind: TreeKind) => branchSet(prepared.anatomy, kind, reconstruct);
      const lost = lostSupplies(prepared, runs, { restored });
      candidates.push({ id, name: id, treatment: { kind: "resection", resection: treatment }, lesions: [], runs, lost });
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
    }
  });
  return candidates;
}

export function surveillanceOf(prepared: PreparedAnatomy, lesion: number): Candidate {
  const none = { first: new Int32Array(), length: new Int32Array() };
  const reference = { lesion: prepared.anatomy.lesions[lesion]!.id };
  const id = `surveil-${reference.lesion}`;
  return { id, name: id, treatment: { kind: "surveillance", lesion: reference }, lesions: [lesion], runs: none, lost: {} };
}

/** A ball of tissue, for candidates of any shape. */
export function ballOf({ anatomy }: PreparedAnatomy, centre: number, radiusVoxels: number): Resection {
  const [ni, nj] = anatomy.grid.size;
  const place = (voxel: number) => [voxel % ni, Math.floor(voxel / ni) % nj, Math.floor(voxel / ni / nj)] as const;
  const [x, y, z] = place(centre);
  const mask = new Uint8Array(anatomy.organ.length);
  for (let voxel = 0; voxel < mask.length; voxel++) {
    const [i, j, k] = place(voxel);
    if (Math.hypot(i - x, j - y, k - z) <= radiusVoxels) mask[voxel] = 1;
  }
  return { kind: "drawn", mask };
}

/** Balls, wedges, territories, planes and ablation zones. */
export function randomTreatments(prepared: PreparedAnatomy, count: number, random: () => number): (Resection | Ablation)[] {
  const { anatomy } = prepared;
  const organ = [...anatomy.organ.keys()].filter((voxel) => anatomy.organ[voxel] !== 0);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(from.length * random())]!;
  const kinds: (() => Resection | Ablation)[] = [
    () => ballOf(prepared, pick(organ), 1 + 4 * random()),
    () => ({ kind: "wedge", lesion: pick(anatomy.lesions).id, marginMm: 10 * random() }),
    () => ({ kind: "surface", plane: planeThrough(indexToWorld(anatomy.grid, pick(organ)), normalFrom(random)) }),
    () => {
      const tree = pick((["portal", "hepatic"] as const).filter((kind) => anatomy.trees[kind] !== undefined));
      return { kind: "territory", tree, branches: [pick(anatomy.trees[tree]!.branches).id] };
    },
    () => ({ lesion: pick(anatomy.lesions).id, radiiMm: [4 + 12 * random(), 4 + 12 * random(), 4 + 12 * random()] }),
  ];
  return Array.from({ length: count }, () => pick(kinds)());
}
