import { type Grid, indexToWorld } from "@cantlie/volume";
import { anatomyCaution } from "./anatomy-error.ts";
import type { LesionInstance } from "./lesion-instances.ts";
import type { AnatomyCaution } from "./liver-anatomy.ts";
import { isAtBorder } from "./voxel-body.ts";

/** A ball of 6 mm: below it a component is as likely a stray voxel cloud as a metastasis. It is kept, and pointed out. */
const TINY_ML = 0.1;

/** Lesions that a person should look at: tiny ones, and those apart from the liver. All stay in the result. */
export function checkLesions(
  instances: readonly LesionInstance[],
  { liver, organ, grid }: { liver: Uint8Array; organ: Uint8Array; grid: Grid },
): AnatomyCaution[] {
  const cautions: AnatomyCaution[] = [];
  const tiny = instances.filter(({ volumeMl }) => volumeMl < TINY_ML);
  if (tiny.length > 0)
    cautions.push(
      anatomyCaution("anatomy/tiny-lesions", {
        found: `${tiny.length} lesion${tiny.length > 1 ? "s" : ""} below ${TINY_ML} mL (${tiny.map(({ voxels }) => voxels.length).join(", ")} voxels)`,
        expected: "lesions that can be seen",
        probably: "small metastases or stray voxels of the mask; they are planned for like the others",
        details: { count: tiny.length },
      }),
    );
  const apart = instances.flatMap((instance, at) => (isApart(instance, liver, grid) ? [{ ...instance, id: `L${at + 1}` }] : []));
  const away = apart.filter(({ voxels }) => organ[voxels[0]!] === 0);
  const near = apart.filter(({ voxels }) => organ[voxels[0]!] !== 0);
  if (near.length > 0) cautions.push(outside(near, grid, "it is counted as part of the organ"));
  if (away.length > 0)
    cautions.push(outside(away, grid, "so far from the liver it is no part of the organ, and no plan removes it"));
  return cautions;
}

function outside(lesions: readonly (LesionInstance & { id: string })[], grid: Grid, what: string): AnatomyCaution {
  const places = lesions.map(({ id, volumeMl, voxels }) => `${id} (${volumeMl.toFixed(1)} mL, near ${placeOf(voxels, grid)})`);
  return anatomyCaution("anatomy/lesion-outside-liver", {
    found: `${places.join(", ")} outside the liver and not touching it`,
    expected: "lesions in or at the liver",
    probably: `liver missing from the liver mask, or an extrahepatic lesion; ${what}`,
    details: { count: lesions.length },
  });
}

/** Whether no voxel of the lesion is liver or shares a face, edge or corner with it. */
function isApart({ voxels }: LesionInstance, liver: Uint8Array, grid: Grid): boolean {
  const [ni, nj] = grid.size;
  const near: number[] = [];
  for (const dk of [-1, 0, 1]) for (const dj of [-1, 0, 1]) for (const di of [-1, 0, 1]) near.push(di + ni * (dj + nj * dk));
  return !voxels.some((at) => liver[at] !== 0 || (!isAtBorder(at, grid) && near.some((step) => liver[at + step] !== 0)));
}

function placeOf(voxels: readonly number[], grid: Grid): string {
  const place = indexToWorld(grid, voxels[Math.floor(voxels.length / 2)]!);
  return `(${place.map((value) => value.toFixed(0)).join(", ")}) mm`;
}
