import { type AnyFinding, type GroupOutcome, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import type { PrimarySite } from "../prognosis/metastatic-disease.ts";
import { fulfilled, whether } from "../resectability/criteria.ts";
import type { PlannedDisease } from "../resectability/planned-disease.ts";

export const NCR_ADAM: Rule = {
  id: "NCR-ADAM-2006",
  source: { authors: "Adam R et al.", year: 2006, where: "Ann Surg 244:524", doi: "10.1097/01.sla.0000239036.46827.5f" },
  verification: "V1",
  population: "1 452 patients with liver metastases of other primaries than colorectal or endocrine, 41 centres",
  reservation: "display only: groups as published; how the points are given was not read, so none are counted",
};

/** What may be said of surgery for the primary. */
export type OtherPrimaryAdvice = "case by case" | "systemic treatment first";

/** Undefined for colorectal primaries, and where the site is not known. */
export function otherPrimaryAdvice(site: PrimarySite | undefined): OtherPrimaryAdvice | undefined {
  return site === undefined ? undefined : ADVICE[site];
}

const ADVICE: Readonly<Record<PrimarySite, OtherPrimaryAdvice | undefined>> = {
  colon: undefined,
  rectum: undefined,
  breast: "case by case",
  stomach: "systemic treatment first",
  oesophagus: "systemic treatment first",
  lung: "systemic treatment first",
  skin: "systemic treatment first",
  other: "case by case",
};

/** Whether scores derived in colorectal metastases (Fong, tumour burden, GAME and the like) must be refused; undefined where the site is not known. */
export function refusesColorectalScores(site: PrimarySite | undefined): boolean | undefined {
  return site === undefined ? undefined : ADVICE[site] !== undefined;
}

/** What is known of resection for other primaries, with the published factors that this patient has; they are not added up. */
export function otherPrimary(disease: PlannedDisease): AnyFinding {
  const { primarySite } = disease;
  if (primarySite === undefined) return unknown(NCR_ADAM, ["primary.site"]);
  const advice = otherPrimaryAdvice(primarySite);
  if (advice === undefined) return notApplicable(NCR_ADAM, "the primary is colorectal");
  const present = poorFactors(disease);
  return stated(NCR_ADAM, {
    group: advice,
    severity: "caution",
    because: `${TEXT}. Factors of a poorer course that are present: ${present.length === 0 ? "none known" : present.join(", ")}`,
    outcomes: OUTCOMES,
    cautions: CAUTIONS,
  });
}

const TEXT =
  "surgery is exceptional and case by case; the best evidence is for breast with a long interval and no other disease; gastric, oesophageal, lung and melanoma usually have systemic treatment first; the meeting decides";

const CAUTIONS = [
  "scores of colorectal metastases (Fong, tumour burden, GAME) are refused: they were derived in another disease",
  "rules on volume and function still apply",
  "seven factors in the abstract and six in a validation: points cannot be reconstructed",
  "of gastrointestinal origin survival is worse (10 against 41 months in 47 patients, PMC5546055)",
] as const;

/** Those that are known to hold; what is not known is not named. */
function poorFactors({
  ageYears,
  primarySite,
  diseaseFreeIntervalMonths,
  extrahepatic,
  majorHepatectomy,
}: PlannedDisease): string[] {
  return fulfilled([
    { name: "age over 60", holds: whether(ageYears, (years) => years > 60), paths: ["ageYears"] },
    { name: "primary other than breast", holds: primarySite !== "breast", paths: ["primary.site"] },
    { name: "melanoma or squamous", holds: primarySite === "skin", paths: ["primary.site"] },
    {
      name: "disease-free for under 12 months",
      holds: whether(diseaseFreeIntervalMonths, (months) => months < 12),
      paths: ["metastases.diseaseFreeIntervalMonths"],
    },
    {
      name: "disease outside the liver",
      holds: whether(extrahepatic, (sites) => sites.length > 0),
      paths: ["metastases.extrahepatic"],
    },
    { name: "major hepatectomy", holds: majorHepatectomy, paths: ["majorHepatectomy"] },
  ]);
}

const SERIES = { basis: "observed", unit: "fraction", source: "Adam R et al. (2006)", verification: "V1" } as const;

const OUTCOMES: readonly GroupOutcome[] = [
  { ...SERIES, group: "all", outcome: "5-year overall survival", value: 0.36, patients: 1452 },
  { ...SERIES, group: "all", outcome: "10-year overall survival", value: 0.23, patients: 1452 },
  { ...SERIES, group: "all", outcome: "death within 60 days", value: 0.023, patients: 1452 },
  { ...SERIES, group: "0 to 3 points", outcome: "5-year overall survival", value: 0.46 },
  { ...SERIES, group: "4 to 6 points", outcome: "5-year overall survival", value: 0.33 },
  { ...SERIES, group: "over 6 points", outcome: "5-year overall survival, less than", value: 0.1 },
];
