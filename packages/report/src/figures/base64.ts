const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const PADDING = "=".charCodeAt(0);

/** Base64 (RFC 4648, section 4) of `bytes`, for data: addresses. */
export function base64(bytes: Uint8Array): string {
  const codes = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(PADDING);
  for (let i = 0, to = 0; i < bytes.length; i += 3, to += 4) {
    const left = bytes.length - i;
    const word = (bytes[i]! << 16) | ((left > 1 ? bytes[i + 1]! : 0) << 8) | (left > 2 ? bytes[i + 2]! : 0);
    codes[to] = CODES[word >> 18]!;
    codes[to + 1] = CODES[(word >> 12) & 63]!;
    if (left > 1) codes[to + 2] = CODES[(word >> 6) & 63]!;
    if (left > 2) codes[to + 3] = CODES[word & 63]!;
  }
  return new TextDecoder("latin1").decode(codes);
}
