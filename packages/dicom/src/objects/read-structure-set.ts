import { worldPoint } from "@cantlie/geometry";
import { type Grid, worldToVoxel } from "@cantlie/volume";
import type { DataSet } from "dicom-parser";
import { number, text, texts } from "../data-set.ts";
import { type DicomCaution, DicomError } from "../dicom-error.ts";
import { readPatientIdentity } from "../patient-identity.ts";
import { readDataSet } from "../read-data-set.ts";
import { fillContour } from "./fill-contours.ts";
import type { Brush } from "./paint-segments.ts";
import type { StatedBody } from "./require-same-body.ts";
import { items, required } from "./sequence.ts";
import type { StructureOptions } from "./structure-options.ts";

/** A contoured region (ROI). */
export interface ContouredRegion {
  readonly number: number;
  readonly label: string;
  /** closed planar contours: x, y, z of each corner, LPS mm */
  readonly contoursMm: readonly Float64Array[];
  /** contours that enclose nothing: points, open lines */
  readonly otherContours: number;
}

/** An RT structure set (PS3.3 A.19). */
export interface StructureSet extends StatedBody {
  readonly regions: readonly ContouredRegion[];
  /** Writes regions into arrays on the image's grid, as `fillRegions`. */
  fill(grid: Grid, brushes: ReadonlyMap<number, Brush>): FilledRegions;
}

export interface FilledRegions {
  /** voxels inside, by region number */
  readonly voxels: ReadonlyMap<number, number>;
  /** voxels that already held another value of the same array: they keep it */
  readonly overlapping: number;
  readonly cautions: readonly DicomCaution[];
}

const STRUCTURE_SET_CLASS = "1.2.840.10008.5.1.4.1.1.481.3";

/**
 * Reads the regions of an RT structure set.
 *
 * @throws DicomError `dicom/not-a-structure-set`; `dicom/malformed`, `dicom/missing-attribute`, `dicom/bad-number` of a damaged one;
 *   `dicom/mixed-frame-of-reference` if its regions have several
 */
export function readStructureSet(bytes: Uint8Array, { inflateRaw }: Pick<StructureOptions, "inflateRaw">): StructureSet {
  const { dataSet, mediaSopClassUid } = readDataSet(bytes, inflateRaw);
  if ((text(dataSet, "x00080016") ?? mediaSopClassUid) !== STRUCTURE_SET_CLASS)
    throw new DicomError(
      "dicom/not-a-structure-set",
      "the file is DICOM, but neither a segmentation (SEG) nor a structure set (RTSTRUCT)",
    );
  const descriptions = items(dataSet, "x30060020");
  const contours = new Map(items(dataSet, "x30060039").map((item) => [number(item, "x30060084"), items(item, "x30060040")]));
  const regions = descriptions.map((item) => {
    const roi = required(number(item, "x30060022"), "ROI Number");
    return { number: roi, label: text(item, "x30060026") ?? "", ...readContours(contours.get(roi) ?? []) };
  });
  return {
    patient: readPatientIdentity(dataSet),
    frameOfReferenceUid: commonFrame(descriptions),
    referencedSeriesUids: items(dataSet, "x30060010").flatMap((frame) =>
      items(frame, "x30060012").flatMap((study) =>
        items(study, "x30060014").flatMap((series) => text(series, "x0020000e") ?? []),
      ),
    ),
    regions,
    fill: (grid, brushes) => fillRegions(regions, grid, brushes),
  };
}

function commonFrame(descriptions: readonly DataSet[]): string | undefined {
  const frames = [...new Set(descriptions.flatMap((item) => text(item, "x30060024") ?? []))];
  if (frames.length <= 1) return frames[0];
  throw new DicomError(
    "dicom/mixed-frame-of-reference",
    `the structure set has regions in ${frames.length} frames of reference: their coordinates cannot be compared`,
    { framesOfReference: frames },
  );
}

function readContours(contours: readonly DataSet[]): Pick<ContouredRegion, "contoursMm" | "otherContours"> {
  const closed = contours.filter((item) => /^CLOSED_?PLANAR/.test(text(item, "x30060042") ?? ""));
  return { contoursMm: closed.map(readContour), otherContours: contours.length - closed.length };
}

function readContour(item: DataSet): Float64Array {
  const parts = texts(item, "x30060050");
  const cornersMm = Float64Array.from(parts, (part) => (part === "" ? Number.NaN : Number(part)));
  const stated = number(item, "x30060046");
  if (cornersMm.length === 0 || cornersMm.length % 3 !== 0 || (stated !== undefined && 3 * stated !== cornersMm.length))
    throw new DicomError(
      "dicom/malformed",
      `a contour states ${stated ?? "no number of"} points and has ${cornersMm.length} coordinates: the file is damaged`,
      {
        coordinates: cornersMm.length,
      },
    );
  if (cornersMm.every(Number.isFinite)) return cornersMm;
  throw new DicomError("dicom/bad-number", "a contour has coordinates that are no numbers: the file is damaged");
}

