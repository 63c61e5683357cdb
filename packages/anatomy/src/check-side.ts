import type { WorldPoint } from "@cantlie/geometry";
import { type ImageVolume, type Mask, voxelIndexAt, voxelToWorld, worldToVoxel } from "@cantlie/volume";
import { AnatomyError, anatomyCaution, type Doubt } from "./anatomy-error.ts";
import { centroidsMm } from "./centroid.ts";
import type { FramedLabels } from "./frame-organ.ts";
import type { AnatomyCaution } from "./liver-anatomy.ts";

/** How far the liver lies to the patient's left of something that it should lie to the right of. */
interface SideEvidence {
  readonly against: "body outline" | "Couinaud map" | "cava" | "portal trunk" | "field of view";
  /** patient's left positive */
  readonly liverLeftByMm: number;
  /** below this either way the evidence says nothing */
  readonly undecidedMm: number;
  /** 2 for what is seen, 1 for what is inferred from one more label */
  readonly weight: 1 | 2;
}

/**
 * The centroid of a liver lies 40 to 60 mm to the right of the midline, a mirrored one as far to the left, and what remains
 * after a right hepatectomy near the midline: 20 mm parts the mirrored ones from the others.
 */
const BODY_UNDECIDED_MM = 20;

/** Cava and portal trunk lie 20 to 50 mm to the left of the liver's centroid; half of the lesser distance. */
const LABEL_UNDECIDED_MM = 10;

/** The width of a body is 1.3 times that of its liver with a rim or more; 1.2 leaves room for a tight field of view. */
const BODY_TO_ORGAN = 1.2;

/** Above this is tissue, below lung and air; fat is -100 HU. */
const TISSUE_HU = -300;

/**
 * Whether the liver lies on the patient's right, judged by the body outline, the imported segments, the cava and the portal
 * trunk, and by the field of view only if none of these is there. (The gallbladder lies too near the liver's own middle to tell.)
 *
 * @returns a caution if the evidence is weak or contradicts itself
 * @throws AnatomyError `anatomy/liver-on-the-left` if something seen, or two inferences, say left and nothing says right
 */
export function checkSide(framed: FramedLabels, image?: ImageVolume): AnatomyCaution[] {
  const evidence = gatherEvidence(framed, image);
  const left = evidence.filter(({ liverLeftByMm, undecidedMm }) => liverLeftByMm > undecidedMm);
  const right = evidence.filter(({ liverLeftByMm, undecidedMm }) => liverLeftByMm < -undecidedMm);
  if (left.length === 0) return [];

  const doubt: Doubt = {
    found: `the liver to the patient's left of: ${left.map(describe).join(", ")}${right.length > 0 ? `; but to the right of: ${right.map(describe).join(", ")}` : ""}`,
    expected: "a liver on the patient's right",
    probably:
      right.length > 0
        ? "one label mirrored against the others, or an unusual anatomy: check the sides on the image before anything else"
        : "an image or mask mirrored left to right (LPS and RAS confused), or situs inversus, which is not planned here",
    details: { left: left.map((one) => one.against).join(", "), right: right.map((one) => one.against).join(", ") },
  };
  const weight = left.reduce((sum, one) => sum + one.weight, 0);
  if (weight >= 2 && right.length === 0) throw new AnatomyError("anatomy/liver-on-the-left", doubt);
  return [anatomyCaution("anatomy/liver-on-the-left", doubt)];
}

function describe({ against, liverLeftByMm }: SideEvidence): string {
  return `${against} (by ${Math.abs(liverLeftByMm).toFixed(0)} mm)`;
}

