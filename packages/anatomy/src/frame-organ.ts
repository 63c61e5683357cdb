import {
  boundingBox,
  canonicalOrder,
  cropGrid,
  cropValues,
  type Grid,
  gridDifference,
  type ImageVolume,
  type Mask,
  reorderGrid,
  reorderValues,
  type VoxelBox,
  voxelCount,
} from "@cantlie/volume";
import { AnatomyError, anatomyCaution } from "./anatomy-error.ts";
import type { AnatomyCaution, OrganFrame } from "./liver-anatomy.ts";
import type { LiverLabels } from "./liver-labels.ts";

/**
 * Width of the border around the organ, mm. The closing that finds fissures reaches 10 mm out and needs free space beyond,
 * and the hilar bifurcation and the ostia of the hepatic veins lie within about 15 mm of a liver mask that leaves them out.
 */
const RIM_MM = 15;

type MaskName = "lesions" | "portalVein" | "hepaticVein" | "cava" | "bileDuct" | "artery" | "gallbladder";

const OPTIONAL_MASKS: readonly MaskName[] = ["lesions", "portalVein", "hepaticVein", "cava", "bileDuct", "artery", "gallbladder"];

/** The labels on the organ grid, and the vessel masks also whole. Masks are 1 inside, 0 outside. */
export interface FramedLabels {
  readonly frame: OrganFrame;
  /** liver ∪ lesions, but for lesions that lie away from the liver once these are told apart */
  readonly organ: Uint8Array;
  readonly liver: Uint8Array;
  /** masks cut to the organ grid; absent where not labelled or empty */
  readonly masks: Readonly<Partial<Record<MaskName, Uint8Array>>>;
  /** the same masks each on a canonical grid of its own that holds all of it: trees are connected outside the liver */
  readonly whole: Readonly<Partial<Record<MaskName, Mask>>>;
  /** imported values on the organ grid, not restricted to the organ */
  readonly couinaud?: Uint8Array;
  readonly liverTouchesImageBorder: boolean;
  readonly cautions: readonly AnatomyCaution[];
}

/**
 * Puts the labels' axes in canonical order and crops to the organ and a 15 mm rim. No value is resampled.
 *
 * @param image checked to lie on the labels' grid
 * @throws AnatomyError if a label or the image lies on another grid, or the liver is empty
 */
export function frameOrgan(labels: LiverLabels, image?: ImageVolume): FramedLabels {
  refuseOtherGrids(labels, image);
  const { grid } = labels;
  const liverBox = boxOf(labels.liver, grid);
  if (liverBox === undefined)
    throw new AnatomyError("anatomy/empty-liver", {
      found: "a liver mask without a voxel",
      expected: "a liver",
      probably: "a failed segmentation, or the wrong file or label value",
    });
  const lesionBox = labels.lesions && boxOf(labels.lesions, grid);
  const organBox = lesionBox ? union(liverBox, lesionBox) : liverBox;
  const cautions: AnatomyCaution[] = labels.lesions ? [] : [lesionsNotLabelled()];

  const order = canonicalOrder(grid);
  const fullGrid = reorderGrid(grid, order);
  const oldBox = widen(organBox, RIM_MM, grid);
  const box = reorderBox(oldBox, grid, order);
  const frame: OrganFrame = { grid: cropGrid(fullGrid, box), order, box, fullGrid };

  const cut = (values: Uint8Array, within: VoxelBox) =>
    reorderValues(cropValues(values, grid, within), cropGrid(grid, within), order);
  const masks: Partial<Record<MaskName, Uint8Array>> = {};
  const whole: Partial<Record<MaskName, Mask>> = {};
  for (const name of OPTIONAL_MASKS) {
    const values = labels[name];
    if (values === undefined) continue;
    const own = boxOf(values, grid);
    if (own === undefined) {
      cautions.push(emptyLabel(name));
      continue;
    }
    masks[name] = toMask(cut(values, oldBox));
    whole[name] = { grid: cropGrid(fullGrid, reorderBox(own, grid, order)), values: toMask(cut(values, own)) };
  }

  const liver = toMask(cut(labels.liver, oldBox));
  const organ = liver.slice();
  if (masks.lesions) for (let at = 0; at < organ.length; at++) if (masks.lesions[at] === 1) organ[at] = 1;
  const liverTouchesImageBorder = touchesBorder(organBox, grid);
  return {
    frame,
    organ,
    liver,
    masks,
    whole,
    ...(labels.couinaud ? { couinaud: cut(labels.couinaud, oldBox) } : {}),
    liverTouchesImageBorder,
    cautions,
  };
}

