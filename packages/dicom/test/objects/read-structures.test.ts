import { DicomError, readStructures } from "@cantlie/dicom";
import { worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid, reorderGrid } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillContour } from "../../src/objects/fill-contours.ts";
import { meaningOfCode } from "../../src/objects/structure-codes.ts";
import { structureOfName } from "../../src/objects/structure-of-name.ts";
import { type DicomAttributes, writeDicomFile } from "../../src/objects/write-data-set.ts";
import { readingOptions, refusalOf } from "../support/reading.ts";

const options = await readingOptions();
const GRID: Grid = makeGrid([8, 6, 4], [1, 2, 3], worldPoint(-4, -5, -6), [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);
const sct = (value: string): DicomAttributes => ({
  "00080100": ["SH", value],
  "00080102": ["SH", "SCT"],
  "00080104": ["LO", "x"],
});
const LIVER_CODE = "10200004";

interface FrameSpec {
  readonly segment?: number;
  readonly k: number;
  readonly pixels: readonly number[];
  readonly spacing?: readonly [string, string];
  readonly shiftMm?: number;
}

/** A segmentation written by hand, apart from the product's own writer of segmentations. */
function segmentation(
  frames: readonly FrameSpec[],
  segments: readonly { readonly label: string; readonly code?: string }[],
  more: { readonly kind?: "BINARY" | "FRACTIONAL" | "LABELMAP"; readonly attributes?: DicomAttributes } = {},
): Uint8Array {
  const { kind = "BINARY", attributes } = more;
  const values = frames.flatMap(({ pixels }) => pixels);
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, at) => {
    bits[at >> 3]! |= value << (at & 7);
  });
  const depth = kind === "BINARY" ? 1 : 8;
  return writeDicomFile({
    "00080016": ["UI", `1.2.840.10008.5.1.4.1.1.66.${kind === "LABELMAP" ? 7 : 4}`],
    "00080018": ["UI", "1.2.3.1"],
    "00200052": ["UI", "1.2.3.9"],
    "00280008": ["IS", String(frames.length)],
    "00280010": ["US", [6]],
    "00280011": ["US", [8]],
    "00280100": ["US", [depth]],
    "00620001": ["CS", kind],
    "00620002": [
      "SQ",
      segments.map(({ label, code }, at) => ({
        "00620004": ["US", [at + 1]],
        "00620005": ["LO", label],
        "0062000f": code === undefined ? undefined : ["SQ", [sct(code)]],
      })),
    ],
    "0062000e": kind === "FRACTIONAL" ? ["US", [200]] : undefined,
    "52009229": ["SQ", [{ "00209116": ["SQ", [{ "00200037": ["DS", ["1", "0", "0", "0", "1", "0"]] }]] }]],
    "52009230": [
      "SQ",
      frames.map(({ segment = 1, k, spacing = ["2", "1"], shiftMm = 0 }) => ({
        "00209113": ["SQ", [{ "00200032": ["DS", [String(-4 + shiftMm), "-5", String(-6 + 3 * k)]] }]],
        "00289110": ["SQ", [{ "00280030": ["DS", spacing] }]],
        "0062000a": kind === "LABELMAP" ? undefined : ["SQ", [{ "0062000b": ["US", [segment]] }]],
      })),
    ],
    "7fe00010": ["OB", depth === 1 ? bits : Uint8Array.from(values)],
    ...attributes,
  });
}

const plane = (...set: readonly number[]) => Array.from({ length: 48 }, (_, pixel) => (set.includes(pixel) ? 1 : 0));
const scan = { grid: GRID, frameOfReferenceUid: "1.2.3.9" };
const placesOf = (values: Uint8Array | undefined) => Array.from(values ?? []).flatMap((value, at) => (value === 0 ? [] : [at]));

