import { gunzipSync, gzipSync } from "node:zlib";
import { worldPoint } from "@cantlie/geometry";
import { type Grid, gridDifference, type Mask, makeGrid, voxelCount } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import {
  FormatError,
  type FormatErrorCode,
  readImageFile,
  readNrrd,
  readSegNrrd,
  segmentMask,
  writeNrrd,
  writeSegNrrd,
} from "../src/index.ts";
import { fortyEightGrids, obliqueGrid } from "./sample-grids.ts";

const inflate = { inflate: gunzipSync };
const upright = makeGrid([4, 3, 2], [0.8, 0.8, 5], worldPoint(1, 2, 3), [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);
const ramp = (grid: Grid) => Int16Array.from({ length: voxelCount(grid) }, (_, n) => n - 20);
/** Text keeps every digit of a double: only the products and norms of directions round. */
const ROUNDING_MM = 1e-9;

/** A NRRD file from header lines; those of `without` are left out. */
function nrrd(
  changes: Record<string, string> = {},
  data: Uint8Array = new Uint8Array(48),
  without: readonly string[] = [],
): Uint8Array {
  const fields: Record<string, string> = {
    type: "short",
    dimension: "3",
    space: "left-posterior-superior",
    sizes: "4 3 2",
    "space directions": "(0.8,0,0) (0,0.8,0) (0,0,5)",
    kinds: "domain domain domain",
    endian: "little",
    encoding: "raw",
    "space origin": "(1,2,3)",
    ...changes,
  };
  const lines = Object.entries(fields)
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => `${name}: ${value}`);
  return new Uint8Array(Buffer.concat([Buffer.from(`NRRD0004\n# comment\n${lines.join("\n")}\n\n`), data]));
}

describe("NRRD written and read again", () => {
  test("[ORI-01] keeps place and value in all 48 axis orders and flips, and obliquely", () => {
    const grids = fortyEightGrids([3, 4, 5], [0.57, 0.7, 1.6]);
    grids.push(obliqueGrid([1, 2, 3], 2.9, { size: [3, 4, 5], spacingMm: [1, 1, 2], leftHanded: true }));
    grids.push(obliqueGrid([-1, 0.2, 0.3], 0.31, { size: [3, 4, 5], spacingMm: [0.7, 0.8, 2], leftHanded: false }));
    for (const grid of grids)
      for (const options of [{}, { deflate: gzipSync }]) {
        const { image, cautions } = readNrrd(writeNrrd({ grid, values: ramp(grid) }, options), inflate);
        expect(gridDifference(image.grid, grid, ROUNDING_MM)).toBeUndefined();
        expect(image.values).toEqual(ramp(grid));
        expect(cautions).toEqual([]);
      }
  });

  test("big-endian voxels are turned", () => {
    const data = new Uint8Array(48);
    for (let n = 0; n < 24; n++) new DataView(data.buffer).setInt16(2 * n, n - 20);
    expect(readNrrd(nrrd({ endian: "big" }, data), inflate).image.values).toEqual(ramp(upright));
  });

  test("RAS and LAS headers mean the same place as LPS", () => {
    const inSpace = (space: string, directions: string, origin: string) =>
      readNrrd(nrrd({ space, "space directions": directions, "space origin": origin }), inflate).image.grid;
    for (const ras of ["RAS", "ras", "right-anterior-superior"])
      expect(gridDifference(inSpace(ras, "(-0.8,0,0) (0,-0.8,0) (0,0,5)", "(-1,-2,3)"), upright)).toBeUndefined();
    for (const las of ["LAS", "left-anterior-superior"])
      expect(gridDifference(inSpace(las, "(0.8,0,0) (0,-0.8,0) (0,0,5)", "(1,-2,3)"), upright)).toBeUndefined();
    for (const lps of ["LPS", "Left-Posterior-Superior"])
      expect(gridDifference(inSpace(lps, "(0.8,0,0) (0,0.8,0) (0,0,5)", "(1,2,3)"), upright)).toBeUndefined();
  });

  test("a list axis of one entry is no fourth dimension, wherever it stands", () => {
    const first = nrrd({
      dimension: "4",
      sizes: "1 4 3 2",
      kinds: "list domain domain domain",
      "space directions": "none (0.8,0,0) (0,0.8,0) (0,0,5)",
    });
    const last = nrrd({
      dimension: "4",
      sizes: "4 3 2 1",
      kinds: "domain domain domain list",
      "space directions": "(0.8,0,0) (0,0.8,0) (0,0,5) none",
    });
    for (const bytes of [first, last]) expect(gridDifference(readNrrd(bytes, inflate).image.grid, upright)).toBeUndefined();
  });

  test("line ends of Windows", () => {
    const text = new TextDecoder("latin1").decode(nrrd()).replaceAll("\n", "\r\n");
    expect(
      readImageFile(
        Uint8Array.from(text, (c) => c.charCodeAt(0)),
        inflate,
      ).image.grid.size,
    ).toEqual([4, 3, 2]);
  });
});

