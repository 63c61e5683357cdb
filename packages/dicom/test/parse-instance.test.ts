import { deflateRawSync } from "node:zlib";
import { DicomError, parseInstance, storedValues } from "@cantlie/dicom";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeJpegLossless } from "./support/encoders.ts";
import { inflateRaw, readingOptions, refusalOf } from "./support/reading.ts";
import { BIG_ENDIAN, EXPLICIT, IMPLICIT, writeSlice } from "./support/synthetic-series.ts";
import { concatenated, type WriteOptions, writeInstance } from "./support/write-instance.ts";

const DEFLATED = "1.2.840.10008.1.2.1.99";
const { decoders } = await readingOptions();
const parse = (bytes: Uint8Array) => parseInstance(bytes, { inflateRaw });
const stored = [-5, 0, 1, 2, 3, 4, 5, 6, 7, 32767, -32768, 9];

describe("forms of a file", () => {
  const forms: readonly (readonly [string, WriteOptions])[] = [
    ["explicit little endian", { transferSyntaxUid: EXPLICIT }],
    ["implicit little endian", { transferSyntaxUid: IMPLICIT, explicit: false }],
    ["explicit big endian", { transferSyntaxUid: BIG_ENDIAN, bigEndian: true }],
    ["deflated", { transferSyntaxUid: DEFLATED, deflateRaw: (bytes) => deflateRawSync(bytes) }],
    ["head without preamble", { form: "no-preamble" }],
    ["bare explicit data set", { form: "bare" }],
    ["bare implicit data set", { form: "bare", explicit: false }],
    ["bare big endian data set", { form: "bare", bigEndian: true }],
    ["states explicit, writes implicit", { transferSyntaxUid: EXPLICIT, explicit: false }],
    ["states implicit, writes explicit", { transferSyntaxUid: IMPLICIT }],
  ];
  test.each(forms)("%s gives the same image", (_, write) => {
    const instance = parse(writeSlice({ stored, write }));
    expect(instance.header.image).toMatchObject({ rows: 3, columns: 4, positionMm: [-10, -20, 30], pixelSpacingMm: [0.8, 0.7] });
    expect([...storedValues(instance, decoders)]).toEqual(stored);
  });

  test("a head that does not state the transfer syntax is read by the look of the data", () => {
    for (const explicit of [true, false]) {
      const bytes = writeInstance({ "00080060": ["CS", "CT"], "0020000e": ["UI", "1.2.9"] }, { explicit });
      expect(parse(bytes).header).toMatchObject({ modality: "CT", seriesUid: "1.2.9" });
    }
  });

  test("Node's Buffer is read as its bytes, also from inflate", () => {
    const bytes = writeSlice({ stored, write: { transferSyntaxUid: DEFLATED, deflateRaw: (raw) => deflateRawSync(raw) } });
    expect([...storedValues(parse(Buffer.from(bytes)), decoders)]).toEqual(stored);
  });
});

describe("what is stated beside the pixels", () => {
  test("[PRV-01] the patient's identity is apart from the header", () => {
    const { patient, header } = parse(writeSlice());
    expect(patient).toEqual({ name: "Someone^Secret", id: "SECRET-ID", birthDate: "1960-12-31" });
    expect(JSON.stringify(header)).not.toMatch(/secret|1960/i);
  });

  test("names are decoded in the character set that the file states", () => {
    const name = Uint8Array.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]);
    const latin = parse(writeSlice({ attributes: { "00080005": ["CS", "ISO_IR 100"], "00100010": ["PN", name] } }));
    expect(latin.patient.name).toBe("Müller");
    const utf8 = new TextEncoder().encode("Müller");
    const unicode = parse(writeSlice({ attributes: { "00080005": ["CS", "ISO_IR 192"], "00100010": ["PN", utf8] } }));
    expect(unicode.patient.name).toBe("Müller");
  });

  test("dates come as ISO dates and impossible ones not at all", () => {
    expect(parse(writeSlice()).header.acquisitionDate).toBe("2026-03-12");
    expect(parse(writeSlice({ attributes: { "00080022": ["DA", "20261399"] } })).header.acquisitionDate).toBeUndefined();
  });
});

