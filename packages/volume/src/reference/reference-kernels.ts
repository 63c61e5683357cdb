import type { Kernels } from "../kernels.ts";
import { connectedComponents } from "./connected-components.ts";
import { distanceToMaskMm } from "./distance-to-mask.ts";
import { gaussian } from "./gaussian.ts";
import { nearestLabel } from "./nearest-label.ts";
import { pathDistance } from "./path-distance.ts";
import { surfaceNets } from "./surface-nets.ts";
import { thinToCurve } from "./thin-to-curve.ts";

/** The kernels in plain TypeScript: slower than the compiled ones, same results. For tests, and where WebAssembly is missing. */
export const referenceKernels: Kernels = {
  distanceToMaskMm,
  nearestLabel,
  pathDistance,
  connectedComponents,
  thinToCurve,
  surfaceNets,
  gaussian,
};