/** Contours of a plane, in voxels of the image: x and y in turn. */
interface ContourPlane {
  /** place along the image's slices, in slices */
  readonly at: number;
  readonly polygons: number[][];
}

/** Corners of one contour may lie this far off their plane, and planes this far apart are one, in slices. */
const TOLERANCE_SLICES = 0.05;

/**
 * Fills contours slice by slice. A slice takes the contours of the nearest plane that lies within half the usual distance of the
 * region's planes, so that contours drawn on every second slice fill the one in between, and a gap stays a gap.
 */
function fillRegions(regions: readonly ContouredRegion[], grid: Grid, brushes: ReadonlyMap<number, Brush>): FilledRegions {
  const voxels = new Map<number, number>();
  const size = { columns: grid.size[0], rows: grid.size[1] };
  const plane = size.columns * size.rows;
  let [overlapping, betweenSlices] = [0, 0];
  for (const region of regions) {
    const brush = brushes.get(region.number);
    if (!brush) continue;
    const planes = contourPlanes(region, grid);
    let count = 0;
    for (let k = 0; k < grid.size[2]; k++) {
      const nearest = nearestPlane(planes, k);
      if (!nearest) continue;
      if (Math.abs(nearest.at - k) > TOLERANCE_SLICES) betweenSlices++;
      const inside = new Uint8Array(plane);
      for (const polygon of nearest.polygons) fillContour(inside, size, polygon);
      for (let pixel = 0, voxel = k * plane; pixel < plane; pixel++, voxel++) {
        if (inside[pixel] === 0) continue;
        const before = brush.values[voxel]!;
        if (before !== 0 && before !== brush.value) overlapping++;
        if (before !== 0) continue;
        brush.values[voxel] = brush.value;
        count++;
      }
    }
    voxels.set(region.number, count);
  }
  return { voxels, overlapping, cautions: betweenSlicesCautions(betweenSlices) };
}

/** @throws DicomError `dicom/contours-off-slices` if a contour does not lie in a plane of the image's slices, or leaves the image */
function contourPlanes({ contoursMm }: ContouredRegion, grid: Grid): readonly ContourPlane[] {
  const planes: ContourPlane[] = [];
  for (const cornersMm of contoursMm) {
    const polygon: number[] = [];
    const places: number[] = [];
    for (let at = 0; at < cornersMm.length; at += 3) {
      const [x, y, k] = worldToVoxel(grid, worldPoint(cornersMm[at]!, cornersMm[at + 1]!, cornersMm[at + 2]!));
      polygon.push(x, y);
      places.push(k);
    }
    const at = places.reduce((sum, k) => sum + k, 0) / places.length;
    if (places.some((k) => Math.abs(k - at) > TOLERANCE_SLICES)) throw offSlices("lies across the image's slices");
    if (at < -0.5 || at > grid.size[2] - 0.5) throw offSlices("lies above or below the image");
    const same = planes.find((one) => Math.abs(one.at - at) <= TOLERANCE_SLICES);
    if (same) same.polygons.push(polygon);
    else planes.push({ at, polygons: [polygon] });
  }
  return planes.sort((a, b) => a.at - b.at);
}

function offSlices(how: string): DicomError {
  return new DicomError(
    "dicom/contours-off-slices",
    `a contour ${how}: the structure set was drawn on another series, or images of this one are missing`,
  );
}

/** The plane whose slab, half the usual distance to either side, holds slice k; a slice between two slabs belongs to the lower one. */
function nearestPlane(planes: readonly ContourPlane[], k: number): ContourPlane | undefined {
  const steps = planes.slice(1).map(({ at }, n) => at - planes[n]!.at);
  const usual = [...steps].sort((a, b) => a - b)[(steps.length - 1) >> 1] ?? 1;
  const half = Math.max(usual, 1) / 2;
  const holding = planes.filter(({ at }) => k - at > TOLERANCE_SLICES - half && k - at <= half + TOLERANCE_SLICES);
  return holding.sort((a, b) => Math.abs(a.at - k) - Math.abs(b.at - k) || a.at - b.at)[0];
}

function betweenSlicesCautions(slices: number): readonly DicomCaution[] {
  if (slices === 0) return [];
  return [
    {
      code: "dicom/contours-between-slices",
      message: `${slices} slices of the image have no contour of their own and took that of the nearest plane: borders there are uncertain by half the distance of the contours`,
      details: { slices },
    },
  ];
}
