import { boundingBox, cropGrid, cropValues, type Grid, type Kernels, pasteValues, voxelsToMl } from "@cantlie/volume";
import { AnatomyError, anatomyCaution } from "./anatomy-error.ts";
import type { AnatomyCaution, CouinaudMap } from "./liver-anatomy.ts";
import { segmentVolumesMl } from "./segment-volumes.ts";

/** Where more than this share of the organ has no segment by its source, that source gives no map. */
export const MOST_COMPLETED_FRACTION = 0.2;

/**
 * Couinaud's segments as a person or another program labelled them. Organ voxels without a label take that of the nearest
 * labelled voxel (by mm); their volume is `completedMl`.
 *
 * @param imported 0..9 per voxel of `grid`, 9 = 4b where 4 = 4a; labels outside the organ are left out
 * @returns a caution instead of a map if no organ voxel is labelled, or a fifth of them or more is not
 * @throws AnatomyError `anatomy/couinaud-values` if other values occur
 */
export function importedCouinaud(
  imported: Uint8Array,
  organ: Uint8Array,
  { grid, kernels }: { grid: Grid; kernels: Kernels },
): CouinaudMap | AnatomyCaution {
  const labelled = new Uint8Array(organ.length);
  let [labelledVoxels, organVoxels] = [0, 0];
  for (let at = 0; at < organ.length; at++) {
    const value = imported[at]!;
    if (value > 9) throw unknownValue(value);
    if (organ[at] === 0) continue;
    organVoxels++;
    if (value !== 0) labelledVoxels++;
    labelled[at] = value;
  }
  if (labelledVoxels === 0)
    return anatomyCaution("anatomy/couinaud-outside-liver", {
      found: "a Couinaud map without a label inside the liver",
      expected: "segments 1 to 8 in the liver",
      probably: "a map of another image; segments are derived from the vessels instead, if those are labelled",
    });
  const missing = (organVoxels - labelledVoxels) / organVoxels;
  if (missing >= MOST_COMPLETED_FRACTION)
    return incompleteCouinaud(missing, "it is not used: segments are derived from the vessels, if those are labelled");
  const values = completeSegments(labelled, organ, { grid, kernels });
  return {
    source: "imported",
    values,
    parts4: values.includes(9),
    completedMl: voxelsToMl(grid, organVoxels - labelledVoxels),
    segmentMl: segmentVolumesMl(values, grid),
    confidence: 1,
  };
}

/** `labelled` with every organ voxel that has no label given that of the nearest labelled voxel. */
export function completeSegments(
  labelled: Uint8Array,
  organ: Uint8Array,
  { grid, kernels }: { grid: Grid; kernels: Kernels },
): Uint8Array {
  const values = new Uint8Array(organ.length);
  const box = boundingBox(organ, grid);
  if (box === undefined) return values;
  // all labels lie in the organ, so nothing outside its box is nearest to anything
  const inside = cropValues(labelled, grid, box);
  const nearest = kernels.nearestLabel(inside, cropGrid(grid, box)).labels;
  for (let at = 0; at < inside.length; at++) if (inside[at] === 0) inside[at] = nearest[at]!;
  pasteValues(values, inside, grid, box);
  for (let at = 0; at < organ.length; at++) if (organ[at] === 0) values[at] = 0;
  return values;
}

/** @param what becomes of it, for the person who gave the map */
export function incompleteCouinaud(missingFraction: number, what: string): AnatomyCaution {
  return anatomyCaution("anatomy/couinaud-incomplete", {
    found: `a Couinaud map that leaves ${(100 * missingFraction).toFixed(0)} % of the organ without a segment`,
    expected: "a segment for nearly every place in the liver",
    probably: `a map of a part of the liver, or of another image; ${what}`,
    details: { missingFraction },
  });
}

function unknownValue(value: number): AnatomyError {
  return new AnatomyError("anatomy/couinaud-values", {
    found: `the value ${value} in the Couinaud map`,
    expected: "1 to 8 for segments 1 to 8, 9 for 4b where 4 is 4a, 0 for none",
    probably: "a label map of other structures, or one with its own numbering",
    details: { value },
  });
}