describe("segmentations", () => {
  test("[SEG-01] frames in any order, empty ones left out, segments that overlap: each voxel lands where its coordinates say", () => {
    const frames = [
      { segment: 2, k: 3, pixels: plane(9, 10) },
      { segment: 1, k: 1, pixels: plane(0, 47) },
      { segment: 1, k: 3, pixels: plane(9) },
    ];
    const segments = [{ label: "a", code: LIVER_CODE }, { label: "my tumour" }];
    const read = readStructures(segmentation(frames, segments), options, scan);
    expect(placesOf(read.structures.liver)).toEqual([48, 95, 153]);
    expect(placesOf(read.structures.lesions)).toEqual([153, 154]);
    const shuffled = readStructures(segmentation(frames.toReversed(), segments), options, scan);
    expect(shuffled.structures).toEqual(read.structures);
  });

  test("[SEG-01] lands on the same places whatever the axis order of the image's grid", () => {
    const orders = [
      { from: [1, 2, 0], flipped: [true, false, true] },
      { from: [2, 0, 1], flipped: [false, true, true] },
    ] as const;
    for (const order of orders) {
      const grid = reorderGrid(GRID, order);
      const read = readStructures(segmentation([{ k: 1, pixels: plane(10) }], [{ label: "liver" }]), options, { ...scan, grid });
      // pixel 10 of slice 1 is voxel (2, 1, 1)
      const old = [2, 1, 1];
      const own = order.from.map((axis, n) => (order.flipped[n] ? GRID.size[axis] - 1 - old[axis]! : old[axis]!));
      expect(placesOf(read.structures.liver)).toEqual([own[0]! + grid.size[0] * (own[1]! + grid.size[1] * own[2]!)]);
    }
  });

  test("a fractional one is cut at one half of its most, which is said with the number of voxels between", () => {
    const pixels = plane().map((_, pixel) => [0, 99, 100, 200][pixel % 4]!);
    const read = readStructures(segmentation([{ k: 0, pixels }], [{ label: "liver" }], { kind: "FRACTIONAL" }), options, scan);
    expect(placesOf(read.structures.liver)).toEqual(pixels.flatMap((value, at) => (value >= 100 ? [at] : [])));
    expect(read.cautions.map(({ code, details }) => [code, details.threshold, details.voxels])).toEqual([
      ["dicom/fractional-threshold", 0.5, 24],
    ]);
  });

  test("a label map gives each of its segments; Couinaud segments by their codes", () => {
    const pixels = plane().map((_, pixel) => pixel % 4);
    const segments = [
      { label: "x", code: LIVER_CODE },
      { label: "y", code: "277959000" },
      { label: "z", code: "871689006" },
    ];
    const read = readStructures(segmentation([{ k: 2, pixels }], segments, { kind: "LABELMAP" }), options, scan);
    const at = (value: number) => pixels.flatMap((pixel, n) => (pixel === value ? [96 + n] : []));
    expect(placesOf(read.structures.liver)).toEqual(at(1));
    expect(at(2).map((n) => read.structures.couinaud![n])).toEqual(at(2).map(() => 5));
    expect(at(3).map((n) => read.structures.couinaud![n])).toEqual(at(3).map(() => 9));
  });

  test.each<[string, FrameSpec]>([
    ["another pixel size", { k: 0, pixels: plane(3), spacing: ["2", "1.1"] }],
    ["a shift of half a voxel", { k: 0, pixels: plane(3), shiftMm: 0.5 }],
    ["a slice between two of the image", { k: 0.5, pixels: plane(3) }],
  ])("[SEG-02] %s is refused, not resampled", (_, frame) => {
    expect(refusalOf(() => readStructures(segmentation([frame], [{ label: "liver" }]), options, scan)).code).toBe(
      "dicom/segmentation-off-grid",
    );
  });

  test("[SEG-02] voxels outside the image are refused, empty pixels outside are not", () => {
    const at = (pixels: readonly number[]) =>
      segmentation(
        [
          { k: 0, pixels: plane(5) },
          { k: 0, pixels, shiftMm: 2 },
        ],
        [{ label: "liver" }],
      );
    expect(refusalOf(() => readStructures(at(plane(7)), options, scan)).code).toBe("dicom/segmentation-outside-image");
    expect(placesOf(readStructures(at(plane(0)), options, scan).structures.liver)).toEqual([2, 5]);
  });

  test("the remnant is never taken for the liver, and two livers are refused", () => {
    const frames = [
      { segment: 1, k: 0, pixels: plane(1) },
      { segment: 2, k: 0, pixels: plane(1, 2) },
    ];
    const named = (a: string, b: string) =>
      segmentation(frames, [
        { label: a, code: LIVER_CODE },
        { label: b, code: LIVER_CODE },
      ]);
    const read = readStructures(named("Liver_Remnant", "Liver"), options, scan);
    expect(placesOf(read.structures.liver)).toEqual([1, 2]);
    expect(read.cautions.map(({ code, message }) => [code, message.includes('"Liver_Remnant"')])).toEqual([
      ["dicom/segments-set-aside", true],
    ]);
    expect(refusalOf(() => readStructures(named("a", "b"), options, scan)).code).toBe("dicom/ambiguous-segments");
  });

  test("a file cut short anywhere is refused, and nothing else is thrown", () => {
    const whole = segmentation([{ k: 0, pixels: plane(1) }], [{ label: "liver" }]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(refusalOf(() => readStructures(whole.slice(0, length), options, scan)).code).toMatch(/^dicom\//);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

test("damaged bytes are refused or read, on the scan and alone; nothing else is thrown", () => {
  const whole = segmentation(
    [
      { k: 0, pixels: plane(1) },
      { k: 1, pixels: plane(2) },
    ],
    [{ label: "liver", code: LIVER_CODE }],
  );
  const damage = fc.tuple(fc.integer({ min: 132, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }));
  let [read, refused] = [0, 0];
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), fc.boolean(), (changes, alone) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      try {
        readStructures(bytes, options, alone ? undefined : scan);
        read++;
      } catch (error) {
        expect(error).toBeInstanceOf(DicomError);
        refused++;
      }
    }),
    { seed: 5, numRuns: 3000 },
  );
  expect(Math.min(read, refused)).toBeGreaterThan(100);
});

describe("structure sets", () => {
  const contour = (z: number, ...corners: readonly (readonly [number, number])[]): DicomAttributes => ({
    "30060042": ["CS", "CLOSED_PLANAR"],
    "30060046": ["IS", String(corners.length)],
    "30060050": ["DS", corners.flatMap(([x, y]) => [String(x), String(y), String(z)])],
  });
  const square = (z: number, from: number, to: number) => contour(z, [from, from], [to, from], [to, to], [from, to]);
  const structureSet = (contours: readonly DicomAttributes[]) =>
    writeDicomFile({
      "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.481.3"],
      "00080018": ["UI", "1.2.3.2"],
      "30060020": ["SQ", [{ "30060022": ["IS", "1"], "30060024": ["UI", "1.2.3.9"], "30060026": ["LO", "Liver"] }]],
      "30060039": ["SQ", [{ "30060084": ["IS", "1"], "30060040": ["SQ", contours] }]],
    });
  const grid = makeGrid([20, 20, 9], [1, 1, 1], worldPoint(0, 0, 0), GRID.direction);
  const perSlice = (contours: readonly DicomAttributes[]) => {
    const read = readStructures(structureSet(contours), options, { grid, frameOfReferenceUid: "1.2.3.9" });
    const counts = Array.from({ length: 9 }, (_, k) => placesOf(read.structures.liver!.subarray(400 * k, 400 * (k + 1))).length);
    return { counts, codes: read.cautions.map(({ code }) => code) };
  };

  test("contours on slices fill their area; one within another is a hole", () => {
    // borders between pixel centres: a square of 10 mm holds 100 of them, one of 4 mm 16
    const read = perSlice([square(3, 2.5, 12.5), square(3, 5.5, 9.5), square(4, 2.5, 12.5)]);
    expect(read).toEqual({ counts: [0, 0, 0, 84, 100, 0, 0, 0, 0], codes: [] });
  });

  test("contours on every second slice fill as many slices as they stand for, and a gap stays a gap", () => {
    const read = perSlice([square(0, 2.5, 6.5), square(2, 2.5, 6.5), square(4, 2.5, 6.5)]);
    expect(read).toEqual({ counts: [16, 16, 16, 16, 16, 16, 0, 0, 0], codes: ["dicom/contours-between-slices"] });
    expect(perSlice([square(0, 2.5, 6.5), square(1, 2.5, 6.5), square(5, 2.5, 6.5)]).counts).toEqual([
      16, 16, 0, 0, 0, 16, 0, 0, 0,
    ]);
  });

  test("[SEG-02] contours across slices, and a structure set without its image, are refused", () => {
    const across = {
      ...square(3, 2, 6),
      "30060050": ["DS", ["2", "2", "3", "6", "2", "3", "6", "6", "4", "2", "6", "4"]],
    } as const;
    expect(refusalOf(() => perSlice([across])).code).toBe("dicom/contours-off-slices");
    expect(refusalOf(() => readStructures(structureSet([square(3, 2, 6)]), options)).code).toBe(
      "dicom/structure-set-without-image",
    );
  });

  test("filling agrees with the crossing number of every pixel centre", () => {
    const corner = fc.tuple(fc.double({ min: -3, max: 13, noNaN: true }), fc.double({ min: -3, max: 13, noNaN: true }));
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 9 }), (corners) => {
        const inside = new Uint8Array(100);
        fillContour(inside, { columns: 10, rows: 10 }, corners.flat());
        const expected = inside.map((_, pixel) => crossings(corners, pixel % 10, Math.floor(pixel / 10)) % 2);
        expect(inside).toEqual(expected);
      }),
      { seed: 5 },
    );
  });

  /** Edges that a ray to the left of a place crosses. */
  function crossings(corners: readonly (readonly [number, number])[], x: number, y: number): number {
    return corners.filter(([x0, y0], at) => {
      const [x1, y1] = corners[(at + 1) % corners.length]!;
      const [low, high] =
        y0 <= y1
          ? [
              { x: x0, y: y0 },
              { x: x1, y: y1 },
            ]
          : [
              { x: x1, y: y1 },
              { x: x0, y: y0 },
            ];
      return low.y <= y && y < high.y && low.x + ((y - low.y) * (high.x - low.x)) / (high.y - low.y) <= x;
    }).length;
  }
});

