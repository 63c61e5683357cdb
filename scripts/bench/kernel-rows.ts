import { createKernels } from "@cantlie/volume";
import { medianMs } from "./measure.ts";
import { measurePeers, type PeerTimes, peerText } from "./peers.ts";
import { makeSubject, type Subject } from "./subject.ts";
import type { Row } from "./table.ts";

const SIGMA_MM = 1;

/** The kernels on the grid of a CT of the liver, beside the same algorithms in C++ and the usual libraries. */
export function kernelRows(isQuick: boolean): Row[] {
  const repeats = isQuick ? 3 : 5;
  const scan = makeSubject(isQuick ? [64, 64, 40] : [512, 512, 129], [0.57, 0.57, 1.6]);
  const kernels = createKernels();
  const { grid, mask, labels } = scan;
  const values = Float32Array.from(mask, (value) => 100 * value);
  const ours = {
    distance: medianMs(() => kernels.distanceToMaskMm(mask, grid), repeats),
    nearest: medianMs(() => kernels.nearestLabel(labels, grid), repeats),
    components: medianMs(() => kernels.connectedComponents(mask, grid, 26), repeats),
    gaussian: medianMs(() => kernels.gaussian(values, grid, SIGMA_MM), repeats),
    surface: medianMs(() => kernels.surfaceNets(mask, grid), repeats),
    thinning: medianMs(() => kernels.thinToCurve(vesselsOf(scan), grid), repeats),
  };
  const peers = measurePeers(scan, { sigmaMm: SIGMA_MM, repeats });
  const size = `${grid.size.join("×")} voxels`;
  const likeCpp = (what: string, kernel: keyof typeof ours): Row => ({
    what: `${what}, ${size}`,
    ours: `${ours[kernel].toFixed(1)} ms`,
    peers: [
      peerText("C++ -O3", peers.cpp, kernel),
      peerText("scipy", peers.scipy, kernel),
      peerText("ITK, 1 thread", peers.itk, kernel),
    ],
    target: "≤ 1.25 × C++",
    ...compare(ours[kernel], peers.cpp, { kernel, factor: 1.25 }),
  });
  return [
    likeCpp("distance to a mask", "distance"),
    likeCpp("nearest label", "nearest"),
    likeCpp("connected components (26)", "components"),
    likeCpp(`Gaussian, sigma ${SIGMA_MM} mm`, "gaussian"),
    {
      what: `surface extraction, ${size}`,
      ours: `${ours.surface.toFixed(1)} ms`,
      peers: [peerText("vtkFlyingEdges3D, sequential", peers.vtk, "surface")],
      target: "≤ 2 × VTK",
      ...compare(ours.surface, peers.vtk, { kernel: "surface", factor: 2 }),
    },
    { what: `curve thinning of the vessels, ${size}`, ours: `${ours.thinning.toFixed(1)} ms`, peers: [], target: "none" },
    pathRow(isQuick),
  ];
}

/** Path distance in a box around the mask, as territories use it. */
function pathRow(isQuick: boolean): Row {
  const liver = makeSubject(isQuick ? [60, 60, 30] : [340, 320, 145], [0.57, 0.57, 1.6]);
  const kernels = createKernels();
  const ms = medianMs(() => kernels.pathDistance(liver.mask, liver.grid, liver.sources), isQuick ? 3 : 5);
  return {
    what: `path distance, nearest and second, in a mask of ${(liver.foreground / 1e6).toFixed(2)} million voxels from ${liver.sources.voxel.length} sources`,
    ours: `${ms.toFixed(0)} ms`,
    peers: [],
    target: "≤ 600 ms for 3 million",
    ...(isQuick ? {} : { met: ms <= 600 }),
  };
}

/** The branches, a few voxels thick. */
function vesselsOf({ grid, labels }: Subject): Uint8Array {
  const vessels = new Uint8Array(labels.length);
  const slice = grid.size[0] * grid.size[1];
  labels.forEach((label, at) => {
    if (label === 0) return;
    for (let dk = -1; dk <= 1; dk++)
      for (let dj = -2; dj <= 2; dj++) for (let di = -2; di <= 2; di++) vessels[at + di + grid.size[0] * dj + slice * dk] = 1;
  });
  return vessels;
}

function compare(ms: number, peer: PeerTimes, { kernel, factor }: { kernel: string; factor: number }): { met?: boolean } {
  const theirs = peer[kernel];
  return theirs === undefined ? {} : { met: ms <= factor * theirs };
}
