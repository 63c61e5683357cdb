import { lastResponsePath, progressedOnLastLine } from "../chemotherapy/chemotherapy-line.ts";
import { type AnyFinding, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import { type Criterion, fulfilled, lackingFor, notAsked, whether } from "./criteria.ts";
import type { PlannedDisease } from "./planned-disease.ts";
import { complexProcedures, NUMEROUS } from "./res-3class.ts";

export const RES_AB: Rule = {
  id: "RES-AB",
  source: {
    authors: "Adam R et al.",
    year: 2012,
    where: "Oncologist 17:1225",
    locator: "technical (A) and oncological (B) contraindications; adopted by ESMO 2016 (Van Cutsem E et al., Ann Oncol 27:1386)",
  },
  verification: "V3",
  population: "colorectal metastases of the liver",
  reservation: "flagged: that there are two axes is confirmed in a secondary text, the wording of the categories is not",
};

/** The categories that the disease and its plan fall into, such as "A2, B2". */
export function technicalOncologicalCategories(disease: PlannedDisease): AnyFinding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(RES_AB, refused);
  const categories = [
    { name: "A1", criteria: absolute(disease) },
    { name: "A2", criteria: complexProcedures(disease) },
    ...oncological(disease),
  ];
  const all = categories.flatMap(({ criteria }) => criteria);
  const fired = categories.filter(({ criteria }) => fulfilled(criteria).length > 0);
  const missing = lackingFor(all);
  if (fired.length === 0 && missing.length > 0) return unknown(RES_AB, missing);
  return stated(RES_AB, {
    group: fired.length === 0 ? "none" : fired.map(({ name }) => name).join(", "),
    severity: fired.length === 0 ? "info" : "caution",
    because:
      fired.length === 0
        ? "no category of either axis"
        : fired.map(({ name, criteria }) => `${name}: ${fulfilled(criteria).join(", ")}`).join("; "),
    cautions: notAsked(all),
  });
}

function absolute({ clearsDisease, sFlrFraction, awaitsGrowth, extrahepatic }: PlannedDisease): Criterion[] {
  return [
    {
      name: "as planned, disease is left",
      holds: whether(clearsDisease, (clears) => !clears),
      paths: ["clearsDisease"],
    },
    {
      name: "as planned, less than 30 % of the liver remains",
      holds: awaitsGrowth === true ? false : whether(sFlrFraction, (fraction) => fraction < 0.3),
      paths: ["ratios.sFlrFraction"],
    },
    {
      name: "disease outside the liver that cannot be removed",
      holds: whether(extrahepatic, (sites) => sites.some(({ resectable }) => resectable === false)),
      paths: ["metastases.extrahepatic"],
    },
  ];
}

function oncological({ extrahepatic, lesionCount, chemotherapy }: PlannedDisease): { name: string; criteria: Criterion[] }[] {
  const one = (name: string, criterion: Criterion) => ({ name, criteria: [criterion] });
  return [
    one("B1", {
      name: "concomitant disease outside the liver",
      holds: whether(extrahepatic, (sites) => sites.length > 0),
      paths: ["metastases.extrahepatic"],
    }),
    one("B2", {
      name: `${NUMEROUS} or more metastases`,
      holds: whether(lesionCount, (count) => count >= NUMEROUS),
      paths: ["metastases.count"],
    }),
    one("B3", {
      name: "progression during chemotherapy",
      holds: progressedOnLastLine(chemotherapy),
      paths: [lastResponsePath(chemotherapy)],
    }),
  ];
}
