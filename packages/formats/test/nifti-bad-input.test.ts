import { gunzipSync, gzipSync } from "node:zlib";
import { worldPoint } from "@cantlie/geometry";
import { gridDifference, makeGrid } from "@cantlie/volume";
import { gunzipSync as gunzipByFflate } from "fflate";
import { describe, expect, test } from "vitest";
import { FormatError, type FormatErrorCode, readImageFile, readNifti, writeNifti } from "../src/index.ts";

const grid = makeGrid([4, 3, 2], [0.8, 0.8, 5], worldPoint(1, 2, 3), [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);
const file = () => writeNifti({ grid, values: Int16Array.from({ length: 24 }, (_, n) => n) });
const inflate = { inflate: gunzipSync };

/** The file with its header changed by `change`. */
function changed(change: (header: DataView) => void, bytes = file()): Uint8Array {
  change(new DataView(bytes.buffer));
  return bytes;
}

function refusal(bytes: Uint8Array, read = () => readNifti(bytes, inflate)): FormatError {
  try {
    read();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error("the file was read");
}

const REFUSED: readonly [string, FormatErrorCode, () => Uint8Array][] = [
  ["an empty file", "formats/not-nifti", () => new Uint8Array(0)],
  ["a text", "formats/not-nifti", () => new TextEncoder().encode("liver, portal vein")],
  ["a file cut off in its header", "formats/truncated", () => file().slice(0, 200)],
  ["a file cut off in its voxels", "formats/truncated", () => file().slice(0, 380)],
  ["a file cut off before its voxels", "formats/truncated", () => file().slice(0, 352)],
  ["an Analyze header", "formats/not-nifti", () => changed((h) => h.setUint32(344, 0))],
  ["a header of a .hdr/.img pair", "formats/nifti-pair", () => changed((h) => h.setUint8(345, 0x69))],
  ["no dimensions", "formats/bad-header", () => changed((h) => h.setInt16(40, 0, true))],
  ["eight dimensions", "formats/bad-header", () => changed((h) => h.setInt16(40, 8, true))],
  ["a size of 0", "formats/empty-size", () => changed((h) => h.setInt16(44, 0, true))],
  ["a negative size", "formats/empty-size", () => changed((h) => h.setInt16(42, -4, true))],
  [
    "a series over time",
    "formats/not-3d",
    () =>
      changed((h) => {
        h.setInt16(40, 4, true);
        h.setInt16(48, 2, true);
      }),
  ],
  ["a colour image", "formats/unsupported-datatype", () => changed((h) => h.setInt16(70, 128, true))],
  ["bits that do not fit the type", "formats/bad-header", () => changed((h) => h.setInt16(72, 8, true))],
  ["voxels inside the header", "formats/bad-header", () => changed((h) => h.setFloat32(108, 100, true))],
  ["a voxel offset that is not a number", "formats/not-a-number", () => changed((h) => h.setFloat32(108, Number.NaN, true))],
  ["an sform that is not a number", "formats/not-a-number", () => changed((h) => h.setFloat32(280, Number.NaN, true))],
  [
    "a qform that is not a number",
    "formats/not-a-number",
    () =>
      changed((h) => {
        h.setInt16(254, 0, true);
        h.setFloat32(256, Number.NaN, true);
      }),
  ],
  [
    "a spacing that is not a number",
    "formats/not-a-number",
    () =>
      changed((h) => {
        h.setInt16(254, 0, true);
        h.setFloat32(80, Number.NaN, true);
      }),
  ],
  ["an intercept that is not a number", "formats/not-a-number", () => changed((h) => h.setFloat32(116, Number.NaN, true))],
  ["neither sform nor qform", "formats/no-orientation", () => changed((h) => h.setInt32(252, 0, true))],
  ["a sheared sform", "formats/sheared", () => changed((h) => h.setFloat32(288, 0.5, true))],
  ["an sform of zeros", "formats/implausible-spacing", () => changed((h) => h.setFloat32(280, 0, true))],
  ["voxels of 800 mm", "formats/implausible-spacing", () => changed((h) => h.setFloat32(280, -800, true))],
  ["voxels of 0.8 µm", "formats/implausible-spacing", () => changed((h) => h.setFloat32(280, -0.0008, true))],
  [
    "a spacing of 0 with a qform alone",
    "formats/implausible-spacing",
    () =>
      changed((h) => {
        h.setInt16(254, 0, true);
        h.setFloat32(80, 0, true);
      }),
  ],
];

describe("NIfTI files that are refused", () => {
  test.each(REFUSED)("%s: %s", (_, code, make) => {
    const error = refusal(make());
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^found .+; expected .+; probably .+$/);
    expect(Object.keys(error.details)).toEqual(expect.arrayContaining(["found", "expected", "probably"]));
  });

  test("voxels that are not numbers", () => {
    const values = new Float32Array(24).fill(1);
    values[5] = Number.NaN;
    values[6] = Number.POSITIVE_INFINITY;
    expect(refusal(writeNifti({ grid, values }))).toMatchObject({ code: "formats/not-a-number", details: { voxels: 2 } });
  });

  test("64-bit labels are read, and refused beyond 32 bits", () => {
    const labels = new BigInt64Array(24).fill(7n);
    const bytes = new Uint8Array(352 + labels.byteLength);
    bytes.set(file().subarray(0, 352));
    const make = () => {
      bytes.set(new Uint8Array(labels.buffer), 352);
      return changed((h) => {
        h.setInt16(70, 1024, true);
        h.setInt16(72, 64, true);
      }, bytes);
    };
    expect(readNifti(make(), inflate).image.values).toEqual(new Int32Array(24).fill(7));
    labels.set([-(2n ** 31n), 2n ** 31n - 1n]);
    expect([...readNifti(make(), inflate).image.values].slice(0, 3)).toEqual([-(2 ** 31), 2 ** 31 - 1, 7]);
    for (const beyond of [2n ** 31n, -(2n ** 31n) - 1n, 2n ** 40n]) {
      labels[3] = beyond;
      expect(refusal(make()).code).toBe("formats/unsupported-datatype");
    }
  });
});

describe("gzip files that are damaged or lie", () => {
  const packed = () => new Uint8Array(gzipSync(file()));

  test("a gz that is cut off", () => {
    expect(refusal(packed().slice(0, -12)).code).toMatch(/^formats\/gzip-(damaged|size)$/);
    expect(refusal(packed().slice(0, 10)).code).toBe("formats/gzip-damaged");
  });

  test("a gz that claims more than its bytes can hold is refused before it is unpacked", () => {
    const bytes = packed();
    new DataView(bytes.buffer).setUint32(bytes.length - 4, 0xf0000000, true);
    const read = () =>
      readNifti(bytes, {
        inflate: () => {
          throw new Error("the inflater was called");
        },
      });
    expect(refusal(bytes, read).code).toBe("formats/gzip-size");
  });

  test("a gz that lies by a few bytes is refused by an inflater that checks", () => {
    const bytes = packed();
    new DataView(bytes.buffer).setUint32(bytes.length - 4, file().length - 8, true);
    expect(refusal(bytes).code).toBe("formats/gzip-damaged");
  });

  test("with an inflater that believes the lie, the voxels are found missing", () => {
    const bytes = packed();
    new DataView(bytes.buffer).setUint32(bytes.length - 4, file().length - 8, true);
    const error = refusal(bytes, () => readNifti(bytes, { inflate: gunzipByFflate }));
    expect(["formats/truncated", "formats/gzip-damaged"]).toContain(error.code);
  });

  test("a gz of several members states only the last one's size: read, with a caution", () => {
    const bytes = file();
    const members = new Uint8Array(Buffer.concat([gzipSync(bytes.subarray(0, 360)), gzipSync(bytes.subarray(360))]));
    const { image, cautions } = readNifti(members, inflate);
    expect(gridDifference(image.grid, grid)).toBeUndefined();
    expect(cautions.map(({ code }) => code)).toEqual(["formats/gzip-size"]);
  });

  test("an honest gz of more than three bytes' worth of size is read without a word", () => {
    const large = makeGrid([256, 256, 257], [1, 1, 1], worldPoint(0, 0, 0), grid.direction);
    const bytes = writeNifti({ grid: large, values: new Uint8Array(256 * 256 * 257) });
    expect(bytes.length).toBeGreaterThan(2 ** 24);
    expect(readNifti(new Uint8Array(gzipSync(bytes, { level: 1 })), inflate).cautions).toEqual([]);
  });

  test("a gz of something else", () => {
    expect(refusal(new Uint8Array(gzipSync("not an image")), undefined).code).toBe("formats/not-nifti");
  });

  test("a file of another kind is named as such", () => {
    const bytes = new TextEncoder().encode("%PDF-1.7");
    expect(refusal(bytes, () => readImageFile(bytes, inflate)).code).toBe("formats/unknown-format");
  });
});

describe("NIfTI files that are read with a caution", () => {
  const codes = (bytes: Uint8Array) => readNifti(bytes, inflate).cautions.map(({ code }) => code);

  test("sform and qform that disagree: the sform is used", () => {
    const bytes = changed((h) => h.setFloat32(268, -300, true));
    expect(codes(bytes)).toEqual(["formats/orientations-disagree"]);
    expect(gridDifference(readNifti(bytes, inflate).image.grid, grid)).toBeUndefined();
  });

  test("a qform mirrored left to right against the sform", () => {
    const bytes = changed((h) => {
      for (const offset of [256, 260, 264]) h.setFloat32(offset, 0, true);
    });
    expect(codes(bytes)).toEqual(["formats/orientations-disagree"]);
  });

  test("a qform that cannot be read beside a good sform", () => {
    expect(codes(changed((h) => h.setFloat32(256, Number.NaN, true)))).toEqual(["formats/orientations-disagree"]);
  });

  test("a spacing field that contradicts the orientation", () => {
    expect(
      codes(
        changed((h) => {
          h.setInt16(252, 0, true);
          h.setFloat32(88, 2.5, true);
        }),
      ),
    ).toEqual(["formats/spacing-disagrees"]);
  });

  test("bytes after the voxels", () => {
    const longer = new Uint8Array(file().length + 10);
    longer.set(file());
    expect(codes(longer)).toEqual(["formats/trailing-data"]);
  });

  test("a header in micrometres is converted", () => {
    const bytes = changed((h) => {
      h.setUint8(123, 3);
      for (const offset of [80, 84, 88, 268, 272, 276, ...Array.from({ length: 12 }, (_, n) => 280 + 4 * n)])
        h.setFloat32(offset, h.getFloat32(offset, true) * 1000, true);
    });
    const { image, cautions } = readNifti(bytes, inflate);
    expect(cautions.map(({ code }) => code)).toEqual(["formats/units-converted"]);
    expect(gridDifference(image.grid, grid)).toBeUndefined();
  });

  test.each([4, 5, 6, 7])("axis %i must have one entry", (axis) => {
    const bytes = changed((h) => {
      h.setInt16(40, 7, true);
      h.setInt16(40 + 2 * axis, 2, true);
    });
    expect(refusal(bytes).code).toBe("formats/not-3d");
  });

  test("any of the kinds is recognised without its name", () => {
    for (const version of [1, 2] as const) {
      const bytes = writeNifti({ grid, values: new Uint8Array(24) }, { version });
      expect(readImageFile(bytes, inflate).image.grid.size).toEqual([4, 3, 2]);
      expect(readImageFile(new Uint8Array(gzipSync(bytes)), inflate).image.grid.size).toEqual([4, 3, 2]);
    }
    expect(() => readImageFile(new Uint8Array(0), inflate)).toThrow(/never written/);
  });

  test("one time point is a volume", () => {
    const bytes = changed((h) => {
      h.setInt16(40, 4, true);
      h.setInt16(48, 1, true);
    });
    expect(readNifti(bytes, inflate).image.grid.size).toEqual([4, 3, 2]);
  });
});

describe("the intensity scale", () => {
  const scaled = (slope: number, intercept: number) =>
    readNifti(
      changed((h) => {
        h.setFloat32(112, slope, true);
        h.setFloat32(116, intercept, true);
      }),
      inflate,
    );

  test("whole numbers stay whole", () => {
    expect(scaled(1, -1024).image.values).toEqual(Int16Array.from({ length: 24 }, (_, n) => n - 1024));
    expect(scaled(4000, 0).image.values).toEqual(Int32Array.from({ length: 24 }, (_, n) => 4000 * n));
  });
  test("fractions become floating point", () => {
    expect(scaled(0.5, 3).image.values).toEqual(Float32Array.from({ length: 24 }, (_, n) => n / 2 + 3));
  });
  test("a slope of 0 means none", () => {
    expect(scaled(0, 7).image.values).toEqual(Int16Array.from({ length: 24 }, (_, n) => n));
  });
  test("a slope that is not a number means none, with a caution", () => {
    const { image, cautions } = scaled(Number.NaN, Number.NaN);
    expect(image.values).toEqual(Int16Array.from({ length: 24 }, (_, n) => n));
    expect(cautions.map(({ code }) => code)).toEqual(["formats/scale-ignored"]);
  });
});
