import type { WorldPoint } from "@cantlie/geometry";
import { type Grid, type Kernels, voxelsToMl } from "@cantlie/volume";
import { completeSegments, MOST_COMPLETED_FRACTION } from "./imported-couinaud.ts";
import type { CouinaudMap } from "./liver-anatomy.ts";
import { ANY_SEGMENT, LEFT_HALF, RIGHT_ANTERIOR, RIGHT_HALF, RIGHT_POSTERIOR, type SegmentSet, segmentAt } from "./segment-at.ts";
import { segmentLandmarks } from "./segment-landmarks.ts";
import { assumedSegmentOne, forEachPlace } from "./segment-one.ts";
import { segmentVolumesMl } from "./segment-volumes.ts";
import type { Territory, VesselTree } from "./vessel-tree.ts";

/** What segments are derived from, on the organ grid. */
export interface CouinaudSources {
  readonly grid: Grid;
  readonly organ: Uint8Array;
  readonly portal: VesselTree;
  readonly territory: Territory;
  readonly hepatic?: VesselTree;
  /** hepatic veins without the cava */
  readonly hepaticVeins?: Uint8Array;
  readonly cava?: Uint8Array;
  readonly hilarBifurcationMm: WorldPoint;
  readonly kernels: Kernels;
}

/**
 * Couinaud's segments 2 to 8 from the vessels, and an assumed segment 1.
 *
 * `portal`: a voxel belongs to the segment whose named branch supplies it; where the nearest name upstream is that of a section
 * or a half, the landmark planes choose among its segments. `landmarks`: the planes alone.
 *
 * @returns undefined if a fifth of the organ or more cannot be decided (names or hepatic veins missing)
 */
export function vesselCouinaud(source: "portal" | "landmarks", sources: CouinaudSources): CouinaudMap | undefined {
  const { grid, organ, portal, territory } = sources;
  const marks = segmentLandmarks(sources);
  const supplied = portal.branches.map((_, branch) => suppliedSegments(portal, branch));
  const labelled = new Uint8Array(organ.length);
  const segmentOne = caudate(sources);
  let [organVoxels, undecided, confidence] = [0, 0, 0];
  forEachPlace(grid, organ, (at, place) => {
    organVoxels++;
    if (segmentOne?.[at] === 1) {
      labelled[at] = 1;
      return;
    }
    const point = territory.point[at]!;
    const by = source === "portal" && point >= 0 ? supplied[portal.points.branch[point]!]! : ANYWHERE;
    const segment = segmentAt(place, by.segments, marks);
    labelled[at] = segment;
    if (segment === 0) undecided++;
    else confidence += (by.segments & (by.segments - 1)) === 0 ? by.confidence : Math.min(by.confidence, marks.confidence);
  });
  if (organVoxels === 0 || undecided >= MOST_COMPLETED_FRACTION * organVoxels) return undefined;
  const values = undecided > 0 ? completeSegments(labelled, organ, sources) : labelled;
  return {
    source,
    values,
    parts4: false,
    completedMl: voxelsToMl(grid, undecided),
    segmentMl: segmentVolumesMl(values, grid),
    confidence: confidence / organVoxels,
  };
}

interface Supply {
  readonly segments: SegmentSet;
  readonly confidence: number;
}

const ANYWHERE: Supply = { segments: ANY_SEGMENT, confidence: 1 };

/** What the nearest name on the way to the root says of a branch. */
function suppliedSegments({ branches }: VesselTree, branch: number): Supply {
  for (let at: number | undefined = branch; at !== undefined; at = branches[at]!.parent) {
    const { name, nameConfidence } = branches[at]!;
    if (name === "unnamed") continue;
    const segments = SUPPLY[name];
    return segments === undefined ? ANYWHERE : { segments, confidence: nameConfidence };
  }
  return ANYWHERE;
}

const SUPPLY: Readonly<Record<string, SegmentSet>> = {
  "right portal vein": RIGHT_HALF,
  "left portal vein": LEFT_HALF,
  "right anterior portal vein": RIGHT_ANTERIOR,
  "right posterior portal vein": RIGHT_POSTERIOR,
  "segment 2 branch": 1 << 2,
  "segment 3 branch": 1 << 3,
  "segment 4 branch": 1 << 4,
  "segment 5 branch": 1 << 5,
  "segment 6 branch": 1 << 6,
  "segment 7 branch": 1 << 7,
  "segment 8 branch": 1 << 8,
};

function caudate({ hepatic, cava, hepaticVeins, ...rest }: CouinaudSources): Uint8Array | undefined {
  return hepatic && cava && hepaticVeins && assumedSegmentOne({ ...rest, hepatic, cava, hepaticVeins });
}
