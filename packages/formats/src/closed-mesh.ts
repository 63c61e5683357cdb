import { enclosedVolumeMl, type Mesh } from "@cantlie/geometry";

/**
 * Refuses a mesh that is no solid: every edge must be met once in each direction (closed and evenly wound), and the volume be
 * positive (outward).
 *
 * @throws RangeError naming `name` and what is wrong
 */
export function checkClosedOutward(mesh: Mesh, name: string): void {
  const vertices = mesh.positionsMm.length / 3;
  const open = new Map<number, number>();
  const t = mesh.triangles;
  for (let n = 0; n < t.length; n += 3) {
    for (const [from, to] of [
      [t[n]!, t[n + 1]!],
      [t[n + 1]!, t[n + 2]!],
      [t[n + 2]!, t[n]!],
    ] as const) {
      if (from >= vertices || to >= vertices) throw new RangeError(`mesh "${name}" names a vertex beyond its ${vertices}`);
      const back = to * vertices + from;
      const waiting = open.get(back) ?? 0;
      if (waiting > 1) open.set(back, waiting - 1);
      else if (waiting === 1) open.delete(back);
      else open.set(from * vertices + to, (open.get(from * vertices + to) ?? 0) + 1);
    }
  }
  if (open.size > 0) throw new RangeError(`mesh "${name}" is not closed: ${open.size} edges have no neighbour that winds alike`);
  const volumeMl = enclosedVolumeMl(mesh);
  if (!(volumeMl > 0))
    throw new RangeError(`mesh "${name}" encloses ${volumeMl} mL, expected a positive volume (outward triangles)`);
}
