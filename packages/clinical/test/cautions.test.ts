import { describe, expect, test } from "vitest";
import {
  type AnyFinding,
  assessChemotherapy,
  assessDifficulty,
  assessFollowUp,
  assessFunction,
  assessOtherPrimary,
  assessPostoperative,
  assessPrognosis,
  assessRisk,
  assessSuitability,
  type LiverFunction,
} from "../src/index.ts";
import { BEST } from "./metastatic-disease-facts.ts";
import { PLAIN } from "./planned-disease-facts.ts";
import { FIT, IMAGED } from "./suitability-facts.ts";

const LIVER: LiverFunction = {
  ageYears: 66,
  sex: "female",
  heightCm: 170,
  weightKg: 70,
  flrMl: 420,
  totalLiverVolumeMl: 1620,
  tumourVolumeMl: 120,
  bilirubinUmolPerL: 12,
  albuminGPerL: 40,
  inr: 1,
  creatinineUmolPerL: 80,
  sodiumMmolPerL: 140,
  platelets1e9PerL: 200,
  astUPerL: 30,
  astUpperLimitUPerL: 40,
  altUPerL: 30,
  ascites: "none",
  encephalopathy: "none",
  fibrosis: "none",
  icgR15Fraction: 0.08,
  limaxUgPerKgH: 380,
  mebrofeninPercentPerMin: 14,
  mebrofeninFlrShareFraction: 0.35,
};

const everything: readonly AnyFinding[] = [
  ...assessFunction(LIVER),
  ...assessPrognosis(BEST),
  ...assessPostoperative({ days: [{ day: 5, bilirubinUmolPerL: 40, prothrombinPercent: 60 }] }),
  ...assessFollowUp(),
  ...assessRisk({}),
  ...assessSuitability({ ...FIT, msi: "high" }, IMAGED),
  ...assessOtherPrimary({ ...PLAIN, primarySite: "breast" }),
  ...assessDifficulty({
    operation: "right hemihepatectomy",
    largestMm: 35,
    chemotherapyGiven: true,
    openLiverResection: false,
  }),
  ...assessChemotherapy({
    chemotherapy: [{ regimen: "FOLFIRI", cycles: 8, weeks: 16, morphologicResponse: "optimal" }],
    platelets1e9PerL: 250,
    operationOn: "2026-04-01",
  }),
];

/** What a reader of the number has to be told beside it. */
describe("a number never stands without its doubts", () => {
  test.each([
    ["FUN-ALBI-2015", "derived in hepatocellular carcinoma"],
    ["FUN-APRI", "cut-offs of chronic liver disease"],
    ["FUN-FIB4", "fatty liver disease"],
    ["FUN-HBS-2.69", "a second opinion that separates modestly"],
    ["FUN-LIMAX", "CYP1A2"],
    ["FUN-MELD", "context of risk only"],
    ["FUN-MELD-NA", "invalid under anticoagulation"],
    ["FUN-MELD-3.0", "invalid under anticoagulation"],
    ["FUN-ICG-MAKUUCHI", "invalid in jaundice"],
    ["FUN-50-50", "specific, not sensitive"],
    ["PROG-FONG-1999", "no survival by score is shown"],
    ["PROG-GAME-2018", "the paper leaves 8 to 9 open"],
    ["PROG-TBS-2018", "in the specimen"],
    ["PROG-KONOPKE-2009", "superseded"],
    ["PROG-NAGASHIMA-2006", "two scores were published under this name"],
    ["PROG-NUMBER", "a number alone is no contraindication"],
    ["PROG-CURE", "of those who were resected"],
    ["NCR-ADAM-2006", "colorectal"],
    ["DIF-SOUTHAMPTON-2018", "were not read anywhere"],
    ["MORPHOLOGIC-RESPONSE", "more than RECIST"],
    ["CHEMO-LIVER", "second of two stages"],
    ["RISK-OTHER", "as read in reviews"],
    ["RECOVERY", "of groups of patients"],
    ["MSI-HIGH", "not with surgery"],
  ])("%s: %s", (rule, doubt) => {
    const found = everything.filter((finding) => finding.rule === rule);
    expect(found.map(({ kind }) => kind)).toContain("known");
    expect(found.flatMap(({ cautions }) => cautions).join("\n")).toContain(doubt);
  });
});