function gatherEvidence(framed: FramedLabels, image: ImageVolume | undefined): SideEvidence[] {
  const { grid } = framed.frame;
  const liverX = centroidsMm(framed.organ, grid)[1]![0];
  const evidence: SideEvidence[] = [];
  const inferred = (against: SideEvidence["against"], x: number | undefined) => {
    if (x !== undefined) evidence.push({ against, liverLeftByMm: liverX - x, undecidedMm: LABEL_UNDECIDED_MM, weight: 1 });
  };

  const bodyX = image && bodyCentreX(image, framed);
  if (bodyX !== undefined)
    evidence.push({ against: "body outline", liverLeftByMm: liverX - bodyX, undecidedMm: BODY_UNDECIDED_MM, weight: 2 });
  if (framed.couinaud) {
    const places = centroidsMm(framed.couinaud, grid, 9);
    const rightX = meanX([places[6], places[7]]);
    const leftX = meanX([places[2], places[3]]);
    if (rightX !== undefined && leftX !== undefined)
      evidence.push({ against: "Couinaud map", liverLeftByMm: rightX - leftX, undecidedMm: LABEL_UNDECIDED_MM, weight: 2 });
  }
  inferred("cava", framed.whole.cava ? outsideX(framed.whole.cava, framed) : outsideX(framed.whole.hepaticVein, framed));
  inferred("portal trunk", outsideX(framed.whole.portalVein, framed));
  const middleX = evidence.length === 0 ? fieldOfViewX(framed) : undefined;
  if (middleX !== undefined)
    evidence.push({ against: "field of view", liverLeftByMm: liverX - middleX, undecidedMm: BODY_UNDECIDED_MM, weight: 1 });
  return evidence;
}

/** Middle of the tissue in the slices that hold the organ; undefined where values are not HU. */
function bodyCentreX(image: ImageVolume, framed: FramedLabels): number | undefined {
  if (image.quantity !== "hu") return undefined;
  const { fullGrid, box } = framed.frame;
  // every eighth voxel of some sixteen slices places the middle of a body to well below a millimetre
  const stepK = Math.max(1, Math.floor(box.size[2] / 16));
  let [count, sumX] = [0, 0];
  for (let k = box.start[2]; k < box.start[2] + box.size[2]; k += stepK)
    for (let j = 0; j < fullGrid.size[1]; j += 8)
      for (let i = 0; i < fullGrid.size[0]; i += 8) {
        const place = voxelToWorld(fullGrid, i, j, k);
        if (image.values[voxelIndexAt(image.grid, place)]! <= TISSUE_HU) continue;
        count++;
        sumX += place[0];
      }
  return count > 0 ? sumX / count : undefined;
}

function meanX(places: readonly (WorldPoint | undefined)[]): number | undefined {
  const xs = places.flatMap((place) => (place ? [place[0]] : []));
  return xs.length > 0 ? xs.reduce((sum, x) => sum + x, 0) / xs.length : undefined;
}

/** Middle of what lies of a vessel mask outside the organ: for hepatic veins the cava, for portal veins the trunk. */
function outsideX(mask: Mask | undefined, framed: FramedLabels): number | undefined {
  if (mask === undefined) return undefined;
  const { grid } = framed.frame;
  const offset = worldToVoxel(grid, mask.grid.originMm).map(Math.round);
  const [ni, nj, nk] = grid.size;
  const [mi, mj, mk] = mask.grid.size;
  const outside = mask.values.slice();
  for (let k = 0; k < mk; k++)
    for (let j = 0; j < mj; j++) {
      const [organJ, organK] = [j + offset[1]!, k + offset[2]!];
      if (organJ < 0 || organK < 0 || organJ >= nj || organK >= nk) continue;
      const row = mi * (j + mj * k);
      const organRow = offset[0]! + ni * (organJ + nj * organK);
      const end = Math.min(mi, ni - offset[0]!);
      for (let i = Math.max(0, -offset[0]!); i < end; i++) if (framed.organ[organRow + i] === 1) outside[row + i] = 0;
    }
  return centroidsMm(outside, mask.grid)[1]?.[0];
}

/** Middle of an image that shows the body around the liver; one that is cropped to it says nothing. */
function fieldOfViewX({ frame }: FramedLabels): number | undefined {
  const { size } = frame.fullGrid;
  if (size[0] < BODY_TO_ORGAN * frame.box.size[0]) return undefined;
  return voxelToWorld(frame.fullGrid, (size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2)[0];
}