describe("refused files", () => {
  test.each([
    ["text", new TextEncoder().encode("This is a letter, not an image. ".repeat(20)), "dicom/not-dicom"],
    ["zip", concatenated([Uint8Array.of(0x50, 0x4b, 3, 4), new Uint8Array(300)]), "dicom/not-dicom"],
    ["empty", new Uint8Array(), "dicom/truncated"],
    [
      "unknown transfer syntax",
      writeSlice({ write: { transferSyntaxUid: "1.2.840.10008.1.2.4.100" } }),
      "dicom/unsupported-transfer-syntax",
    ],
    ["NaN in the position", writeSlice({ attributes: { "00200032": ["DS", "NaN\\0\\0"] } }), "dicom/bad-number"],
    ["NaN in the rescale slope", writeSlice({ attributes: { "00281053": ["DS", "nan"] } }), "dicom/bad-number"],
    ["infinite position", writeSlice({ attributes: { "00200032": ["DS", "1e999\\0\\0"] } }), "dicom/bad-number"],
    ["two of three coordinates", writeSlice({ attributes: { "00200032": ["DS", "1\\2"] } }), "dicom/bad-number"],
    ["decimal comma", writeSlice({ attributes: { "00280030": ["DS", "0,8\\0,8"] } }), "dicom/bad-number"],
    ["no bits allocated", writeSlice({ attributes: { "00280100": undefined } }), "dicom/missing-attribute"],
    ["no rows", writeSlice({ attributes: { "00280010": ["US", [0]] } }), "dicom/missing-attribute"],
    ["fewer pixels than rows × columns", writeSlice({ stored: [1, 2, 3] }), "dicom/truncated"],
    [
      "fragments in a plain syntax",
      writeSlice({ attributes: { "7fe00010": undefined }, write: { fragments: [new Uint8Array(24)] } }),
      "dicom/malformed",
    ],
    ["plain pixels in a packed syntax", writeSlice({ write: { transferSyntaxUid: "1.2.840.10008.1.2.5" } }), "dicom/malformed"],
  ])("%s", (_, bytes, code) => {
    const refusal = refusalOf(() => parse(bytes));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(/expected|:|promises|;/);
  });

  test("[PRV-01] no refusal repeats text of the header", () => {
    const misplaced = writeSlice({ attributes: { "00200032": ["DS", "Someone^Secret"] } });
    const refusal = refusalOf(() => parse(misplaced));
    expect(refusal.message + JSON.stringify(refusal.details)).not.toMatch(/Someone|Secret/);
  });

  test("a file cut anywhere is refused as cut or damaged, and names its series once that was read", () => {
    const whole = writeSlice();
    for (let length = 0; length < whole.length; length++) {
      const outcome = outcomeOf(whole.slice(0, length));
      // Cut between two attributes before Rows, what is left is a whole data set that is no image.
      if (outcome === "no image") continue;
      expect(outcome, `cut at ${length}`).toMatch(/^dicom\/(truncated|not-dicom|malformed|missing-attribute)$/);
    }
    expect(refusalOf(() => parse(whole.slice(0, -1))).details.seriesUid).toBe("1.2.3.4");
  });
});

function outcomeOf(bytes: Uint8Array): string {
  try {
    return parse(bytes).pixelData ? "image" : "no image";
  } catch (error) {
    if (error instanceof DicomError) return error.code;
    throw error;
  }
}

describe("damaged files", () => {
  const originals = [
    writeSlice(),
    writeSlice({ write: { transferSyntaxUid: IMPLICIT, explicit: false } }),
    writeSlice({ write: { transferSyntaxUid: BIG_ENDIAN, bigEndian: true } }),
    writeSlice({ attributes: { "00082112": ["SQ", [{ "00081150": ["UI", "1.2.3"] }, { "00081150": ["UI", "1.2.4"] }]] } }),
    writeSlice({
      attributes: { "7fe00010": undefined },
      write: { transferSyntaxUid: "1.2.840.10008.1.2.5", fragments: [new Uint8Array(80)] },
    }),
  ];
  const lossless = encodeJpegLossless(new Array<number>(12).fill(1000), { columns: 4, rows: 3, precision: 16, predictor: 1 });
  originals.push(
    writeSlice({
      attributes: { "7fe00010": undefined },
      write: { transferSyntaxUid: "1.2.840.10008.1.2.4.70", fragments: [lossless.slice(0, 20), lossless.slice(20)] },
    }),
  );
  const damage = fc.record({
    original: fc.constantFrom(...originals),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
    cut: fc.option(fc.nat(), { freq: 5, nil: undefined }),
  });

  test("whatever bytes change, the end is an instance or a DicomError", () => {
    let read = 0;
    let refused = 0;
    const property = fc.property(damage, ({ original, changes, cut }) => {
      const bytes = original.slice(0, cut === undefined ? undefined : cut % original.length);
      for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
      try {
        storedValues(parse(bytes), decoders);
        read++;
      } catch (error) {
        if (!(error instanceof DicomError)) throw error;
        refused++;
      }
    });
    fc.assert(property, { seed: 1, numRuns: 3000 });
    expect(read).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });
});
