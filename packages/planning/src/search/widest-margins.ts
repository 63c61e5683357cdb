import type { BitSet } from "../parcels/bit-set.ts";
import { marginWantedOf } from "../parcels/evaluate-on-parcels.ts";
import type { Parcels } from "../parcels/parcels.ts";
import { marginOf } from "../parcels/partial-evaluation.ts";
import type { PlanUnion } from "../parcels/plan-union.ts";
import type { PlanFigures } from "./objectives.ts";
import type { SearchLimits } from "./search-limits.ts";
import type { SearchProblem } from "./search-problem.ts";
import type { GrownUnion } from "./unions-by-prefix.ts";

/** A part of a plan, and all that may still be chosen. */
export interface OpenPlan {
  readonly chosen: GrownUnion;
  readonly rest: GrownUnion;
  /** of both */
  readonly most: PlanUnion;
  /** position in `order` from which on candidates may be chosen */
  readonly open: number;
  /** lesions that the rest must hold */
  readonly unheld: readonly number[];
}

/**
 * Sums over the margins where all that may still be chosen is taken: no plan between the two has wider ones. Lesions that are not treated yet
 * and may only be watched do not count.
 */
export function widestMargins(
  parcels: Parcels,
  { order, lesions, limits }: Pick<SearchProblem, "order" | "lesions"> & { readonly limits: SearchLimits },
): (plan: OpenPlan) => Pick<PlanFigures, "marginDeficitMm" | "belowMinimum"> {
  const sureToTake = waysFromEach({ candidates: parcels.candidates, order, lesions });
  const ownWords = parcels.ofLesion.map(wordsOf);
  const wantedMm = parcels.ofLesion.map((_, lesion) =>
    parcels.prepared.lesionReach[lesion] === undefined ? undefined : marginWantedOf(parcels, limits, lesion),
  );
  return ({ chosen, rest, most, open, unheld }) => {
    let [marginDeficitMm, belowMinimum] = [0, 0];
    for (let lesion = 0; lesion < wantedMm.length; lesion++) {
      const wanted = wantedMm[lesion];
      if (wanted === undefined) continue;
      const treated =
        treatedBy(chosen.union, ownWords[lesion]!) ?? (unheld.includes(lesion) ? sureToTake(lesion, open) : undefined);
      if (treated === undefined) continue;
      const nearest = 2 * lesion + (treated === "resected" ? 0 : 1);
      const from = Math.max(chosen.firstLeft[nearest]!, rest.firstLeft[nearest]!);
      const { parenchymalMm, vascularMm, liverMm } = marginOf(parcels, most, lesion, { gone: treated, from });
      marginDeficitMm += Math.max(0, wanted - Math.min(parenchymalMm, vascularMm));
      if (liverMm < limits.marginAutomaticMinimumMm) belowMinimum++;
    }
    return { marginDeficitMm, belowMinimum };
  };
}

/** Words of a set that are not empty, each with its bits. */
function wordsOf(set: BitSet): Int32Array {
  return Int32Array.from([...set].flatMap((bits, word) => (bits === 0 ? [] : [word, bits])));
}

/** In which way a margin is measured: to what is not resected, or for an ablated lesion to what is not taken. */
type Treated = "resected" | "taken" | undefined;

function treatedBy({ resected, taken }: PlanUnion, own: Int32Array): Treated {
  let treated: Treated = "resected";
  for (let n = 0; n < own.length; n += 2) {
    const [word, bits] = [own[n]!, own[n + 1]!];
    if ((bits & ~taken[word]!) !== 0) return undefined;
    if ((bits & ~resected[word]!) !== 0) treated = "taken";
  }
  return treated;
}

/**
 * Per lesion and position in `order`: how a lesion that is not held yet will be treated at least by the candidates from there on; undefined
 * where it may only be watched.
 */
function waysFromEach({
  candidates,
  order,
  lesions,
}: Pick<SearchProblem, "candidates" | "order" | "lesions">): (lesion: number, open: number) => Treated {
  const ways = new Map<number, Treated[]>();
  for (const lesion of lesions) {
    const fromEach: Treated[] = ["resected"];
    for (const candidate of order.toReversed()) {
      const { treatment, lesions: held } = candidates[candidate]!;
      const rest = fromEach[0];
      const isUnchanged = !held.includes(lesion) || treatment.kind === "resection" || rest === undefined;
      fromEach.unshift(isUnchanged ? rest : treatment.kind === "ablation" ? "taken" : undefined);
    }
    ways.set(lesion, fromEach);
  }
  return (lesion, open) => ways.get(lesion)![open];
}
