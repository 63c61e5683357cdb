/** Makes the UID of a named thing; the same name gives the same UID. */
export type UidOf = (name: string) => string;

/**
 * The UID under 2.25 (PS3.5 B.2) of a hash: its first 128 bits as a UUID of version 8 (RFC 9562, made by a rule of our own), written
 * as a decimal number. A host hashes what a thing is made from, so that the same input gives the same UIDs on every machine.
 *
 * @throws RangeError unless `hash` has at least 16 bytes
 */
export function uidFromHash(hash: Uint8Array): string {
  if (hash.length < 16) throw new RangeError(`hash has ${hash.length} bytes, expected at least 16`);
  let number = 0n;
  for (let at = 0; at < 16; at++) {
    const byte = hash[at]!;
    // the version stands in the high half of byte 6, the variant in the top bits of byte 8
    const marked = at === 6 ? 0x80 | (byte & 0x0f) : at === 8 ? 0x80 | (byte & 0x3f) : byte;
    number = (number << 8n) | BigInt(marked);
  }
  return `2.25.${number}`;
}
