import { KERNELS_WASM } from "../kernels.wasm.ts";
import { decodeBase64 } from "./base64.ts";
import type { KernelExports } from "./kernel-exports.ts";

/** One instance of the compiled kernels with its memory, handed out from the front and taken back all at once. */
export interface Arena {
  readonly run: KernelExports;
  /** Takes back all memory handed out so far. */
  clear(): void;
  /** Address of `bytes` fresh bytes, 16-byte aligned; not zeroed. Throws RangeError beyond the memory allowed. */
  take(bytes: number): number;
  /** Copies an array to fresh memory and gives its address. */
  put(values: Copyable): number;
  uint8(at: number, length: number): Uint8Array;
  uint16(at: number, length: number): Uint16Array;
  int32(at: number, length: number): Int32Array;
  uint32(at: number, length: number): Uint32Array;
  float32(at: number, length: number): Float32Array;
  float64(at: number, length: number): Float64Array;
}

type Copyable = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** The part of the WebAssembly interface that is used here; the compiler's own description of it comes only with that of a browser page. */
declare const WebAssembly: {
  readonly Memory: new (limits: { initial: number; maximum: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: { env: { memory: WasmMemory } }) => { readonly exports: object };
};

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE_BYTES = 65_536;

/** Address 0 means "none" to the kernels, so handing out begins after it. */
const FIRST_ADDRESS = 16;

export function makeArena(maximumMemoryBytes: number): Arena {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: Math.floor(maximumMemoryBytes / PAGE_BYTES) });
  const module = new WebAssembly.Module(decodeBase64(KERNELS_WASM));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  let next = FIRST_ADDRESS;

  function take(bytes: number): number {
    const at = next;
    const end = at + Math.ceil(bytes / 16) * 16;
    if (end > memory.buffer.byteLength) growTo(end);
    next = end;
    return at;
  }

  function growTo(bytes: number): void {
    const refusal = `the kernels need ${megabytes(bytes)} MB of memory, ${megabytes(maximumMemoryBytes)} MB are allowed: crop the grid first`;
    if (bytes > maximumMemoryBytes) throw new RangeError(refusal);
    try {
      memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES));
    } catch (cause) {
      throw new RangeError(`${refusal}; the system gave no more`, { cause });
    }
  }

  return {
    run: exports as unknown as KernelExports,
    clear: () => {
      next = FIRST_ADDRESS;
    },
    take,
    put: (values) => {
      const at = take(values.byteLength);
      new Uint8Array(memory.buffer, at, values.byteLength).set(
        new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      );
      return at;
    },
    uint8: (at, length) => new Uint8Array(memory.buffer, at, length),
    uint16: (at, length) => new Uint16Array(memory.buffer, at, length),
    int32: (at, length) => new Int32Array(memory.buffer, at, length),
    uint32: (at, length) => new Uint32Array(memory.buffer, at, length),
    float32: (at, length) => new Float32Array(memory.buffer, at, length),
    float64: (at, length) => new Float64Array(memory.buffer, at, length),
  };
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}