const REFUSED: readonly [string, FormatErrorCode, () => Uint8Array][] = [
  ["no NRRD at all", "formats/not-nrrd", () => new TextEncoder().encode("PNG and so on\n\n")],
  ["a header without end", "formats/truncated", () => new TextEncoder().encode("NRRD0004\ntype: short\n")],
  ["a line that is no field", "formats/bad-header", () => new TextEncoder().encode("NRRD0004\nnothing\n\n")],
  ["a detached header", "formats/nrrd-detached", () => nrrd({ "data file": "voxels.raw" })],
  ["no type", "formats/bad-header", () => nrrd({}, undefined, ["type"])],
  ["a block type", "formats/unsupported-datatype", () => nrrd({ type: "block" })],
  ["no endian for 16 bits", "formats/bad-header", () => nrrd({}, undefined, ["endian"])],
  ["fewer sizes than dimensions", "formats/bad-header", () => nrrd({ sizes: "4 3" })],
  ["a size of 0", "formats/empty-size", () => nrrd({ sizes: "4 0 2" })],
  ["a size that is not a number", "formats/empty-size", () => nrrd({ sizes: "4 nan 2" })],
  ["bzip2", "formats/unsupported-encoding", () => nrrd({ encoding: "bzip2" })],
  ["text", "formats/unsupported-encoding", () => nrrd({ encoding: "ascii" })],
  ["a byte skip", "formats/unsupported-encoding", () => nrrd({ "byte skip": "-1" })],
  ["metres", "formats/unsupported-space", () => nrrd({ "space units": '"mm" "mm" "m"' })],
  ["a space without patient", "formats/unsupported-space", () => nrrd({ space: "scanner-xyz" })],
  ["no space", "formats/no-orientation", () => nrrd({}, undefined, ["space"])],
  ["no origin", "formats/no-orientation", () => nrrd({}, undefined, ["space origin"])],
  ["no directions", "formats/no-orientation", () => nrrd({}, undefined, ["space directions"])],
  ["an origin that is not a number", "formats/not-a-number", () => nrrd({ "space origin": "(nan,2,3)" })],
  ["a direction that is not a number", "formats/not-a-number", () => nrrd({ "space directions": "(nan,0,0) (0,0.8,0) (0,0,5)" })],
  ["a direction of two numbers", "formats/bad-header", () => nrrd({ "space directions": "(1,0) (0,0.8,0) (0,0,5)" })],
  ["sheared directions", "formats/sheared", () => nrrd({ "space directions": "(0.8,0,0) (0.2,0.8,0) (0,0,5)" })],
  ["a spacing of 0", "formats/implausible-spacing", () => nrrd({ "space directions": "(0,0,0) (0,0.8,0) (0,0,5)" })],
  ["two axes in space", "formats/not-3d", () => nrrd({ "space directions": "none (0,0.8,0) (0,0,5)" })],
  [
    "two values per voxel",
    "formats/not-3d",
    () =>
      nrrd({
        dimension: "4",
        sizes: "2 4 3 1",
        kinds: "vector domain domain domain",
        "space directions": "none (0.8,0,0) (0,0.8,0) (0,0,5)",
      }),
  ],
  ["voxels cut off", "formats/truncated", () => nrrd({}, new Uint8Array(47))],
  [
    "a gz cut off",
    "formats/gzip-damaged",
    () => nrrd({ encoding: "gzip" }, new Uint8Array(gzipSync(new Uint8Array(48))).slice(0, 12)),
  ],
];

test.each(REFUSED)("NRRD refused: %s: %s", (_, code, make) => {
  try {
    readNrrd(make(), inflate);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    expect((error as FormatError).code).toBe(code);
    return;
  }
  expect.unreachable("the file was read");
});

