import type { CutVessel, LesionMargin } from "../evaluation.ts";
import type { PlanDifference } from "./compare-plans.ts";

/** Differences as phrases of a sentence whose subject is the plan, and those among them that speak against it. */
export function differenceWords(differences: readonly PlanDifference[]): {
  readonly words: string[];
  readonly givesUp: string[];
} {
  const divided = differences.find((one) => one.kind === "divided");
  const [remnant] = differences.flatMap((one) => (one.kind === "functional-remnant" ? [one] : []));
  const isReason = divided !== undefined && remnant !== undefined && explains(divided, remnant);
  const words: string[] = [];
  const givesUp: string[] = [];
  const say = (phrase: string, isWorse: boolean): void => {
    words.push(phrase);
    if (isWorse) givesUp.push(phrase);
  };
  for (const one of differences) {
    // how the vessels differ is how the remnant comes about, and said with it
    if (one.kind === "functional-remnant")
      say(phraseOf(one) + (isReason ? ` by ${divisionOf(divided, "gerund")}` : ""), isWorse(one));
    else if (one.kind !== "divided") say(phraseOf(one), isWorse(one));
    else if (!isReason) say(divisionOf(one, "verb"), isWorse(one));
  }
  return { words, givesUp };
}

/** No remnant grows by a vessel that is cut and none shrinks by one that is spared. */
function explains(
  { only, instead }: Extract<PlanDifference, { kind: "divided" }>,
  { fromMl, toMl }: Extract<PlanDifference, { kind: "functional-remnant" | "undrained" | "resected" }>,
): boolean {
  return (toMl > fromMl ? instead : only).length > 0;
}

function phraseOf(difference: Exclude<PlanDifference, { kind: "divided" }>): string {
  switch (difference.kind) {
    case "functional-remnant": {
      const { fromMl, toMl } = difference;
      return `${toMl > fromMl ? "keeps" : "loses"} ${ml(toMl - fromMl)} more functional liver`;
    }
    case "resected": {
      const { fromMl, toMl } = difference;
      return `resects ${ml(toMl - fromMl)} ${toMl > fromMl ? "more" : "less"}`;
    }
    case "undrained": {
      const { fromMl, toMl } = difference;
      return `leaves ${ml(toMl - fromMl)} ${toMl > fromMl ? "more" : "less"} without outflow`;
    }
    case "margin": {
      const { lesion, surface, fromMm, toMm } = difference;
      if (fromMm === Infinity || toMm === Infinity) return oneSidedMargin(difference);
      const which = surface === "vascular" ? `margin of ${lesion} at the vessel` : `margin of ${lesion}`;
      return `${which} ${toMm < fromMm ? "falls" : "grows"} from ${mmPair(fromMm, toMm)}`;
    }
    case "treatment":
      return `${difference.lesion} is ${TREATED[difference.to]} and not ${TREATED[difference.from]}`;
    case "cuts":
      return countOf(difference, "cut");
    case "stages":
      return countOf(difference, "operation");
    case "cut-area": {
      const { fromMm2, toMm2 } = difference;
      return `${(Math.abs(toMm2 - fromMm2) / 100).toFixed(0)} cm² ${toMm2 > fromMm2 ? "more" : "less"} cut surface`;
    }
  }
}

/** Only one of the plans has what bounds the margin. */
function oneSidedMargin({ lesion, surface, fromMm, toMm }: Extract<PlanDifference, { kind: "margin" }>): string {
  const [a, no] = surface === "vascular" ? ["a vessel", "no vessel"] : ["liver", "no liver"];
  return toMm < fromMm
    ? `keeps ${a} ${toMm.toFixed(1)} mm from ${lesion}`
    : `keeps ${no} near ${lesion} (${fromMm.toFixed(1)} mm otherwise)`;
}

const TREATED: Record<LesionMargin["kind"], string> = {
  resected: "resected",
  ablation: "ablated",
  surveilled: "watched",
  "not-removed": "left in place",
};

/** How certain each treatment is to remove a lesion, the most certain first. */
const CERTAINTY: readonly LesionMargin["kind"][] = ["resected", "ablation", "surveilled", "not-removed"];

function isWorse(difference: PlanDifference): boolean {
  switch (difference.kind) {
    case "functional-remnant":
      return difference.toMl < difference.fromMl;
    case "resected":
    case "undrained":
      return difference.toMl > difference.fromMl;
    case "divided":
      return thickest(difference.only) > thickest(difference.instead);
    case "margin":
      return difference.toMm < difference.fromMm;
    case "treatment":
      return CERTAINTY.indexOf(difference.to) > CERTAINTY.indexOf(difference.from);
    case "cuts":
    case "stages":
      return difference.to > difference.from;
    case "cut-area":
      return difference.toMm2 > difference.fromMm2;
  }
}

/** Vessels beyond this many are told by their number: nobody reads a list of ten in a sentence. */
const MOST_NAMED = 3;

function divisionOf({ only, instead }: Extract<PlanDifference, { kind: "divided" }>, form: "gerund" | "verb"): string {
  const [divide, spare] = form === "gerund" ? ["cutting", "sparing"] : ["cuts", "spares"];
  if (only.length === 0) return `${spare} ${listOf(instead, only)}`;
  return `${divide} ${listOf(only, instead)}${instead.length > 0 ? ` instead of ${listOf(instead, only)}` : ""}`;
}

/**
 * Those with a name, the thickest first; of the others the thickest by its id if there is no name at all, and how many there are. One
 * vein is often several branches: where `others` has the name too, the id and the diameter tell the places apart.
 */
function listOf(vessels: readonly CutVessel[], others: readonly CutVessel[]): string {
  const thickestFirst = vessels.toSorted((a, b) => b.diameterMm - a.diameterMm);
  const isShared = ({ name }: CutVessel): boolean => others.some((other) => other.name === name);
  const called = (one: CutVessel): string =>
    isShared(one) ? `the ${one.name} (${one.branch}, ${one.diameterMm.toFixed(1)} mm)` : `the ${one.name}`;
  const names = [...new Set(thickestFirst.filter(hasName).map(called))];
  const unnamed = thickestFirst.filter((vessel) => !hasName(vessel));
  const told = names.slice(0, MOST_NAMED);
  if (told.length === 0) told.push(`${unnamed[0]!.tree} branch ${unnamed[0]!.branch} (${unnamed[0]!.diameterMm.toFixed(1)} mm)`);
  const more = names.length + unnamed.length - told.length;
  const parts = [...told, ...(more > 0 ? [`${more} more branch${more === 1 ? "" : "es"}`] : [])];
  return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function hasName({ name }: CutVessel): boolean {
  return name !== "unnamed" && name !== "";
}

function thickest(vessels: readonly CutVessel[]): number {
  return Math.max(0, ...vessels.map(({ diameterMm }) => diameterMm));
}

function ml(difference: number): string {
  return `${Math.abs(difference).toFixed(0)} mL`;
}

/** Both with a decimal where one of them is below 10 mm, so that a fall from 10 to 9.5 does not read as none. */
function mmPair(fromMm: number, toMm: number): string {
  const decimals = Math.min(fromMm, toMm) < 10 ? 1 : 0;
  return `${fromMm.toFixed(decimals)} to ${toMm.toFixed(decimals)} mm`;
}

const IN_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

function countOf({ from, to }: { readonly from: number; readonly to: number }, what: string): string {
  const difference = Math.abs(to - from);
  return `${IN_WORDS[difference] ?? difference} ${what}${difference === 1 ? "" : "s"} ${to > from ? "more" : "fewer"}`;
}
