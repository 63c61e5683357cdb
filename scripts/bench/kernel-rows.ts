import { boundingBox, createKernels, cropGrid, cropValues } from "@cantlie/volume";
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

/** Path distance in the box around the mask, as territories use it. */
function pathRow(isQuick: boolean): Row {
  const { grid, mask, foreground, sources } = croppedToMask(
    makeSubject(isQuick ? [60, 60, 30] : [390, 370, 166], [0.57, 0.57, 1.6]),
  );
  const kernels = createKernels();
  const ms = medianMs(() => kernels.pathDistance(mask, grid, sources), isQuick ? 3 : 5);
  const million = (foreground / 1e6).toFixed(2);
  return {
    what: `path distance, nearest and second, in a mask of ${million} million voxels from ${sources.voxel.length} sources`,
    ours: `${ms.toFixed(0)} ms`,
    peers: [],
    target: "≤ 600 ms for 3 million",
    met: ms <= 600,
  };
}

function croppedToMask({ grid, mask, labels, sources, foreground }: Subject): Subject {
  const box = boundingBox(mask, grid)!;
  const [ni, nj] = grid.size;
  const inBox = (voxel: number) => {
    const i = (voxel % ni) - box.start[0];
    const j = (Math.floor(voxel / ni) % nj) - box.start[1];
    const k = Math.floor(voxel / (ni * nj)) - box.start[2];
    return i + box.size[0] * (j + box.size[1] * k);
  };
  return {
    grid: cropGrid(grid, box),
    mask: cropValues(mask, grid, box),
    labels: cropValues(labels, grid, box),
    foreground,
    sources: { ...sources, voxel: sources.voxel.map(inBox) },
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
