import { cross, length, type Mesh, scale, subtract, type Vector3 } from "@cantlie/geometry";

const HEADER_BYTES = 80;
const BYTES_PER_TRIANGLE = 50;

/**
 * Writes a surface as binary STL in LPS mm. STL has neither unit nor frame; its free header says both in the way that
 * Slicer reads (`SPACE=LPS`).
 */
export function writeStl(mesh: Mesh): Uint8Array {
  const count = mesh.triangles.length / 3;
  const bytes = new Uint8Array(HEADER_BYTES + 4 + count * BYTES_PER_TRIANGLE);
  bytes.set(new TextEncoder().encode("SPACE=LPS UNIT=mm Cantlie").subarray(0, HEADER_BYTES));
  const view = new DataView(bytes.buffer);
  view.setUint32(HEADER_BYTES, count, true);
  let at = HEADER_BYTES + 4;
  for (let n = 0; n < mesh.triangles.length; n += 3) {
    const corners = [vertex(mesh, n), vertex(mesh, n + 1), vertex(mesh, n + 2)] as const;
    for (const number of [normalOf(...corners), ...corners].flat()) {
      view.setFloat32(at, number, true);
      at += 4;
    }
    at += 2;
  }
  return bytes;
}

function vertex(mesh: Mesh, corner: number): Vector3 {
  const at = 3 * mesh.triangles[corner]!;
  return [mesh.positionsMm[at]!, mesh.positionsMm[at + 1]!, mesh.positionsMm[at + 2]!];
}

/** STL's own convention for a triangle without area is a zero normal. */
function normalOf(a: Vector3, b: Vector3, c: Vector3): Vector3 {
  const normal = cross(subtract(b, a), subtract(c, a));
  const norm = length(normal);
  return norm > 0 ? scale(normal, 1 / norm) : [0, 0, 0];
}
