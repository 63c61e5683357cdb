/**
 * A DICOM file (explicit VR, little endian) with the text value of one element replaced.
 *
 * @throws RangeError if the file does not have the element, or its value is not short text
 */
export function withValue(file: Uint8Array, [group, element]: readonly [number, number], text: string): Uint8Array {
  const bytes = Buffer.from(file);
  const tag = Buffer.from([group & 255, group >> 8, element & 255, element >> 8]);
  const at = bytes.indexOf(tag, 132);
  const vr = bytes.toString("latin1", at + 4, at + 6);
  if (at < 0 || !["DS", "IS", "LO", "PN", "DA", "UI", "CS"].includes(vr))
    throw new RangeError(`element (${group.toString(16)},${element.toString(16)}) is not in the file as short text`);
  const value = Buffer.from(text.length % 2 === 0 ? text : `${text}${vr === "UI" ? "\0" : " "}`, "latin1");
  const length = Buffer.alloc(2);
  length.writeUInt16LE(value.length);
  const end = at + 8 + bytes.readUInt16LE(at + 6);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, at + 6), length, value, bytes.subarray(end)]));
}

export const TAG = {
  patientName: [0x0010, 0x0010],
  patientId: [0x0010, 0x0020],
  birthDate: [0x0010, 0x0030],
  position: [0x0020, 0x0032],
  orientation: [0x0020, 0x0037],
} as const;
