import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_CHILD_PUGH: Rule = {
  id: "FUN-CHILD-PUGH",
  source: {
    authors: "Pugh RN et al.",
    year: 1973,
    where: "Br J Surg 60:646",
    readIn: "tables of Harrison's Manual 20e, the MSD Manual and Gut",
  },
  verification: "V2",
  population: "cirrhosis",
};

/** Both limits belong to 2 points. */
const LIMITS = { bilirubinUmolPerL: [34, 51], albuminGPerL: [28, 35], inr: [1.7, 2.3] } as const;
/** Some tables give 3 points from here down. */
const VARIANT_ALBUMIN_G_PER_L = 30;
const ASCITES_POINTS = { none: 1, mild: 2, moderate: 3, severe: 3 } as const;
const ENCEPHALOPATHY_POINTS = { none: 1, I: 2, II: 2, III: 3, IV: 3 } as const;

const FOR_CIRRHOSIS = "made for cirrhosis: class A of a liver without cirrhosis says nothing about how much of it may go";

/** 5 to 15 points of bilirubin, albumin, INR, ascites and encephalopathy; A to 6, B to 9, then C. */
export function childPugh(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_CHILD_PUGH, tooYoung);
  const missing = lackingFunction(facts, ["bilirubinUmolPerL", "albuminGPerL", "inr", "ascites", "encephalopathy"]);
  if (missing.length > 0) return unknown(FUN_CHILD_PUGH, missing);
  const bilirubin = rising(facts.bilirubinUmolPerL!, LIMITS.bilirubinUmolPerL);
  const albumin = 4 - rising(facts.albuminGPerL!, LIMITS.albuminGPerL);
  const inr = rising(facts.inr!, LIMITS.inr);
  const ascites = ASCITES_POINTS[facts.ascites!];
  const encephalopathy = ENCEPHALOPATHY_POINTS[facts.encephalopathy!];
  const points = bilirubin + albumin + inr + ascites + encephalopathy;
  return known(FUN_CHILD_PUGH, {
    value: points,
    unit: "points",
    group: classOf(points),
    severity: points <= 6 ? "info" : "warning",
    because: `bilirubin ${bilirubin}, albumin ${albumin}, INR ${inr}, ascites ${ascites}, encephalopathy ${encephalopathy}`,
    cautions: [...(facts.fibrosis === "cirrhosis" ? [] : [FOR_CIRRHOSIS]), ...variantCaution(facts.albuminGPerL!, points)],
  });
}

function classOf(points: number): "A" | "B" | "C" {
  return points <= 6 ? "A" : points <= 9 ? "B" : "C";
}

function rising(value: number, [low, high]: readonly [number, number]): number {
  return value < low ? 1 : value <= high ? 2 : 3;
}

function variantCaution(albuminGPerL: number, points: number): string[] {
  if (albuminGPerL < LIMITS.albuminGPerL[0] || albuminGPerL >= VARIANT_ALBUMIN_G_PER_L) return [];
  return [`tables with an albumin limit of ${VARIANT_ALBUMIN_G_PER_L} g/L give ${points + 1} points, ${classOf(points + 1)}`];
}