describe("Slicer segmentations", () => {
  const mask = (...inside: number[]): Mask => {
    const values = new Uint8Array(24);
    for (const n of inside) values[n] = 1;
    return { grid: upright, values };
  };
  const liver = { name: "liver", colour: [0.87, 0.72, 0.64], mask: mask(0, 1, 2, 3, 4, 5) } as const;
  const tumour = { name: "tumour \\ 1", colour: [1, 0, 0], mask: mask(4, 5, 6) } as const;
  const spleen = { name: "spleen", colour: [0, 0.5, 0], mask: mask(20, 23) } as const;

  test("names, colours and voxels come back, overlaps included", () => {
    const written = writeSegNrrd([liver, tumour, spleen], { deflate: gzipSync });
    const read = readSegNrrd(written, inflate);
    expect(read.layers).toHaveLength(2);
    expect(read.segments.map(({ name, colour, layer, labelValue }) => ({ name, colour, layer, labelValue }))).toEqual([
      { name: "liver", colour: [0.87, 0.72, 0.64], layer: 0, labelValue: 1 },
      { name: "tumour \\ 1", colour: [1, 0, 0], layer: 1, labelValue: 1 },
      { name: "spleen", colour: [0, 0.5, 0], layer: 0, labelValue: 2 },
    ]);
    expect(read.segments.map(({ id }) => id)).toEqual(["Segment_1", "Segment_2", "Segment_3"]);
    for (const [n, part] of [liver, tumour, spleen].entries()) {
      const back = segmentMask(read, read.segments[n]!);
      expect(back.values).toEqual(part.mask.values);
      expect(gridDifference(back.grid, upright)).toBeUndefined();
    }
    expect(writeSegNrrd([liver, tumour, spleen], { deflate: gzipSync })).toEqual(written);
  });

  test("segments that do not overlap share one layer, with extents", () => {
    const text = new TextDecoder("latin1").decode(writeSegNrrd([liver, spleen]));
    expect(readNrrd(writeSegNrrd([liver, spleen]), inflate).cautions.map(({ code }) => code)).toEqual([
      "formats/several-segments",
    ]);
    expect(readNrrd(writeSegNrrd([liver]), inflate).cautions).toEqual([]);
    expect(text).toContain("dimension: 3\n");
    expect(text).toContain("Segment0_Extent:=0 3 0 1 0 0\n");
    expect(text).toContain("Segment1_Extent:=0 3 2 2 1 1\n");
    expect(readSegNrrd(writeSegNrrd([liver, spleen]), inflate).layers).toHaveLength(1);
  });

  test("old files without label values: each segment is 1 in its own layer", () => {
    const data = Uint8Array.from({ length: 48 }, (_, n) => (n % 2 === 0 ? Number(n < 12) : Number(n > 40)));
    const bytes = nrrd(
      {
        type: "unsigned char",
        dimension: "4",
        sizes: "2 4 3 2",
        kinds: "list domain domain domain",
        "space directions": "none (0.8,0,0) (0,0.8,0) (0,0,5)",
        Segment0_Name: "=liver",
        Segment1_Name: "=tumour",
      },
      data,
    );
    const fixed = new Uint8Array(Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("_Name: =", "_Name:="), "latin1"));
    const read = readSegNrrd(fixed, inflate);
    expect(read.segments.map(({ name, layer, labelValue }) => [name, layer, labelValue])).toEqual([
      ["liver", 0, 1],
      ["tumour", 1, 1],
    ]);
    expect([...segmentMask(read, read.segments[0]!).values].filter(Boolean)).toHaveLength(6);
    expect([...segmentMask(read, read.segments[1]!).values].filter(Boolean)).toHaveLength(4);
  });

  test("[LAB-01] a segment without a voxel is refused when asked for", () => {
    const read = readSegNrrd(writeSegNrrd([liver, { ...spleen, mask: mask() }]), inflate);
    expect(() => segmentMask(read, read.segments[1]!)).toThrow(expect.objectContaining({ code: "formats/empty-mask" }));
  });

  test("a plain image is no segmentation", () => {
    expect(() => readSegNrrd(nrrd(), inflate)).toThrow(expect.objectContaining({ code: "formats/not-a-segmentation" }));
  });

  test("masks on different grids, unfit names and no masks are wrong arguments", () => {
    const elsewhere = { ...spleen, mask: { grid: { ...upright, originMm: worldPoint(9, 9, 9) }, values: new Uint8Array(24) } };
    expect(() => writeSegNrrd([liver, elsewhere])).toThrow(RangeError);
    expect(() => writeSegNrrd([{ ...liver, name: "two\nlines" }])).toThrow(RangeError);
    expect(() => writeSegNrrd([])).toThrow(RangeError);
  });
});
