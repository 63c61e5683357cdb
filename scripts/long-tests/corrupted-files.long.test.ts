import { gunzipSync, gzipSync, inflateRawSync } from "node:zlib";
import { createPixelDecoders, DicomError, parseInstance, readVolume, storedValues } from "@cantlie/dicom";
import { FormatError, readImageFile, writeNifti, writeNrrd } from "@cantlie/formats";
import { worldPoint } from "@cantlie/geometry";
import { dicomSeries } from "@cantlie/phantoms";
import { type Grid, makeGrid, voxelCount } from "@cantlie/volume";
import { afterAll, describe, expect, test } from "vitest";
import { seededRandom } from "../bench/seeded-random.ts";
import { damageBytes } from "./damage-bytes.ts";
import { table, writePart } from "./write-part.ts";

/*
 * Small files of each kind, damaged at random. Whatever comes, a reader ends in an image that makes sense or in its own error with a
 * code; anything else that is thrown, an image whose grid or values do not, or a patient's name in a message fails.
 */

const RUNS = 20_000;

const grid = makeGrid([6, 5, 4], [0.8, 0.9, 2.5], worldPoint(-10, -20, 30), [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);
const values = Int16Array.from({ length: voxelCount(grid) }, (_, n) => n - 40);
const decoders = await createPixelDecoders();
const inflate = (bytes: Uint8Array): Uint8Array => gunzipSync(bytes);
const inflateRaw = (bytes: Uint8Array): Uint8Array => inflateRawSync(bytes);
const slices = dicomSeries({ grid, values, quantity: "hu" }, { seed: 7 });

/** Reads damaged bytes; an image is checked, a DICOM file by itself has none. */
type Read = (bytes: Uint8Array) => { readonly grid: Grid; readonly values: { readonly length: number } } | undefined;

/** all but the pixels; the first 128 bytes are the preamble, which nobody reads */
const DICOM_HEADER_BYTES = slices[1]!.bytes.length - 60;
const readImage: Read = (bytes) => readImageFile(bytes, { inflate }).image;
const KINDS: readonly {
  readonly kind: string;
  readonly bytes: Uint8Array;
  readonly headerBytes: number;
  readonly read: Read;
}[] = [
  { kind: "NIfTI", bytes: writeNifti({ grid, values }), headerBytes: 352, read: readImage },
  { kind: "NIfTI, packed", bytes: new Uint8Array(gzipSync(writeNifti({ grid, values }))), headerBytes: 20, read: readImage },
  { kind: "NRRD", bytes: writeNrrd({ grid, values }), headerBytes: 300, read: readImage },
  {
    kind: "DICOM, one file",
    bytes: slices[1]!.bytes,
    headerBytes: DICOM_HEADER_BYTES,
    read: (bytes) => {
      storedValues(parseInstance(bytes, { inflateRaw }), decoders);
      return undefined;
    },
  },
  {
    kind: "DICOM, the second of four slices",
    bytes: slices[1]!.bytes,
    headerBytes: DICOM_HEADER_BYTES,
    read: (bytes) => {
      const files = slices.map((slice, k) => ({ path: slice.name, bytes: k === 1 ? bytes : slice.bytes }));
      return readVolume(files, { decoders, inflateRaw }).volume;
    },
  },
];

const outcomes = new Map<string, Map<string, number>>();
const began = performance.now();

describe("corrupted files", () => {
  test.each(KINDS)(
    "$kind: whatever is damaged, an image or a code",
    ({ kind, bytes, headerBytes, read }) => {
      const random = seededRandom(2026);
      const counts = new Map<string, number>();
      outcomes.set(kind, counts);
      const wrong: string[] = [];
      for (let run = 0; run < RUNS; run++) {
        const damaged = damageBytes(bytes, random, headerBytes);
        const outcome = outcomeOf(damaged, read);
        counts.set(outcome.code, (counts.get(outcome.code) ?? 0) + 1);
        if (outcome.wrong !== undefined) wrong.push(`run ${run}: ${outcome.wrong}`);
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      // damage that no reader notices and damage that all notice would both prove nothing
      const readAnyway = counts.get("read") ?? 0;
      expect(readAnyway).toBeGreaterThan(RUNS / 1000);
      expect(readAnyway).toBeLessThan(RUNS);
    },
    600_000,
  );
});

function outcomeOf(bytes: Uint8Array, read: Read): { readonly code: string; readonly wrong?: string } {
  try {
    const image = read(bytes);
    const wrong = nonsenseOf(image);
    return { code: "read", ...(wrong !== undefined && { wrong }) };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof DicomError))
      return { code: "no code", wrong: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    const told = error.message + JSON.stringify(error.details);
    const isPrivate = /Phantom\^|PHANTOM-/.test(told);
    const wrong = isPrivate ? `names the patient: ${told}` : error.message.length < 20 ? `says too little: ${told}` : undefined;
    return { code: error.code, ...(wrong !== undefined && { wrong }) };
  }
}

function nonsenseOf(image: ReturnType<Read>): string | undefined {
  if (image === undefined) return undefined;
  const { grid: read, values: voxels } = image;
  const numbers = [...read.size, ...read.spacingMm, ...read.originMm, ...read.direction.flat()];
  if (!numbers.every(Number.isFinite)) return `a grid with ${numbers.join(" ")}`;
  if (!read.spacingMm.every((mm) => mm > 0)) return `spacings of ${read.spacingMm.join(" ")}`;
  if (voxels.length !== voxelCount(read)) return `${voxels.length} values on a grid of ${voxelCount(read)} voxels`;
  return undefined;
}

afterAll(() => {
  if (outcomes.size === 0) return;
  const codes = [...new Set([...outcomes.values()].flatMap((counts) => [...counts.keys()]))].sort();
  const kinds = [...outcomes.keys()];
  const rows = codes.map((code) => [
    code === "read" || code === "no code" ? code : `\`${code}\``,
    ...kinds.map((kind) => outcomes.get(kind)!.get(code) ?? "–"),
  ]);
  writePart("corrupted-files", {
    title: "Corrupted files",
    seconds: (performance.now() - began) / 1000,
    text:
      `A file of ${grid.size.join(" × ")} voxels of each kind, damaged ${RUNS} times by one to three changes: bytes set, flipped, swapped, taken out, repeated, or the end cut off; ` +
      "three in four changes fall in the header. How it ended:\n\n" +
      `${table(["", ...kinds], rows)}\n\nRead: what was changed is not noticed by any check and the grid makes sense, as with a changed voxel value. No code: anything thrown that is not the reader's own error; it fails the test.`,
  });
});