function refuseOtherGrids(labels: LiverLabels, image: ImageVolume | undefined): void {
  const voxels = voxelCount(labels.grid);
  for (const name of ["liver", ...OPTIONAL_MASKS, "couinaud"] as const) {
    const values = labels[name];
    if (values !== undefined && values.length !== voxels)
      throw new AnatomyError("anatomy/labels-on-another-grid", {
        found: `${values.length} voxels in the label "${name}"`,
        expected: `${voxels}, as the other labels have (${labels.grid.size.join("×")})`,
        probably: "a label made on another series, or one that was cropped or resampled",
        details: { label: name },
      });
  }
  const difference = image && gridDifference(image.grid, labels.grid);
  if (difference !== undefined)
    throw new AnatomyError("anatomy/image-on-another-grid", {
      found: `image and labels on different grids: ${difference}`,
      expected: "the same places sampled by both",
      probably: "labels made on another series of the same patient",
    });
}

function lesionsNotLabelled(): AnatomyCaution {
  return anatomyCaution("anatomy/no-lesions", {
    found: "no label of lesions",
    expected: "the lesions, or an empty mask that says that none is seen",
    probably: "a liver of which no lesions were labelled: whether a plan clears the disease is unknown",
  });
}

function emptyLabel(name: MaskName): AnatomyCaution {
  if (name === "lesions")
    return anatomyCaution("anatomy/no-lesions", {
      found: "a lesion mask without a voxel",
      expected: "at least one lesion",
      probably: "no metastasis is visible, or the lesions were not labelled: nothing is cleared by any plan",
    });
  return anatomyCaution("anatomy/empty-label", {
    found: `the label "${name}" without a voxel`,
    expected: "a labelled structure, or no such file",
    probably: "a structure that was not segmented; it is treated as not labelled",
    details: { label: name },
  });
}

/** The box of a mask, found four voxels at a time where its memory allows: most of a whole-body mask is empty. */
function boxOf(values: Uint8Array, grid: Grid): VoxelBox | undefined {
  const [ni, nj, nk] = grid.size;
  if (ni % 4 !== 0 || values.byteOffset % 4 !== 0) return boundingBox(values, grid);
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length / 4);
  const rough = boundingBox(words, { ...grid, size: [ni / 4, nj, nk] });
  if (rough === undefined) return undefined;
  const around: VoxelBox = {
    start: [4 * rough.start[0], rough.start[1], rough.start[2]],
    size: [4 * rough.size[0], rough.size[1], rough.size[2]],
  };
  const exact = boundingBox(cropValues(values, grid, around), cropGrid(grid, around))!;
  return { start: [around.start[0] + exact.start[0], rough.start[1], rough.start[2]], size: exact.size };
}

function union(a: VoxelBox, b: VoxelBox): VoxelBox {
  const axes = [0, 1, 2] as const;
  const start = axes.map((axis) => Math.min(a.start[axis], b.start[axis]));
  const end = axes.map((axis) => Math.max(a.start[axis] + a.size[axis], b.start[axis] + b.size[axis]));
  return {
    start: [start[0]!, start[1]!, start[2]!],
    size: [end[0]! - start[0]!, end[1]! - start[1]!, end[2]! - start[2]!],
  };
}

function widen(box: VoxelBox, rimMm: number, grid: Grid): VoxelBox {
  const axes = [0, 1, 2] as const;
  const rim = axes.map((axis) => Math.ceil(rimMm / grid.spacingMm[axis]));
  const start = axes.map((axis) => Math.max(0, box.start[axis] - rim[axis]!));
  const end = axes.map((axis) => Math.min(grid.size[axis], box.start[axis] + box.size[axis] + rim[axis]!));
  return {
    start: [start[0]!, start[1]!, start[2]!],
    size: [end[0]! - start[0]!, end[1]! - start[1]!, end[2]! - start[2]!],
  };
}

/** The same voxels as `box` of `grid`, named in the reordered grid. */
function reorderBox(box: VoxelBox, grid: Grid, order: OrganFrame["order"]): VoxelBox {
  const start = order.from.map((old, axis) =>
    order.flipped[axis] ? grid.size[old] - box.start[old] - box.size[old] : box.start[old],
  );
  const size = order.from.map((old) => box.size[old]);
  return { start: [start[0]!, start[1]!, start[2]!], size: [size[0]!, size[1]!, size[2]!] };
}

/** Whether a box reaches the outermost layer of a grid. */
export function touchesBorder(box: VoxelBox, grid: Grid): boolean {
  return box.start.some((first, axis) => first === 0 || first + box.size[axis]! === grid.size[axis]);
}

/** Sets every non-zero value to 1, in place. */
function toMask(values: Uint8Array): Uint8Array {
  if (holdsOnlyOnes(values)) return values;
  for (let at = 0; at < values.length; at++) if (values[at]! > 1) values[at] = 1;
  return values;
}

/** Looked at four voxels at a time, because nearly all masks already are 0 and 1. */
function holdsOnlyOnes(values: Uint8Array): boolean {
  if (values.byteOffset % 4 !== 0) return false;
  const words = new Uint32Array(values.buffer, values.byteOffset, Math.floor(values.length / 4));
  let seen = 0;
  for (let at = 0; at < words.length; at++) seen |= words[at]!;
  return (seen & ~0x01010101) === 0 && values.subarray(4 * words.length).every((value) => value <= 1);
}
