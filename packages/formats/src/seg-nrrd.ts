import type { LabelMap, Mask } from "@cantlie/volume";
import type { FormatCaution } from "./caution.ts";
import { FormatError } from "./format-error.ts";
import type { Inflate } from "./gzip.ts";
import { labelMapFromImage } from "./mask-from-image.ts";
import { readNrrdVolumes } from "./read-nrrd.ts";

/** One named structure of a Slicer segmentation. */
export interface Segment {
  readonly id: string;
  readonly name: string;
  /** red, green, blue, 0..1 */
  readonly colour: readonly [number, number, number];
  readonly labelValue: number;
  /** which of the layers it lies in */
  readonly layer: number;
}

/** A Slicer segmentation: segments that overlap lie in different layers. */
export interface Segmentation {
  readonly layers: readonly LabelMap[];
  readonly segments: readonly Segment[];
  readonly cautions: readonly FormatCaution[];
}

/** Slicer's own grey for a segment whose colour a file does not state. */
const UNSTATED_COLOUR = [0.5, 0.5, 0.5] as const;

/**
 * Reads Slicer's `.seg.nrrd`: label maps with the names of their segments.
 *
 * @throws FormatError as {@link readNrrd}, and `formats/not-a-segmentation` if the header names no segments
 */
export function readSegNrrd(bytes: Uint8Array, options: { readonly inflate: Inflate }): Segmentation {
  const { grid, layers, pairs, cautions } = readNrrdVolumes(bytes, options);
  const segments = readSegments(pairs, layers.length);
  return { layers: layers.map((values) => labelMapFromImage({ grid, values }, { mayBeEmpty: true })), segments, cautions };
}

/** Where `segment` is. @throws FormatError `formats/empty-mask` */
export function segmentMask(segmentation: Segmentation, segment: Segment): Mask {
  const { grid, values } = segmentation.layers[segment.layer]!;
  const inside = new Uint8Array(values.length);
  let voxels = 0;
  for (let n = 0; n < values.length; n++)
    if (values[n] === segment.labelValue) {
      inside[n] = 1;
      voxels++;
    }
  if (voxels > 0) return { grid, values: inside };
  throw new FormatError("formats/empty-mask", {
    found: `a segment "${segment.name}" without a single voxel`,
    expected: "at least one voxel",
    probably: "the structure was named but not segmented",
  });
}

function readSegments(pairs: ReadonlyMap<string, string>, layers: number): Segment[] {
  const segments: Segment[] = [];
  for (let n = 0; pairs.has(`Segment${n}_ID`) || pairs.has(`Segment${n}_Name`); n++) {
    const pair = (key: string) => pairs.get(`Segment${n}_${key}`);
    const id = pair("ID") ?? `Segment_${n + 1}`;
    // Slicer 4.10 and older state neither: every segment is 1 in a layer of its own.
    const labelValue = Number(pair("LabelValue") ?? 1);
    const layer = Number(pair("Layer") ?? (layers > 1 ? n : 0));
    if (!Number.isInteger(labelValue) || labelValue < 1 || !Number.isInteger(layer) || layer < 0 || layer >= layers)
      throw new FormatError("formats/bad-header", {
        found: `segment ${n} with label ${pair("LabelValue")} in layer ${pair("Layer")} of ${layers}`,
        expected: "a positive label in a layer of the file",
        probably: "the header is damaged or was edited by hand",
      });
    segments.push({ id, name: pair("Name") ?? id, colour: readColour(pair("Color")), labelValue, layer });
  }
  if (segments.length === 0)
    throw new FormatError("formats/not-a-segmentation", {
      found: "a NRRD file without named segments",
      expected: "Segment0_Name and so on, as Slicer writes them",
      probably: "a plain image or label map",
    });
  return segments;
}

function readColour(text: string | undefined): readonly [number, number, number] {
  const parts = text?.trim().split(/\s+/).map(Number);
  if (parts?.length !== 3 || !parts.every((part) => part >= 0 && part <= 1)) return UNSTATED_COLOUR;
  return [parts[0]!, parts[1]!, parts[2]!];
}
