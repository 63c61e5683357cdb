/** What packages/volume/assembly/index.ts exports. All arguments are addresses in bytes, counts, or numbers; see there. */
export interface KernelExports {
  squaredDistance(mask: number, squared: number, ...sizeWeightsScratch: [...Size, ...Weights, number]): void;
  rootsInto(squared: number, voxels: number, unitMm: number): void;
  nearestLabel(labels: number, squared: number, ...sizeWeightsScratch: [...Size, ...Weights, number]): void;
  boundingBox(mask: number, ...sizeAndBox: [...Size, number]): number;
  padForeground(mask: number, ni: number, nj: number, ...boxPaddedInBox: [number, number, number]): number;
  findRuns(mask: number, ni: number, rows: number, ...firstOfRowRunsRoom: [number, number, number]): number;
  connectedComponents(...sizeConnectivityFirstRuns: [...Size, number, number, number]): number;
  smoothRows(from: number, to: number, ...niRowsWeightsRadiusLine: [number, number, number, number, number]): void;
  smoothAcross(
    from: number,
    to: number,
    ...niCountStrideWeightsRadiusRows: [number, number, number, number, number, number]
  ): void;
  packBits(mask: number, ...sizeBitsWords: [...Size, number, number]): void;
  countNets(bits: number, ...njNkWordsCounts: [number, number, number, number]): void;
  fillNets(
    bits: number,
    ...njNkWordsCrossingsFrameHandCellsPositionsTriangles: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
  thinToCurve(values: number, ...rowSliceListCountRemovableTables: [number, number, number, number, number, number]): number;
  march(
    mask: number,
    ...rest: [
      ni: number,
      nj: number,
      box: number,
      slots: number,
      fronts: number,
      count: number,
      order: number,
      ring: number,
      ringSize: number,
      nodes: number,
      hi: number,
      hj: number,
      hk: number,
      lowestMm: number,
      bucketsPerMm: number,
    ]
  ): number;
  readFronts(mask: number, ...sizeBoxSourcesDistanceSourceSecond: [...Size, number, number, number, number, number]): void;
}

type Size = [ni: number, nj: number, nk: number];
type Weights = [weightJ: number, weightK: number];
