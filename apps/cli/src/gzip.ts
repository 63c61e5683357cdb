import { gunzip, gunzipSync, gzipSync, inflateRawSync } from "node:zlib";

/** Inflates off the main thread, so that several files are read on several cores. The result is checked by the file's reader. */
export function gunzipInBackground(bytes: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    gunzip(bytes, { chunkSize: statedSize(bytes) }, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

export function gunzipNow(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes, { chunkSize: statedSize(bytes) });
}

export function inflateRaw(bytes: Uint8Array): Uint8Array {
  return inflateRawSync(bytes);
}

/** Reproducible: Node's gzip header carries no time and no file name. */
export function gzipNow(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 1 });
}

/** Size that the file claims to inflate to (RFC 1952, ISIZE): one output buffer of that size is the fastest; within reason, as it may lie. */
function statedSize(bytes: Uint8Array): number {
  if (bytes.length < 18) return 64 * 1024;
  const isize = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(bytes.length - 4, true);
  const largestRatio = 1032; // deflate cannot do better (RFC 1951)
  return Math.min(Math.max(isize + 64, 64 * 1024), bytes.length * largestRatio + 64, 0x7fff_0000);
}
