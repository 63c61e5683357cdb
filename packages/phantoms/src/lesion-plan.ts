import type { Vector3, WorldPoint } from "@cantlie/geometry";
import { worldPoint } from "@cantlie/geometry";
import type { LiverShape } from "./liver-shape.ts";
import { forecastRadiusMm } from "./murray.ts";
import type { GrowingTree } from "./phantom-tree.ts";
import type { RandomSource } from "./random.ts";
import { pointToPieceMm } from "./segment-distance.ts";

/** A lesion that the caller wants; what is left open is drawn from the seed. */
export interface LesionRequest {
  /** taken as it is, also where it encases a vessel or leaves the liver */
  readonly atMm?: WorldPoint;
  /** default: drawn between 10 and 40 mm, smaller if there is no room */
  readonly diameterMm?: number;
  /** default metastasis */
  readonly kind?: "metastasis" | "cyst";
}

/** A sphere in the liver. */
export interface PhantomLesion {
  readonly kind: "metastasis" | "cyst";
  readonly centreMm: WorldPoint;
  readonly diameterMm: number;
}

/**
 * Places lesions inside the liver, clear of the main vessels and of each other.
 *
 * @throws RangeError if one finds no room, or a given diameter is not positive
 */
export function placeLesions(
  requests: readonly LesionRequest[],
  liver: LiverShape,
  settings: { readonly mainVessels: readonly GrowingTree[]; readonly random: RandomSource },
): readonly PhantomLesion[] {
  const placed: PhantomLesion[] = [];
  // Given places first, so that drawn ones keep clear of them; the order of the answer is that of the requests.
  const order = [...requests.keys()].sort(
    (a, b) => Number(requests[a]!.atMm === undefined) - Number(requests[b]!.atMm === undefined) || a - b,
  );
  const answer: PhantomLesion[] = [];
  for (const index of order) {
    const request = requests[index]!;
    const drawnMm = settings.random.between(10, 40);
    const given = request.diameterMm;
    if (given !== undefined && !(given > 0 && Number.isFinite(given)))
      throw new RangeError(`lesion ${index + 1} has a diameter of ${given} mm, expected a positive number`);
    let diameterMm = given ?? drawnMm;
    let centreMm = request.atMm ?? findRoom(diameterMm / 2, liver, { ...settings, placed });
    // A drawn size gives way to the room that is left; a given one does not.
    while (centreMm === undefined && given === undefined && diameterMm > LEAST_DRAWN_MM) {
      diameterMm *= 0.8;
      centreMm = findRoom(diameterMm / 2, liver, { ...settings, placed });
    }
    if (centreMm === undefined) throw new RangeError(`no room in the liver for lesion ${index + 1} of ${diameterMm} mm diameter`);
    const lesion: PhantomLesion = { kind: request.kind ?? "metastasis", centreMm, diameterMm };
    placed.push(lesion);
    answer[index] = lesion;
  }
  return answer;
}

/** Drawn lesions keep this far from the capsule, from main vessels and from each other. */
const CLEARANCE_MM = 3;
const LEAST_DRAWN_MM = 5;

function findRoom(
  radiusMm: number,
  liver: LiverShape,
  settings: {
    readonly mainVessels: readonly GrowingTree[];
    readonly random: RandomSource;
    readonly placed: readonly PhantomLesion[];
  },
): WorldPoint | undefined {
  const { random } = settings;
  const [low, high] = liver.boundsMm;
  for (let attempt = 0; attempt < 4000; attempt++) {
    const at: Vector3 = [random.between(low[0], high[0]), random.between(low[1], high[1]), random.between(low[2], high[2])];
    if (liver.liver(...at) > -(radiusMm + CLEARANCE_MM) || liver.caudate(...at) < 0) continue;
    const apart = settings.placed.every(
      ({ centreMm, diameterMm }) => pointToPieceMm(at, centreMm, centreMm) > radiusMm + diameterMm / 2 + CLEARANCE_MM,
    );
    if (apart && settings.mainVessels.every((tree) => clearOf(tree, at, radiusMm))) return worldPoint(...at);
  }
  return undefined;
}

function clearOf(tree: GrowingTree, at: Vector3, radiusMm: number): boolean {
  return tree.at.every((end, node) => {
    const parent = tree.parent[node]!;
    return parent < 0 || pointToPieceMm(at, tree.at[parent]!, end) > radiusMm + forecastRadiusMm(tree, node) + CLEARANCE_MM;
  });
}
