import type { Vector3 } from "@cantlie/geometry";
import { addNode, countTerminals, emptyTree, type GrowingTree, type PhantomTree } from "./phantom-tree.ts";
import { apartMm } from "./segment-distance.ts";
import type { Run } from "./skeleton.ts";

/** Pieces of a main vessel are about this long: short enough for a smooth bend, long enough to divide again. */
const PIECE_MM = 12;

/** The main vessels as a tree, each run a Catmull-Rom curve through its points, `scale` times the standard body. */
export function layMainVessels(kind: PhantomTree["kind"], runs: readonly Run[], scale: number): GrowingTree {
  const tree = emptyTree(kind);
  const endOf = new Map<string, number>();
  for (const run of runs) {
    const like = { name: run.name, region: run.region, main: true };
    const through = run.throughMm.map(([x, y, z]): Vector3 => [x * scale, y * scale, z * scale]);
    let node = run.from === undefined ? addNode(tree, through.shift()!, { ...like, parent: -1 }) : endOf.get(run.from)!;
    const beforeStart = tree.parent[node]! >= 0 ? tree.at[tree.parent[node]!]! : tree.at[node]!;
    const points = [beforeStart, tree.at[node]!, ...through, through[through.length - 1]!];
    for (let i = 1; i + 2 < points.length; i++)
      for (const at of curve(points.slice(i - 1, i + 3))) node = addNode(tree, at, { ...like, parent: node });
    endOf.set(run.key, node);
  }
  countTerminals(tree);
  return tree;
}

/** Points on a Catmull-Rom curve from the second to the third of four points, without the second. */
function curve(points: readonly Vector3[]): Vector3[] {
  const [p0, p1, p2, p3] = points as [Vector3, Vector3, Vector3, Vector3];
  const pieces = Math.max(1, Math.round(apartMm(p1, p2) / PIECE_MM));
  return Array.from({ length: pieces }, (_, piece): Vector3 => {
    const t = (piece + 1) / pieces;
    const at = (axis: 0 | 1 | 2): number =>
      0.5 *
      (2 * p1[axis] +
        t *
          (p2[axis] -
            p0[axis] +
            t *
              (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis] + t * (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]))));
    return [at(0), at(1), at(2)];
  });
}
