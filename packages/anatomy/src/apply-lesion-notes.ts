import { subtract, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, voxelIndexAt, voxelsToMl, voxelToWorld, worldToVoxel } from "@cantlie/volume";
import { anatomyCaution } from "./anatomy-error.ts";
import type { Lesion } from "./lesion.ts";
import type { LesionInstance } from "./lesion-instances.ts";
import type { AnatomyCaution } from "./liver-anatomy.ts";

/** What a reader knows of a lesion beyond the mask. */
export interface LesionNote {
  /** patient LPS */
  readonly atMm: Vector3;
  readonly status: Lesion["status"];
  /** of the lesion when it was last seen */
  readonly diameterMm?: number | undefined;
  readonly reviewedBy?: string | undefined;
}

/** A lesion with what the notes say of it. */
export interface NotedLesion extends LesionInstance {
  readonly status: Lesion["status"];
  readonly origin: Lesion["origin"];
  readonly reviewedBy?: string;
}

/** A note belongs to a lesion of the mask if its point lies this near: the tolerance of every reference to a lesion. */
const SAME_PLACE_MM = 3;

/**
 * Joins the notes to the lesions of the mask. A disappeared lesion that the mask does not hold is added behind them, as
 * the ball that it once was, so far as that lies in the organ and in no other lesion: its site can be cut out or watched.
 */
export function applyLesionNotes(
  instances: readonly LesionInstance[],
  notes: readonly LesionNote[],
  { organ, grid }: { organ: Uint8Array; grid: Grid },
): { lesions: NotedLesion[]; cautions: AnatomyCaution[] } {
  const lesions: NotedLesion[] = instances.map((instance) => ({ ...instance, status: "visible", origin: "mask" }));
  const cautions: AnatomyCaution[] = [];
  if (notes.length === 0) return { lesions, cautions };
  const taken = new Uint8Array(organ.length);
  for (const { voxels } of instances) for (const voxel of voxels) taken[voxel] = 1;
  for (const note of notes) {
    const reviewed = note.reviewedBy === undefined ? {} : { reviewedBy: note.reviewedBy };
    const at = lesionAt(note.atMm, instances, grid);
    if (at !== undefined) {
      lesions[at] = { ...lesions[at]!, status: note.status, ...reviewed };
      continue;
    }
    const voxels = note.status === "disappeared" ? formerSite(note, grid).filter((v) => organ[v] !== 0 && taken[v] === 0) : [];
    if (voxels.length === 0) {
      cautions.push(noteWithoutLesion(note));
      continue;
    }
    if (note.diameterMm === undefined) cautions.push(siteWithoutSize(note));
    for (const voxel of voxels) taken[voxel] = 1;
    lesions.push({ voxels, volumeMl: voxelsToMl(grid, voxels.length), status: "disappeared", origin: "note", ...reviewed });
  }
  return { lesions, cautions };
}

/** Index of the nearest lesion within 3 mm of a point. */
function lesionAt(atMm: Vector3, instances: readonly LesionInstance[], grid: Grid): number | undefined {
  const near = ballVoxels(atMm, SAME_PLACE_MM, grid);
  let nearest: number | undefined;
  let nearestMm = Number.POSITIVE_INFINITY;
  instances.forEach(({ voxels }, lesion) => {
    for (const { voxel, distanceMm } of near)
      if (distanceMm < nearestMm && includesSorted(voxels, voxel)) [nearest, nearestMm] = [lesion, distanceMm];
  });
  return nearest;
}

function formerSite(note: LesionNote, grid: Grid): number[] {
  const centre = voxelIndexAt(grid, worldPoint(...note.atMm));
  const ball = ballVoxels(note.atMm, (note.diameterMm ?? 0) / 2, grid).map(({ voxel }) => voxel);
  return ball.length > 0 || centre < 0 ? ball : [centre];
}

/** Voxels whose centres lie within `radiusMm` of a place, ascending. */
function ballVoxels(atMm: Vector3, radiusMm: number, grid: Grid): { voxel: number; distanceMm: number }[] {
  const centre = worldToVoxel(grid, worldPoint(...atMm));
  const range = ([0, 1, 2] as const).map((axis) => {
    const reach = radiusMm / grid.spacingMm[axis];
    return [Math.max(0, Math.ceil(centre[axis] - reach)), Math.min(grid.size[axis] - 1, Math.floor(centre[axis] + reach))];
  });
  const found: { voxel: number; distanceMm: number }[] = [];
  for (let k = range[2]![0]!; k <= range[2]![1]!; k++)
    for (let j = range[1]![0]!; j <= range[1]![1]!; j++)
      for (let i = range[0]![0]!; i <= range[0]![1]!; i++) {
        const distanceMm = Math.hypot(...subtract(voxelToWorld(grid, i, j, k), atMm));
        if (distanceMm <= radiusMm) found.push({ voxel: i + grid.size[0] * (j + grid.size[1] * k), distanceMm });
      }
  return found;
}

function includesSorted(sorted: readonly number[], value: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}

function noteWithoutLesion(note: LesionNote): AnatomyCaution {
  return anatomyCaution("anatomy/note-without-lesion", {
    found: `a note of a ${note.status} lesion at ${place(note)}, where the mask holds none within ${SAME_PLACE_MM} mm`,
    expected: note.status === "disappeared" ? "a place inside the organ" : "a lesion of the mask there",
    probably: "a note made on another image or in other coordinates (RAS instead of LPS); it was left out",
    details: { status: note.status },
  });
}

function siteWithoutSize(note: LesionNote): AnatomyCaution {
  return anatomyCaution("anatomy/disappeared-lesion-without-size", {
    found: `a disappeared lesion at ${place(note)} without its former diameter`,
    expected: "diameterMm, as it was last seen",
    probably: "a note that was not finished; the site is taken as one voxel, so that margins around it are too small",
  });
}

function place(note: LesionNote): string {
  return `(${note.atMm.map((value) => value.toFixed(1)).join(", ")}) mm`;
}
