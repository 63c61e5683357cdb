import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { text, uint16, valueBytes } from "../../src/data-set.ts";
import { decimalString } from "../../src/objects/decimal-string.ts";
import { uidFromHash } from "../../src/objects/uid-from-hash.ts";
import { type DicomAttributes, writeDicomFile } from "../../src/objects/write-data-set.ts";
import { readDataSet } from "../../src/read-data-set.ts";

const identified: DicomAttributes = { "00080016": ["UI", "1.2.3"], "00080018": ["UI", "1.2.3.4.5"] };
const read = (attributes: DicomAttributes) =>
  readDataSet(writeDicomFile({ ...identified, ...attributes }), (bytes) => inflateRawSync(bytes)).dataSet;

test("what is written is read again: text, numbers, bytes, nested sequences, in the order of tags", () => {
  const dataSet = read({
    "7fe00010": ["OB", Uint8Array.of(1, 2, 3)],
    "00100010": ["PN", "A^B"],
    "00280010": ["US", [512]],
    "00200032": ["DS", ["-1.5", "2", "3.25"]],
    "52009230": ["SQ", [{ "00209113": ["SQ", [{ "00200032": ["DS", ["1", "2", "3"]] }]] }, {}]],
    "0008103e": undefined,
  });
  expect(text(dataSet, "x00100010")).toBe("A^B");
  expect(text(dataSet, "x00200032")).toBe("-1.5\\2\\3.25");
  expect(uint16(dataSet, "x00280010")).toBe(512);
  expect([...valueBytes(dataSet, "x7fe00010")!]).toEqual([1, 2, 3, 0]);
  const items = dataSet.elements.x52009230!.items!;
  expect(items).toHaveLength(2);
  expect(text(items[0]!.dataSet!.elements.x00209113!.items![0]!.dataSet!, "x00200032")).toBe("1\\2\\3");
  expect(dataSet.elements.x0008103e).toBeUndefined();
  const tags = Object.keys(dataSet.elements);
  expect(tags).toEqual([...tags].sort());
});

test("the head states its own length and every element has an even one", () => {
  const bytes = writeDicomFile({ ...identified, "00100010": ["PN", "odd"], "00080060": ["CS", "SEG"] });
  const view = new DataView(bytes.buffer);
  const headEnd = 144 + view.getUint32(140, true);
  expect(view.getUint16(headEnd, true)).toBe(0x0008);
  expect(bytes.length % 2).toBe(0);
});

test("text of a source in another character set goes through byte for byte", () => {
  const name = Uint8Array.of(0xc4, 0xa4, 0x5e, 0x41);
  expect([...valueBytes(read({ "00100010": ["PN", name] }), "x00100010")!]).toEqual([...name]);
});

test.each<[string, DicomAttributes]>([
  ["a code string in lower case", { "00080060": ["CS", "seg"] }],
  ["a long string of 65 characters", { "0008103e": ["LO", "x".repeat(65)] }],
  ["a UID with a leading zero", { "0020000d": ["UI", "1.02"] }],
  ["text beyond ASCII", { "0008103e": ["LO", "Lüber"] }],
  ["a backslash inside one value", { "0008103e": ["LO", "a\\b"] }],
  ["a number too large for 16 bits", { "00280010": ["US", [65536]] }],
  ["a tag in capital letters", { "0008103E": ["LO", "x"] }],
  ["a short form longer than it can be", { "00204000": ["LT", "x".repeat(70_000)] }],
])("refuses %s", (_, attributes) => {
  expect(() => writeDicomFile({ ...identified, ...attributes })).toThrow(RangeError);
});

test("decimal strings have at most 16 characters and lose at most a part in 10^8", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
      const written = decimalString(value);
      expect(written.length).toBeLessThanOrEqual(16);
      // 16 characters less sign, point and an exponent of five leave nine digits
      expect(Math.abs(Number(written) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-8);
    }),
    { seed: 5 },
  );
});

test("UIDs of hashes are valid, differ, and do not change", () => {
  const hash = Uint8Array.from({ length: 32 }, (_, at) => 7 * at);
  // decimal of 00070e15-1c23-8a31-b83f-464d545b6269, worked out by hand from RFC 9562 section 5.8
  expect(uidFromHash(hash)).toBe(`2.25.${BigInt("0x00070e151c238a31b83f464d545b6269")}`);
  expect(uidFromHash(hash.map((byte) => byte ^ 1))).not.toBe(uidFromHash(hash));
  expect(uidFromHash(new Uint8Array(16).fill(255)).length).toBeLessThanOrEqual(64);
  expect(() => uidFromHash(new Uint8Array(8))).toThrow(RangeError);
});
