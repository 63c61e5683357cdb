import type { PlanEntry } from "@cantlie/workup";

/** What sets one plan apart from another, in words that follow from the numbers of both. */
export interface PlanDifference {
  /** what the plan has over the other */
  readonly gains: readonly string[];
  /** what it gives up for it */
  readonly losses: readonly string[];
  /** what is merely other */
  readonly others: readonly string[];
}

/** Volumes and areas that differ by less are not worth a word: borders of labels err by more. */
const LEAST_ML = 5;
const LEAST_AREA_MM2 = 500;
/** Margins that differ by less no image tells apart. */
const LEAST_MARGIN_MM = 0.5;

export function comparePlans(plan: PlanEntry, other: PlanEntry): PlanDifference {
  const differences = [
    ...lesionDifferences(plan, other),
    ...remnantDifference(plan, other),
    ...undrainedDifference(plan, other),
    ...stageDifference(plan, other),
    ...marginDifferences(plan, other),
    ...cutDifferences(plan, other),
  ];
  const words = (side: Side): string[] => differences.filter((one) => one.side === side).map((one) => one.words);
  return { gains: words("gain"), losses: words("loss"), others: words("other") };
}

type Side = "gain" | "loss" | "other";
interface Difference {
  readonly side: Side;
  readonly words: string;
}
type Margin = PlanEntry["margins"][number];

const TREATMENT: Readonly<Record<Margin["kind"], string>> = {
  resected: "resects",
  ablation: "ablates",
  surveilled: "only watches",
  "not-removed": "leaves",
};
const TREATING: Readonly<Record<Margin["kind"], string>> = {
  resected: "resecting",
  ablation: "ablating",
  surveilled: "watching",
  "not-removed": "leaving",
};
const isTreated = ({ kind }: Margin): boolean => kind === "resected" || kind === "ablation";

function lesionDifferences(plan: PlanEntry, other: PlanEntry): Difference[] {
  const groups = new Map<string, { readonly here: Margin; readonly there: Margin; readonly lesions: string[] }>();
  for (const [here, there] of marginPairs(plan, other)) {
    if (here.kind === there.kind) continue;
    const key = `${here.kind} ${there.kind}`;
    const group = groups.get(key) ?? { here, there, lesions: [] };
    group.lesions.push(here.lesion);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ here, there, lesions }) => ({
    side: isTreated(here) === isTreated(there) ? "other" : isTreated(here) ? "gain" : "loss",
    words: `${TREATMENT[here.kind]} ${listed(lesions)} instead of ${TREATING[there.kind]} ${lesions.length > 1 ? "them" : "it"}`,
  }));
}

/** "keeps 84 mL more by cutting the segment 6 branch instead of the right posterior portal vein" */
function remnantDifference(plan: PlanEntry, other: PlanEntry): Difference[] {
  const [here, there] = [plan, other].map(({ volumes }) => volumes.functionalRemnantFullCongestionMl);
  const vessels = vesselWords(plan, other);
  const moreMl = here === undefined || there === undefined ? 0 : here - there;
  if (Math.abs(moreMl) < LEAST_ML) return vessels === undefined ? [] : [{ side: "other", words: vessels }];
  const volume = `keeps ${Math.abs(moreMl).toFixed(0)} mL ${moreMl > 0 ? "more" : "less"} working liver`;
  return [{ side: moreMl > 0 ? "gain" : "loss", words: vessels === undefined ? volume : `${volume} by ${vessels}` }];
}

function vesselWords(plan: PlanEntry, other: PlanEntry): string | undefined {
  const here = dividedVessels(plan);
  const there = dividedVessels(other);
  const only = largestName([...here].filter(([key]) => !there.has(key)).map(([, vessel]) => vessel));
  const spared = largestName([...there].filter(([key]) => !here.has(key)).map(([, vessel]) => vessel));
  if (only !== undefined && spared !== undefined) return `cutting ${only} instead of ${spared}`;
  if (only !== undefined) return `cutting ${only} as well`;
  return spared === undefined ? undefined : `sparing ${spared}`;
}

