import { lastResponsePath, progressedOnLastLine } from "../chemotherapy/chemotherapy-line.ts";
import { type AnyFinding, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import { type Criterion, failed, fulfilled, lackingFor, notAsked, whether } from "./criteria.ts";
import type { PlannedDisease } from "./planned-disease.ts";
import { marginClass } from "./res-margin.ts";

export const RES_3CLASS: Rule = {
  id: "RES-3CLASS",
  source: { authors: "Cancers 14:1063, table 1", year: 2022, where: "PMC8870224", locator: "three classes of resectability" },
  verification: "V2",
  population: "colorectal metastases of the liver",
};

/** The third class is named for what was seen, not for what will be decided. */
export const BEYOND = "technically beyond resection as imaged — MDT";
export type ResectabilityClass = "resectable" | "borderline" | typeof BEYOND;

/** From this number on metastases are called numerous (RES-AB). */
export const NUMEROUS = 5;

/** Resectable, borderline, or technically beyond resection as imaged: of the disease and the plan for it. */
export function resectabilityClass(disease: PlannedDisease): AnyFinding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(RES_3CLASS, refused);
  const [burden, complete, challenges] = [beyondResection(disease), completeness(disease), difficulties(disease)];
  const tooMuch = fulfilled(burden);
  if (tooMuch.length > 0) return stated(RES_3CLASS, { group: BEYOND, severity: "warning", because: tooMuch.join("; ") });
  const incomplete = failed(complete);
  const rest = notAsked([...burden, ...complete, ...challenges]);
  if (incomplete.length > 0)
    return stated(RES_3CLASS, {
      group: "borderline",
      severity: "warning",
      because: `as planned it is not complete. Not fulfilled: ${incomplete.join("; ")}`,
      cautions: ["judged of this plan; another plan, or growth of the remnant, may do more", ...rest],
    });
  const hard = fulfilled(challenges);
  if (hard.length > 0)
    return stated(RES_3CLASS, { group: "borderline", severity: "caution", because: hard.join("; "), cautions: rest });
  const missing = lackingFor([...burden, ...complete, ...challenges]);
  if (missing.length > 0) return unknown(RES_3CLASS, missing);
  return stated(RES_3CLASS, { group: "resectable", because: fulfilled(complete).join("; ") });
}

/** Any one of these puts the disease beyond resection as imaged. */
export function beyondResection(disease: PlannedDisease): Criterion[] {
  const { tumourFraction, segmentsWithDisease, bothPortalVeinsInvolved, allHepaticVeinsInvolved } = disease;
  // A plan that clears the disease and leaves segments with inflow and outflow has shown that not all vessels are involved.
  const freed = completeness(disease).every(({ holds }) => holds === true) ? false : undefined;
  return [
    {
      name: "more than 70 % of the liver is tumour",
      holds: whether(tumourFraction, (fraction) => fraction > 0.7),
      paths: ["tumourVolumeMl", "liverVolumeMl"],
    },
    {
      name: "more than 6 segments hold disease",
      holds: whether(segmentsWithDisease, (count) => count > 6),
      paths: ["anatomy.lesions[].segments"],
    },
    {
      name: "both portal veins are involved",
      holds: bothPortalVeinsInvolved ?? freed,
      paths: ["anatomy.lesions[].nearest.portal"],
    },
    {
      name: "all hepatic veins are involved",
      holds: allHepaticVeinsInvolved ?? freed,
      paths: ["anatomy.lesions[].nearest.hepatic"],
    },
  ];
}

/** That none of them does. */
export function notBeyondResection(disease: PlannedDisease): Criterion {
  const burden = beyondResection(disease);
  const isKnown = burden.every(({ holds }) => holds !== undefined);
  const isBeyond = burden.some(({ holds }) => holds === true);
  return {
    name: "not beyond resection as imaged",
    holds: isBeyond ? false : isKnown ? true : undefined,
    paths: lackingFor(burden),
  };
}

function completeness({ clearsDisease, adjacentRemainingSegments, sFlrFraction, awaitsGrowth }: PlannedDisease): Criterion[] {
  return [
    { name: "all disease is treated", holds: clearsDisease, paths: ["clearsDisease"] },
    {
      name: "two adjacent segments stay with inflow, outflow and bile",
      holds: whether(adjacentRemainingSegments, (count) => count >= 2),
      paths: ["remainingSegments"],
    },
    {
      name: "the remnant is at least 20 % of the estimated volume",
      // Whether a remnant that is to grow will be enough is not known before it is measured again.
      holds: awaitsGrowth === true ? true : whether(sFlrFraction, (fraction) => fraction >= 0.2),
      paths: ["ratios.sFlrFraction"],
    },
  ];
}

/** What makes a resection that may be complete doubtful, by technique or by biology. */
function difficulties(disease: PlannedDisease): Criterion[] {
  const { lesionCount, extrahepatic, chemotherapy } = disease;
  return [
    ...complexProcedures(disease),
    {
      name: `${NUMEROUS} or more metastases`,
      holds: whether(lesionCount, (count) => count >= NUMEROUS),
      paths: ["metastases.count"],
    },
    {
      name: "progression during the last chemotherapy",
      holds: progressedOnLastLine(chemotherapy),
      paths: [lastResponsePath(chemotherapy)],
    },
    {
      name: "disease outside the liver",
      holds: whether(extrahepatic, (sites) => sites.length > 0),
      paths: ["metastases.extrahepatic"],
    },
  ];
}

/** What of a plan lessens the odds of R0 or asks for more than one plain resection; also RES-AB's A2. */
export function complexProcedures(disease: PlannedDisease): Criterion[] {
  const { stages, portalOcclusion, awaitsGrowth, ablations, veinReconstructions } = disease;
  return [
    { name: "more than one operation", holds: whether(stages, (count) => count > 1), paths: ["stages"] },
    { name: "portal vein occlusion before the resection", holds: portalOcclusion ?? awaitsGrowth, paths: ["stages[].occlude"] },
    { name: "ablation beside resection", holds: whether(ablations, (count) => count > 0), paths: ["stages[].ablations"] },
    {
      name: "a vein is reconstructed",
      holds: whether(veinReconstructions, (count) => count > 0),
      paths: ["stages[].reconstruct"],
    },
    {
      name: "R0 is not planned with certainty",
      holds: whether(marginClass(disease), (group) => group !== "R0 planned"),
      paths: ["margins[].parenchymalMm"],
    },
  ];
}
