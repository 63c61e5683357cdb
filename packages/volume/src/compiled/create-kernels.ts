import type { Kernels } from "../kernels.ts";
import { makeArena } from "./arena.ts";
import { connectedComponents } from "./connected-components.ts";
import { distanceToMaskMm, nearestLabel } from "./distances.ts";
import { gaussian } from "./gaussian.ts";
import { pathDistance } from "./path-distance.ts";
import { surfaceNets } from "./surface-nets.ts";
import { thinToCurve } from "./thin-to-curve.ts";

export interface KernelOptions {
  /** most memory that the kernels may take, bytes; default and limit 4 GiB, all that 32-bit WebAssembly can address */
  readonly maximumMemoryBytes?: number;
}

const WASM32_BYTES = 2 ** 32;

/**
 * The kernels compiled to WebAssembly (with SIMD). An instance keeps its memory between calls and grows it as needed; make one per thread and
 * pass it on. Arrays are copied in and out, so nothing that is returned is touched by a later call.
 *
 * Every kernel throws RangeError where {@link Kernels} says so, and where the grid needs more memory than allowed.
 *
 * @throws RangeError if `maximumMemoryBytes` is not between 1 MiB and 4 GiB
 */
export function createKernels({ maximumMemoryBytes = WASM32_BYTES }: KernelOptions = {}): Kernels {
  if (!(maximumMemoryBytes >= 2 ** 20 && maximumMemoryBytes <= WASM32_BYTES))
    throw new RangeError(`maximumMemoryBytes is ${maximumMemoryBytes}, expected 1 MiB to 4 GiB`);
  const arena = makeArena(maximumMemoryBytes);
  return {
    distanceToMaskMm: (mask, grid) => distanceToMaskMm(arena, mask, grid),
    nearestLabel: (labels, grid) => nearestLabel(arena, labels, grid),
    pathDistance: (mask, grid, sources) => pathDistance(arena, mask, { grid, sources }),
    connectedComponents: (mask, grid, connectivity) => connectedComponents(arena, mask, { grid, connectivity }),
    thinToCurve: (mask, grid) => thinToCurve(arena, mask, grid),
    surfaceNets: (mask, grid) => surfaceNets(arena, mask, grid),
    gaussian: (values, grid, sigmaMm) => gaussian(arena, values, { grid, sigmaMm }),
  };
}