type Vessel = PlanEntry["cutVessels"][number];

function dividedVessels({ dividedVessels: divided, cutVessels }: PlanEntry): Map<string, Vessel> {
  return new Map((divided ?? cutVessels).map((vessel) => [`${vessel.tree} ${vessel.branch}`, vessel]));
}

const TREE_WORDS = { portal: "portal", hepatic: "hepatic vein", bile: "bile duct", artery: "arterial" } as const;

/** The thickest of `vessels` that has a name, else the thickest. */
function largestName(vessels: readonly Vessel[]): string | undefined {
  const sorted = [...vessels].sort((a, b) => b.diameterMm - a.diameterMm);
  const named = sorted.find(({ name }) => name !== "unnamed");
  if (named !== undefined) return `the ${named.name}`;
  const [first] = sorted;
  return first && `a ${TREE_WORDS[first.tree]} branch of ${first.diameterMm.toFixed(0)} mm (${first.branch})`;
}

function undrainedDifference(plan: PlanEntry, other: PlanEntry): Difference[] {
  const [here, there] = [plan, other].map(({ volumes }) => volumes.noOutflowMl);
  if (here === undefined || there === undefined || Math.abs(here - there) < LEAST_ML) return [];
  return [
    {
      side: here > there ? "loss" : "gain",
      words: `leaves ${here.toFixed(0)} mL of the remnant without outflow instead of ${there.toFixed(0)} mL`,
    },
  ];
}

function stageDifference({ stages: here }: PlanEntry, { stages: there }: PlanEntry): Difference[] {
  if (here.length === there.length) return [];
  const count = (stages: number): string => (stages === 1 ? "one operation" : `${stages} operations`);
  return [
    {
      side: here.length > there.length ? "loss" : "gain",
      words: `takes ${count(here.length)} instead of ${count(there.length)}`,
    },
  ];
}

function marginDifferences(plan: PlanEntry, other: PlanEntry): Difference[] {
  return marginPairs(plan, other).flatMap(([here, there]) => {
    if (here.kind !== there.kind) return [];
    return (["parenchymalMm", "vascularMm"] as const).flatMap((which): Difference[] => {
      const [now, before] = [here[which], there[which]];
      if (now === undefined || before === undefined || Math.abs(now - before) < LEAST_MARGIN_MM) return [];
      // beyond this no surgeon trades one margin for another
      if (Math.min(now, before) > FAR_MM) return [];
      const what = which === "parenchymalMm" ? "margin" : "distance to the kept vessel";
      return [
        {
          side: now > before ? "gain" : "loss",
          words: `${what} of ${here.lesion} ${now > before ? "rises" : "falls"} from ${mm(before)} to ${mm(now)} mm`,
        },
      ];
    });
  });
}

const FAR_MM = 20;

/** Whole millimetres unless they are small, where half of one matters. */
function mm(distanceMm: number): string {
  return distanceMm < 10 ? distanceMm.toFixed(1) : distanceMm.toFixed(0);
}

function cutDifferences(plan: PlanEntry, other: PlanEntry): Difference[] {
  const more = plan.cuts - other.cuts;
  const moreMm2 = plan.transectionAreaMm2 - other.transectionAreaMm2;
  const side = (amount: number): Side => (amount > 0 ? "loss" : "gain");
  return [
    ...(more === 0
      ? []
      : [{ side: side(more), words: `${plan.cuts} separate ${plan.cuts === 1 ? "cut" : "cuts"} instead of ${other.cuts}` }]),
    ...(Math.abs(moreMm2) < LEAST_AREA_MM2
      ? []
      : [
          {
            side: side(moreMm2),
            words: `${(Math.abs(moreMm2) / 100).toFixed(0)} cm² ${moreMm2 > 0 ? "more" : "less"} transection surface`,
          },
        ]),
  ];
}

function marginPairs(plan: PlanEntry, other: PlanEntry): [Margin, Margin][] {
  return plan.margins.flatMap((here) => {
    const there = other.margins.find(({ lesion }) => lesion === here.lesion);
    return there === undefined ? [] : [[here, there]];
  });
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
