import type { Grid } from "../grid.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { isEndPoint, isSimple } from "./neighbourhood.ts";
import { boxVoxelCount, paddedBox } from "./padded-box.ts";

/**
 * Thins a mask to curves: border voxels are peeled off from the six sides in turn for as long as that changes neither the number of
 * pieces nor of tunnels nor of cavities (26/6 topology); ends of curves stay.
 * T. C. Lee, R. L. Kashyap, C. N. Chu, "Building skeleton models via 3-D medial surface/axis thinning algorithms", CVGIP: Graphical
 * Models and Image Processing 56 (1994) 462-478, doi:10.1006/cgip.1994.1042; the test for removal is Bertrand and Malandain's.
 *
 * Peels by voxels, not by millimetres: with anisotropic spacing the curve lies in the middle of the voxels. A cavity inside the mask keeps
 * a shell around it: fill cavities first if that is not wanted.
 *
 * @returns 1 on the curves, 0 elsewhere
 * @throws RangeError if `mask` does not have one value per voxel of `grid`
 */
export function thinToCurve(mask: Uint8Array, grid: Grid): Uint8Array {
  requireOneValuePerVoxel(mask, grid, "mask");
  const curve = new Uint8Array(mask.length);
  const box = paddedBox(mask, grid);
  if (!box) return curve;
  const rowStep = box.size[0];
  const sliceStep = rowStep * box.size[1];
  const values = new Uint8Array(boxVoxelCount(box));
  for (const at of box.inBox) values[at] = 1;
  let remaining = box.inBox;
  for (let removed = -1; removed !== 0; ) {
    const before = remaining.length;
    for (const side of [-sliceStep, sliceStep, -rowStep, rowStep, -1, 1]) {
      const removable = remaining.filter((at) => {
        if (values[at + side] !== 0) return false;
        const bits = neighbourBits(values, at, rowStep, sliceStep);
        return !isEndPoint(bits) && isSimple(bits);
      });
      // Each one is asked again, because its neighbours may be gone by now. One of eight subfields after the other: in the order of the
      // list, a column two voxels wide would lose its end voxel by voxel, and with it all of its length in one pass.
      for (let field = 0; field < 8; field++)
        for (const at of removable)
          if (subfieldOf(at, rowStep, sliceStep) === field && isSimple(neighbourBits(values, at, rowStep, sliceStep)))
            values[at] = 0;
      if (removable.length > 0) remaining = remaining.filter((at) => values[at] !== 0);
    }
    removed = before - remaining.length;
  }
  box.inBox.forEach((at, voxel) => {
    curve[box.inGrid[voxel]!] = values[at]!;
  });
  return curve;
}

/** Which of eight interleaved lattices a voxel of the box lies on: no two voxels of one touch. */
function subfieldOf(at: number, rowStep: number, sliceStep: number): number {
  const inSlice = at % sliceStep;
  const row = (inSlice - (inSlice % rowStep)) / rowStep;
  return ((inSlice % rowStep) & 1) | ((row & 1) << 1) | ((((at - inSlice) / sliceStep) & 1) << 2);
}

function neighbourBits(values: Uint8Array, at: number, rowStep: number, sliceStep: number): number {
  let bits = 0;
  for (let dk = 0, bit = 0; dk < 3; dk++)
    for (let dj = 0; dj < 3; dj++) {
      const row = at + (dk - 1) * sliceStep + (dj - 1) * rowStep;
      for (let di = -1; di <= 1; di++, bit++) bits |= values[row + di]! << bit;
    }
  return bits;
}
