import type { LiverAnatomy } from "@cantlie/anatomy";
import type { Vector3 } from "@cantlie/geometry";
import type { Candidate } from "../../src/candidates/candidate.ts";
import { makeCandidates } from "../../src/candidates/make-candidates.ts";
import type { PreparedAnatomy } from "../../src/prepared-anatomy.ts";
import type { SearchLimits } from "../../src/search/search-limits.ts";
import type { Sphere } from "../build-anatomy.ts";
import { DEFAULT_CANDIDATE_LIMITS } from "../candidate-limits.ts";
import { randomNumbers } from "../draw.ts";
import { idealLiver, isIdealLiver } from "../ideal-liver.ts";

/*
 * Small livers whose vessels, lesions and limits differ from seed to seed. Voxels of 6 mm: some 4000 of them, few enough to be asked
 * one by one for some hundreds of plans.
 */

const SPACING_MM: Vector3 = [6, 6, 6];
/** Vessels go through places up to this far from those of textbooks. */
const MOVED_MM = 7;

export interface RandomLiver {
  readonly anatomy: LiverAnatomy;
  readonly limits: SearchLimits;
}

export function randomLiver(seed: number, lesions: number): RandomLiver {
  const random = randomNumbers(seed);
  for (let n = 0; n < 5; n++) random();
  const between = (low: number, high: number): number => low + (high - low) * random();
  const anatomy = idealLiver({
    spacingMm: SPACING_MM,
    lesions: randomLesions(lesions, between),
    moved: ([x, y, z]) => {
      // what comes in by one place goes out by it: the shift depends on the place alone
      const shift = randomNumbers(seed + 31 * Math.round(x) + 1009 * Math.round(y) + 9176 * Math.round(z));
      for (let n = 0; n < 5; n++) shift();
      const along = (): number => MOVED_MM * (2 * shift() - 1);
      return [x + along(), y + along(), z + along()];
    },
  });
  const limits: SearchLimits = {
    marginWantedMm: 10,
    marginAutomaticMinimumMm: 5,
    maxCuts: random() < 0.5 ? 5 : 2,
    maxAblations: random() < 0.5 ? 5 : 1,
    // from no matter how little to more than most plans leave, of a liver of some 700 mL
    wantedRemnantMl: random() < 0.2 ? undefined : between(100, 600),
    budget: Infinity,
  };
  return { anatomy, limits };
}

/** Apart by more than a voxel's diagonal, so that each keeps voxels of its own. */
function randomLesions(count: number, between: (low: number, high: number) => number): Sphere[] {
  const lesions: Sphere[] = [];
  while (lesions.length < count) {
    const centreMm: Vector3 = [between(-95, 75), between(-40, 35), between(-50, 50)];
    const radiusMm = between(6, 14);
    const isApart = lesions.every(
      (other) => Math.hypot(...centreMm.map((at, axis) => at - other.centreMm[axis]!)) > radiusMm + other.radiusMm + 11,
    );
    const status = (["visible", "visible", "visible", "disappeared", "indeterminate"] as const)[Math.floor(between(0, 5))]!;
    if (isIdealLiver(centreMm) && isApart) lesions.push({ centreMm, radiusMm, status });
  }
  return lesions;
}

/** Some of the candidates, drawn at random: of each lesion at most `most` that hold it. */
export function someCandidates(prepared: PreparedAnatomy, seed: number, most: number): Candidate[] {
  const random = randomNumbers(seed + 77);
  const shuffled = makeCandidates(prepared, DEFAULT_CANDIDATE_LIMITS)
    .candidates.map((candidate) => ({ candidate, key: random() }))
    .sort((a, b) => a.key - b.key);
  const held = prepared.anatomy.lesions.map(() => 0);
  const drawn: Candidate[] = [];
  for (const { candidate } of shuffled) {
    if (candidate.lesions.length === 0 || candidate.lesions.some((lesion) => held[lesion]! >= most)) continue;
    for (const lesion of candidate.lesions) held[lesion]!++;
    drawn.push(candidate);
  }
  return drawn;
}
