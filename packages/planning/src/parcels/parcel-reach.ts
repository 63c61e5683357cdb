import { cropValues, type Grid, type VoxelBox } from "@cantlie/volume";
import { nearestVoxel } from "../lesion-distance.ts";
import type { LesionReach } from "../lesion-reach.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { firstRunPast } from "../run-algebra.ts";
import type { ClassRuns } from "../voxel-classes.ts";
import { pairNumbers } from "./pair-numbers.ts";
import type { ParcelReach } from "./parcels.ts";
import type { Pedicles } from "./pedicles.ts";

export interface ReachSources {
  /** all organ voxels as runs of one parcel */
  readonly runs: ClassRuns;
  /** per parcel: the one that stands for all that the same candidates take */
  readonly standIn: Int32Array;
  readonly pedicles: Pedicles;
}

/** One per lesion. */
export function parcelReach(prepared: PreparedAnatomy, { runs, standIn, pedicles }: ReachSources): ParcelReach[] {
  const { trunks, lesionDistances, nearestCavaVoxel } = prepared;
  // a trunk of a tree without territories is never known to be kept
  const isTrunk = Uint8Array.of(0, ...trunks.list.map(({ tree }) => (prepared.attachment[tree] === undefined ? 0 : 1)));
  return prepared.anatomy.lesions.map((_, lesion) => {
    const reach = prepared.lesionReach[lesion];
    const { places, leastMm } = reach === undefined ? NOWHERE : nearestPlaces(prepared, reach, { runs, standIn, isTrunk });
    const nearestFirst = leastMm.map((_, place) => place).sort((a, b) => leastMm[a]! - leastMm[b]! || a - b);
    const inLiver = nearestFirst.filter((place) => places.b[place] === 0);
    const inTrunks = nearestFirst.filter((place) => places.b[place] !== 0);
    const listed = (list: readonly number[]) => ({
      parcel: Int32Array.from(list, (place) => places.a[place]!),
      distanceMm: Float32Array.from(list, (place) => leastMm[place]!),
    });
    const cava = nearestCavaVoxel[lesion];
    const distance = lesionDistances[lesion];
    const reachMm = reach?.reachMm ?? 0;
    const cavaMm = cava === undefined || distance === undefined ? Infinity : nearestVoxel(distance, [cava])!.distanceMm;
    return {
      liver: listed(inLiver),
      trunks: { ...listed(inTrunks), trunk: Int32Array.from(inTrunks, (place) => places.b[place]!) },
      pedicles: pedicles.near[lesion]!.filter(({ distanceMm }) => distanceMm <= reachMm),
      cavaMm: cavaMm <= reachMm ? cavaMm : Infinity,
    };
  });
}

interface NearestPlaces {
  /** parcel and trunk of each place */
  readonly places: { readonly a: Int32Array; readonly b: Int32Array };
  readonly leastMm: readonly number[];
}

const NOWHERE: NearestPlaces = { places: { a: new Int32Array(), b: new Int32Array() }, leastMm: [] };

function nearestPlaces(
  { trunks, anatomy }: PreparedAnatomy,
  { voxels, box, inBox, distanceMm }: LesionReach,
  { runs, standIn, isTrunk }: Omit<ReachSources, "pedicles"> & { readonly isTrunk: Uint8Array },
): NearestPlaces {
  // nearest first is no order of memory: a box stays in the processor's cache, the grid does not
  const parcels = standInsWithin(anatomy.grid, box, { runs, standIn });
  const trunkNumbers = cropValues(trunks.at, anatomy.grid, box);
  const places = pairNumbers();
  const leastMm: number[] = [];
  for (let n = 0; n < voxels.length; n++) {
    const trunk = trunkNumbers[inBox[n]!]!;
    const place = places.numberOf(parcels[inBox[n]!]!, isTrunk[trunk] === 1 ? trunk : 0);
    if (place === leastMm.length) leastMm.push(distanceMm[n]!);
    else if (distanceMm[n]! < leastMm[place]!) leastMm[place] = distanceMm[n]!;
  }
  return { places: places.pairs(), leastMm };
}

/** The parcel that stands in for that of each voxel of a box; 0 outside the organ. */
function standInsWithin(
  { size: [ni, nj] }: Grid,
  { start, size }: VoxelBox,
  { runs, standIn }: Pick<ReachSources, "runs" | "standIn">,
): Int32Array {
  const within = new Int32Array(size[0] * size[1] * size[2]);
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) {
      const from = start[0] + ni * (start[1] + j + nj * (start[2] + k));
      const end = from + size[0];
      const shift = size[0] * (j + size[1] * k) - from;
      for (let run = firstRunPast(runs, from); run < runs.first.length && runs.first[run]! < end; run++) {
        const first = Math.max(from, runs.first[run]!);
        const past = Math.min(end, runs.first[run]! + runs.length[run]!);
        within.fill(standIn[runs.of[run]!]!, first + shift, past + shift);
      }
    }
  return within;
}
