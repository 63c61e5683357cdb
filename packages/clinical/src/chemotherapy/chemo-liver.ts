import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { apriIndex, lackingApri } from "../function/fun-apri.ts";
import type { ChemotherapyFacts } from "./chemotherapy-facts.ts";
import type { ChemotherapyLine } from "./chemotherapy-line.ts";

export const CHEMO_LIVER: Rule = {
  id: "CHEMO-LIVER",
  source: {
    authors: "Shindoh J et al. (2013), in table 1",
    year: 2019,
    where: "J Surg Oncol 119:594",
    doi: "10.1002/jso.25430",
    locator: "30 % of the estimated volume after more than 3 months; 40 % where sinusoidal injury is suspected is policy",
  },
  verification: "V2",
  population: "patients with chemotherapy before resection of colorectal metastases",
};

const LONG_WEEKS = 12;
const MANY_CYCLES = 6;
const AFTER_LONG = 0.3;
const WITH_INJURY = 0.4;
/** Lower limit of normal. */
const FEW_PLATELETS = 150;
/** Its upper cut-off, above which fibrosis is likely; after oxaliplatin sinusoidal injury raises it too. */
const RAISED_APRI = 1.5;

/** The share of the estimated volume that chemotherapy asks to be left, and what it may have done to the liver. */
export function liverAfterChemotherapy(facts: ChemotherapyFacts): Finding {
  const { chemotherapy, chemotherapyInjury } = facts;
  if (chemotherapy === undefined) return unknown(CHEMO_LIVER, ["chemotherapy"]);
  if (chemotherapy.length === 0) return notApplicable(CHEMO_LIVER, "no chemotherapy was given");
  const signs = sinusoidalSigns(facts);
  const cautions = injuryCautions(chemotherapy);
  if (signs.length > 0 || chemotherapyInjury === "steatohepatitis")
    return known(CHEMO_LIVER, {
      value: WITH_INJURY,
      unit: "fraction",
      group: chemotherapyInjury === "steatohepatitis" ? "steatohepatitis" : "sinusoidal injury suspected",
      severity: "warning",
      because: `40 % by policy: ${signs.length > 0 ? signs.join(", ") : "steatohepatitis after chemotherapy"}`,
      cautions: ["elastography, volume of the spleen, or a biopsy may settle it; signs in blood are no diagnosis", ...cautions],
    });
  const extent = givenInAll(chemotherapy);
  if (extent.isLong)
    return known(CHEMO_LIVER, {
      value: AFTER_LONG,
      unit: "fraction",
      group: "long chemotherapy",
      severity: "caution",
      because: `30 %: ${extent.told}; over ${LONG_WEEKS} weeks or ${MANY_CYCLES} cycles`,
      cautions: ["the second of two stages is reached less often after more than 6 cycles (Passot G et al. 2016)", ...cautions],
    });
  if (extent.missing.length > 0) return unknown(CHEMO_LIVER, extent.missing);
  return known(CHEMO_LIVER, {
    value: AFTER_LONG,
    unit: "fraction",
    group: "short chemotherapy",
    because: `30 % is the default for colorectal metastases: ${extent.told}`,
    cautions,
  });
}

/** What speaks for sinusoidal injury after oxaliplatin, or that somebody found it. */
function sinusoidalSigns(facts: ChemotherapyFacts): string[] {
  const { chemotherapy = [], chemotherapyInjury, platelets1e9PerL } = facts;
  if (chemotherapyInjury === "sinusoidal") return ["sinusoidal injury was found"];
  if (chemotherapyInjury !== undefined || !chemotherapy.some(({ regimen }) => hasOxaliplatin(regimen))) return [];
  const apri = lackingApri(facts).length > 0 ? undefined : apriIndex(facts);
  return [
    ...(platelets1e9PerL !== undefined && platelets1e9PerL < FEW_PLATELETS
      ? [`platelets ${platelets1e9PerL}, below ${FEW_PLATELETS}, after oxaliplatin`]
      : []),
    ...(apri !== undefined && apri > RAISED_APRI ? [`APRI ${apri.toFixed(2)}, above ${RAISED_APRI}, after oxaliplatin`] : []),
  ];
}

function injuryCautions(lines: readonly ChemotherapyLine[]): string[] {
  return [
    ...(lines.some(({ regimen }) => hasOxaliplatin(regimen))
      ? ["oxaliplatin: sinusoidal dilatation in 42 to 54 against 21 to 24 % (two series, without a signal in mortality)"]
      : []),
    ...(lines.some(({ regimen }) => hasIrinotecan(regimen))
      ? [
          "irinotecan: steatohepatitis; with it 14.7 against 1.6 % died within 90 days (Vauthey JN et al. 2006, read in a secondary text)",
        ]
      : []),
  ];
}

/** By the usual names of regimens: FOLFOX, CAPOX, XELOX, SOX, FLOX, FOLFOXIRI, FOLFIRINOX. */
export function hasOxaliplatin(regimen: string): boolean {
  return /OX(?!Y)|OXALI/i.test(regimen);
}

/** FOLFIRI, XELIRI, CAPIRI, FOLFOXIRI, FOLFIRINOX, irinotecan. */
export function hasIrinotecan(regimen: string): boolean {
  return /IRI/i.test(regimen);
}

/** All lines together; weeks or cycles of every line are enough to call it short. */
function givenInAll(lines: readonly ChemotherapyLine[]): { isLong: boolean; told: string; missing: string[] } {
  const weeks = lines.reduce((sum, line) => sum + (line.weeks ?? 0), 0);
  const cycles = lines.reduce((sum, line) => sum + (line.cycles ?? 0), 0);
  const toldOfAll = (name: "weeks" | "cycles") => lines.every((line) => line[name] !== undefined);
  const missing = lines.flatMap((line, n) => (line.weeks === undefined ? [`chemotherapy[${n}].weeks`] : []));
  return {
    isLong: weeks > LONG_WEEKS || cycles > MANY_CYCLES,
    told: `${cycles} cycles, ${weeks} weeks`,
    missing: toldOfAll("weeks") || toldOfAll("cycles") ? [] : missing,
  };
}
