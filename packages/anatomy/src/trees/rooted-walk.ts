import { distanceBetweenMm } from "./point-distance.ts";
import type { Skeleton } from "./skeleton.ts";

/** A skeleton seen from one or more of its points: who comes before whom. */
export interface RootedWalk {
  /** reached points, each after the one before it */
  readonly order: readonly number[];
  /** the point before each point; -1 at a root and where nothing leads */
  readonly parent: Int32Array;
}

/** Walks the forest from `roots` outwards, depth first; a root that another root reaches first is not entered again. */
export function walkFrom(neighbours: readonly (readonly number[])[], roots: readonly number[]): RootedWalk {
  const parent = new Int32Array(neighbours.length).fill(-1);
  const seen = new Uint8Array(neighbours.length);
  const order: number[] = [];
  for (const root of roots) {
    if (seen[root]) continue;
    const waiting = [root];
    seen[root] = 1;
    while (waiting.length > 0) {
      const here = waiting.pop()!;
      order.push(here);
      for (const next of neighbours[here]!) {
        if (seen[next]) continue;
        seen[next] = 1;
        parent[next] = here;
        waiting.push(next);
      }
    }
  }
  return { order, parent };
}

/** Length of centreline inside the organ that lies beyond each point, its own link to the point before included, mm. */
export function lengthInOrganBeyondMm(skeleton: Skeleton, walk: RootedWalk): Float64Array {
  const beyondMm = new Float64Array(walk.parent.length);
  for (let at = walk.order.length - 1; at >= 0; at--) {
    const point = walk.order[at]!;
    const before = walk.parent[point]!;
    if (before < 0) continue;
    if (skeleton.inOrgan[point]) beyondMm[point]! += distanceBetweenMm(skeleton.positionMm, point, before);
    beyondMm[before]! += beyondMm[point]!;
  }
  return beyondMm;
}

/** Points from `tip` towards the root of the walk, `tip` first. */
export function pathToRoot(walk: RootedWalk, tip: number): number[] {
  const path: number[] = [];
  for (let point = tip; point >= 0; point = walk.parent[point]!) path.push(point);
  return path;
}
