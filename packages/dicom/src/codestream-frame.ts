/** What a JPEG-family codestream says about its own frame. */
export interface CodestreamFrame {
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  /** bits per sample of the first component */
  readonly precision: number;
}

/**
 * Reads the frame header of a JPEG, JPEG-LS, JPEG 2000 or HTJ2K codestream, so that a damaged one is refused before a
 * decoder reserves memory for the size it claims.
 *
 * @returns undefined if there is no such header
 */
export function codestreamFrame(bytes: Uint8Array): CodestreamFrame | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = startOfJpeg2000(bytes);
  return size === undefined ? jpegFrame(view) : jpeg2000Frame(view, size);
}

/** Position of SIZ (FF51), which follows SOC (FF4F); some writers put JP2 boxes before these. */
function startOfJpeg2000(bytes: Uint8Array): number | undefined {
  const end = Math.min(bytes.length - 3, LONGEST_JP2_HEAD);
  for (let at = 0; at < end; at++)
    if (bytes[at] === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51) return at + 2;
  return undefined;
}

const LONGEST_JP2_HEAD = 1024;

/** ITU T.800 A.5.1 */
function jpeg2000Frame(view: DataView, size: number): CodestreamFrame | undefined {
  if (size + 41 > view.byteLength) return undefined;
  const field = (offset: number) => view.getUint32(size + offset);
  return {
    columns: field(6) - field(14),
    rows: field(10) - field(18),
    components: view.getUint16(size + 38),
    precision: (view.getUint8(size + 40) & 127) + 1,
  };
}

/** ITU T.81 B.2.2 and T.87 C.2.2: SOF markers FFC0 to FFCF but for DHT, JPG and DAC, and SOF55 of JPEG-LS. */
function jpegFrame(view: DataView): CodestreamFrame | undefined {
  for (let at = 2; at + 10 <= view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame =
      marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc);
    if (!isFrame) continue;
    return {
      columns: view.getUint16(at + 7),
      rows: view.getUint16(at + 5),
      components: view.getUint8(at + 9),
      precision: view.getUint8(at + 4),
    };
  }
  return undefined;
}
