import type { Vector3 } from "@cantlie/geometry";
import type { Resection, Stage } from "../src/index.ts";

/** A stage of resections alone, changed by `rest`. */
export function stageOf(resections: readonly Resection[], rest: Partial<Stage> = {}): Stage {
  return { resections, keep: [], reconstruct: [], ablations: [], surveil: [], occlude: [], ...rest };
}

/** Evenly distributed numbers in 0..1 from a seed (linear congruence, Numerical Recipes). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A direction, evenly distributed. */
export function normalFrom(random: () => number): Vector3 {
  const z = 2 * random() - 1;
  const angle = 2 * Math.PI * random();
  const r = Math.sqrt(1 - z * z);
  return [r * Math.cos(angle), r * Math.sin(angle), z];
}