test.each([
  ["Liver", "liver"],
  ["liver_tumor_2", "lesions"],
  ["Portal Vein and Splenic Vein", "portalVein"],
  ["hepatic_vein", "hepaticVein"],
  ["inferior_vena_cava", "cava"],
  ["Common bile duct", "bileDuct"],
  ["gallbladder", "gallbladder"],
  ["liver_segment_8", "couinaud"],
  ["Couinaud segment IVb", "couinaud"],
  ["Segment_1", undefined],
  ["Liver_Remnant", undefined],
  ["kidney_tumor", undefined],
  ["liver_vessels", undefined],
  ["liver segment 9", undefined],
  ["spleen", undefined],
])("a segment named %s is %s", (name, structure) => {
  expect(structureOfName(name)?.structure).toBe(structure);
});

test("codes are SNOMED CT and its older numbers; others name nothing", () => {
  const code = (scheme: string, value: string) => meaningOfCode({ scheme, value, meaning: "" });
  expect(code("SCT", "71133005")).toEqual({ structure: "couinaud", couinaudValue: 1 });
  expect(code("SRT", "T-62000")).toEqual({ structure: "liver", couinaudValue: 0 });
  expect(code("99CANTLIE", "REMNANT")).toBeUndefined();
  expect(code("SCT", "85756007")).toBeUndefined();
});
