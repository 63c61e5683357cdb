import { nearestVoxel } from "../lesion-distance.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { pairNumbers } from "./pair-numbers.ts";
import type { ParcelReach } from "./parcels.ts";
import type { Pedicles } from "./pedicles.ts";

export interface ReachSources {
  /** parcel of each voxel of the organ grid */
  readonly parcelAt: Int32Array;
  /** per parcel: the one that stands for all that the same candidates take */
  readonly standIn: Int32Array;
  readonly pedicles: Pedicles;
}

/** One per lesion. */
export function parcelReach(prepared: PreparedAnatomy, { parcelAt, standIn, pedicles }: ReachSources): ParcelReach[] {
  const { trunks, anatomy, lesionDistances, nearestCavaVoxel } = prepared;
  // a trunk of a tree without territories is never known to be kept
  const isTrunk = Uint8Array.of(0, ...trunks.list.map(({ tree }) => (prepared.attachment[tree] === undefined ? 0 : 1)));
  return anatomy.lesions.map((_, lesion) => {
    const reach = prepared.lesionReach[lesion];
    const places = pairNumbers();
    const leastMm: number[] = [];
    for (let n = 0; n < (reach?.voxels.length ?? 0); n++) {
      const voxel = reach!.voxels[n]!;
      const trunk = isTrunk[trunks.at[voxel]!] === 1 ? trunks.at[voxel]! : 0;
      const place = places.numberOf(standIn[parcelAt[voxel]!]!, trunk);
      if (place === leastMm.length) leastMm.push(Infinity);
      leastMm[place] = Math.min(leastMm[place]!, reach!.distanceMm[n]!);
    }
    const { a: parcels, b: trunkOf } = places.pairs();
    const nearestFirst = leastMm.map((_, place) => place).sort((a, b) => leastMm[a]! - leastMm[b]! || a - b);
    const inLiver = nearestFirst.filter((place) => trunkOf[place] === 0);
    const inTrunks = nearestFirst.filter((place) => trunkOf[place] !== 0);
    const listed = (list: readonly number[]) => ({
      parcel: Int32Array.from(list, (place) => parcels[place]!),
      distanceMm: Float32Array.from(list, (place) => leastMm[place]!),
    });
    const cava = nearestCavaVoxel[lesion];
    const distance = lesionDistances[lesion];
    const reachMm = reach?.reachMm ?? 0;
    const cavaMm = cava === undefined || distance === undefined ? Infinity : nearestVoxel(distance, [cava])!.distanceMm;
    return {
      liver: listed(inLiver),
      trunks: { ...listed(inTrunks), trunk: Int32Array.from(inTrunks, (place) => trunkOf[place]!) },
      pedicles: pedicles.near[lesion]!.filter(({ distanceMm }) => distanceMm <= reachMm),
      cavaMm: cavaMm <= reachMm ? cavaMm : Infinity,
    };
  });
}
