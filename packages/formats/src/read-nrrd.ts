import type { Matrix3, Vector3 } from "@cantlie/geometry";
import type { Grid, VoxelArray } from "@cantlie/volume";
import type { FormatCaution } from "./caution.ts";
import { FormatError } from "./format-error.ts";
import { gridFromFrame } from "./grid-from-frame.ts";
import { gunzip, type Inflate } from "./gzip.ts";
import { type NrrdHeader, parseNrrdHeader } from "./nrrd-header.ts";
import { bytesPerNumber, rawValues, refuseNonFiniteVoxels } from "./raw-values.ts";
import type { ReadImage } from "./voxel-image.ts";

/** Factors that turn the file's space into LPS. */
const TO_LPS: Readonly<Record<string, Vector3>> = {
  "left-posterior-superior": [1, 1, 1],
  lps: [1, 1, 1],
  "right-anterior-superior": [-1, -1, 1],
  ras: [-1, -1, 1],
  "left-anterior-superior": [1, -1, 1],
  las: [1, -1, 1],
};

/** A NRRD file's volumes on one grid: more than one where the file has an axis that is a list (Slicer's layers). */
export interface NrrdVolumes {
  readonly grid: Grid;
  /** one array per layer, one value per voxel, i fastest */
  readonly layers: readonly VoxelArray[];
  /** `key:=value` pairs of the header */
  readonly pairs: ReadonlyMap<string, string>;
  readonly cautions: readonly FormatCaution[];
}

/**
 * Reads a NRRD file (raw or gzip, either byte order, axes in any order) with one value per voxel.
 *
 * @param options.inflate unpacks gzip
 * @throws FormatError if header, geometry or length cannot be trusted
 */
export function readNrrd(bytes: Uint8Array, options: { readonly inflate: Inflate }): ReadImage {
  const { grid, layers, pairs, cautions } = readNrrdVolumes(bytes, options);
  if (layers.length > 1)
    throw new FormatError("formats/not-3d", {
      found: `${layers.length} values per voxel`,
      expected: "one",
      probably: "a segmentation with overlapping layers (.seg.nrrd), a series over time or a colour image",
      details: { layers: layers.length },
    });
  return { image: { grid, values: layers[0]! }, cautions: [...cautions, ...severalSegments(pairs)] };
}

/** Slicer keeps liver and tumour in one file: whoever takes it as one mask should know. */
function severalSegments(pairs: ReadonlyMap<string, string>): FormatCaution[] {
  const segments = [...pairs.keys()].filter((key) => /^Segment\d+_ID$/.test(key)).length;
  if (segments < 2) return [];
  const message = `the file holds ${segments} named segments, which are one label map here: as a mask they are all taken together`;
  return [{ code: "formats/several-segments", message, details: { segments } }];
}

/** As {@link readNrrd}, with every layer of a list axis and the header's pairs. */
export function readNrrdVolumes(bytes: Uint8Array, options: { readonly inflate: Inflate }): NrrdVolumes {
  const header = parseNrrdHeader(bytes);
  const { spatial, list } = axesOf(header);
  const grid = gridOf(header, spatial);
  const data = bytes.subarray(header.dataOffset);
  const unpacked = header.encoding === "gzip" ? gunzip(data, options.inflate) : { bytes: data, cautions: [] };
  const count = header.sizes.reduce((product, n) => product * n, 1);
  const raw = rawValues(unpacked.bytes, { offset: 0, count, kind: header.kind, littleEndian: header.littleEndian });
  refuseNonFiniteVoxels(raw);
  const extraBytes = unpacked.bytes.length - count * bytesPerNumber(header.kind);
  const cautions = [...unpacked.cautions];
  if (extraBytes > 0)
    cautions.push({
      code: "formats/trailing-data",
      message: `${extraBytes} bytes follow the voxels that the header announces`,
      details: { extraBytes },
    });
  return { grid, layers: split(raw, header.sizes, list), pairs: header.pairs, cautions };
}

function axesOf(header: NrrdHeader): { spatial: [number, number, number]; list: number | undefined } {
  const axes = header.sizes.map((_, axis) => axis);
  const spatial = axes.filter((axis) => header.directions[axis] !== undefined);
  const lists = axes.filter((axis) => header.directions[axis] === undefined);
  if (header.space === undefined || header.origin === undefined || spatial.length === 0)
    throw new FormatError("formats/no-orientation", {
      found: "a NRRD header without space, space directions or space origin",
      expected: "all three, which tell left from right and where the voxels lie",
      probably: "a program dropped the orientation when it saved the file; save it again from the DICOM images",
    });
  if (spatial.length !== 3 || lists.length > 1)
    throw new FormatError("formats/not-3d", {
      found: `${spatial.length} axes in space and ${lists.length} others`,
      expected: "three axes in space and at most one list",
      probably: "a single picture, or a series over time: save the wanted volume alone",
    });
  return { spatial: [spatial[0]!, spatial[1]!, spatial[2]!], list: lists[0] };
}

function gridOf(header: NrrdHeader, spatial: readonly [number, number, number]): Grid {
  const factors = TO_LPS[header.space!];
  if (factors === undefined)
    throw new FormatError("formats/unsupported-space", {
      found: `space "${header.space}"`,
      expected: Object.keys(TO_LPS)
        .filter((name) => name.length > 3)
        .join(", "),
      probably: "an image whose axes are not tied to a patient",
    });
  // Adding 0 keeps -0 out of origins and directions.
  const toLps = (v: readonly number[]): Vector3 => {
    if (v.length !== 3)
      throw new FormatError("formats/bad-header", {
        found: `a vector of ${v.length} numbers`,
        expected: "three",
        probably: "the header is damaged",
      });
    return [v[0]! * factors[0] + 0, v[1]! * factors[1] + 0, v[2]! * factors[2] + 0];
  };
  const step = (axis: number): Vector3 => toLps(header.directions[axis]!);
  const steps: Matrix3 = [step(spatial[0]), step(spatial[1]), step(spatial[2])];
  const size: Vector3 = [header.sizes[spatial[0]]!, header.sizes[spatial[1]]!, header.sizes[spatial[2]]!];
  return gridFromFrame({ name: "space directions", steps, origin: toLps(header.origin!) }, size);
}

/** Parts values that lie interleaved along axis `list` into one array per entry. */
function split(values: VoxelArray, sizes: readonly number[], list: number | undefined): VoxelArray[] {
  const layers = list === undefined ? 1 : sizes[list]!;
  if (layers === 1) return [values];
  const below = sizes.slice(0, list).reduce((product, n) => product * n, 1);
  const perLayer = values.length / layers;
  return Array.from({ length: layers }, (_, layer) => {
    const part = new (values.constructor as new (n: number) => VoxelArray)(perLayer);
    for (let n = 0; n < perLayer; n++) {
      const inner = n % below;
      part[n] = values[inner + below * (layer + (layers * (n - inner)) / below)]!;
    }
    return part;
  });
}
