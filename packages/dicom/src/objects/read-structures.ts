import { type Grid, voxelCount } from "@cantlie/volume";
import { type DicomCaution, DicomError } from "../dicom-error.ts";
import { assignStructures, quoted } from "./assign-structures.ts";
import { type Brush, paintSegments } from "./paint-segments.ts";
import { isSegmentation, readSegmentation, type SegmentationObject, type SegmentDescription } from "./read-segmentation.ts";
import { readStructureSet } from "./read-structure-set.ts";
import { type BodyReference, requireSameBody } from "./require-same-body.ts";
import { segmentationGrid } from "./segmentation-grid.ts";
import type { StructureMeaning, StructureName } from "./structure-codes.ts";
import type { StructureOptions } from "./structure-options.ts";

/** The scan that structures are to lie on. */
export interface StructureScan extends BodyReference {
  readonly grid: Grid;
}

/** The structures of a plan that a segmentation or structure set holds, all on one grid. */
export interface ReadStructures {
  readonly grid: Grid;
  /** masks, 1 inside; `couinaud` holds 1..8 and 9 for 4b; a structure that the file does not hold is absent */
  readonly structures: Readonly<Partial<Record<StructureName, Uint8Array>>>;
  /** which segment became which structure */
  readonly taken: readonly { readonly label: string; readonly structure: StructureName }[];
  readonly cautions: readonly DicomCaution[];
}

/**
 * Reads the liver's structures from a DICOM segmentation (binary, fractional, label map) or an RT structure set. Segments are told by
 * the SNOMED code of their type, and where that says nothing by their name; several segments of one structure are joined, and those
 * of no structure are named in a caution.
 *
 * @param scan without it a segmentation lies on the grid of its own frames; a structure set has none and is refused
 * @throws DicomError as {@link readSegmentation}, {@link readStructureSet}, {@link requireSameBody}, {@link paintSegments}; also
 *   `dicom/no-known-segments`, `dicom/ambiguous-segments`
 */
export function readStructures(bytes: Uint8Array, options: StructureOptions, scan?: StructureScan): ReadStructures {
  if (!isSegmentation(bytes, options)) return structuresOfContours(bytes, options, scan);
  const object = readSegmentation(bytes, options);
  const bodyCautions = scan ? requireSameBody(object, scan) : [];
  const grid = scan?.grid ?? segmentationGrid(object);
  const { taken, setAside } = assignStructures(object.segments.filter(({ number }) => number > 0));
  const canvas = structureCanvas(grid, taken);
  const painted = paintSegments(object, grid, canvas.brushes);
  const empty = taken.filter(({ number }) => painted.voxels.get(number) === 0);
  return {
    grid,
    structures: withoutEmpty(canvas.structures),
    taken: taken.map(({ label, structure }) => ({ label, structure })),
    cautions: [
      ...bodyCautions,
      ...thresholdCautions(object, painted.partial),
      ...setAsideCautions(setAside),
      ...emptyCautions(empty),
      ...overlapCautions(painted.overlapping),
    ],
  };
}

function structuresOfContours(bytes: Uint8Array, options: StructureOptions, scan: StructureScan | undefined): ReadStructures {
  const object = readStructureSet(bytes, options);
  if (!scan)
    throw new DicomError(
      "dicom/structure-set-without-image",
      "a structure set holds contours without voxels of their own: give the image that it was drawn on",
    );
  const { taken, setAside } = assignStructures(object.regions);
  const bodyCautions = requireSameBody(object, scan);
  const canvas = structureCanvas(scan.grid, taken);
  const filled = object.fill(scan.grid, canvas.brushes);
  const empty = taken.filter(({ number }) => filled.voxels.get(number) === 0);
  return {
    grid: scan.grid,
    structures: withoutEmpty(canvas.structures),
    taken: taken.map(({ label, structure }) => ({ label, structure })),
    cautions: [
      ...bodyCautions,
      ...filled.cautions,
      ...setAsideCautions(setAside),
      ...emptyCautions(empty),
      ...overlapCautions(filled.overlapping),
    ],
  };
}

/** One array for each structure that is there, and where each segment goes. */
function structureCanvas(
  grid: Grid,
  taken: readonly ({ readonly number: number } & StructureMeaning)[],
): { readonly structures: Partial<Record<StructureName, Uint8Array>>; readonly brushes: Map<number, Brush> } {
  const structures: Partial<Record<StructureName, Uint8Array>> = {};
  const brushes = new Map<number, Brush>();
  for (const { number, structure, couinaudValue } of taken) {
    structures[structure] ??= new Uint8Array(voxelCount(grid));
    brushes.set(number, { values: structures[structure], value: structure === "couinaud" ? couinaudValue : 1 });
  }
  return { structures, brushes };
}

/** A structure without a voxel is one that nobody segmented. */
function withoutEmpty(structures: ReadStructures["structures"]): ReadStructures["structures"] {
  return Object.fromEntries(Object.entries(structures).filter(([, values]) => values.some((value) => value !== 0)));
}

function thresholdCautions({ kind, fractionalType }: SegmentationObject, partial: number): readonly DicomCaution[] {
  if (kind !== "fractional") return [];
  const meaning = fractionalType === "OCCUPANCY" ? "the part of each voxel that is inside" : "how probably each voxel is inside";
  return [
    {
      code: "dicom/fractional-threshold",
      message: `the segmentation states ${meaning}; voxels of at least one half were taken as inside (${partial} voxels are neither wholly in nor out)`,
      details: { threshold: 0.5, voxels: partial, type: fractionalType ?? "not stated" },
    },
  ];
}

function setAsideCautions(setAside: readonly Pick<SegmentDescription, "number" | "label">[]): readonly DicomCaution[] {
  if (setAside.length === 0) return [];
  return [
    {
      code: "dicom/segments-set-aside",
      message: `${setAside.length} ${setAside.length === 1 ? "segment is" : "segments are"} no structure that a plan uses: ${quoted(setAside)}`,
      details: { segments: setAside.map(({ number }) => number) },
    },
  ];
}

function emptyCautions(empty: readonly { readonly number: number; readonly label: string }[]): readonly DicomCaution[] {
  if (empty.length === 0) return [];
  return [
    {
      code: "dicom/segments-empty",
      message: `${empty.length} ${empty.length === 1 ? "segment has" : "segments have"} no voxel: ${quoted(empty)}`,
      details: { segments: empty.map(({ number }) => number) },
    },
  ];
}

function overlapCautions(voxels: number): readonly DicomCaution[] {
  if (voxels === 0) return [];
  return [
    {
      code: "dicom/couinaud-segments-overlap",
      message: `${voxels} voxels lie in two Couinaud segments: they were left in the first`,
      details: { voxels },
    },
  ];
}
