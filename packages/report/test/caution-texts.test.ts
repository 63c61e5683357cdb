import type { PatientFile } from "@cantlie/workup";
import { expect, test } from "vitest";
import { cautionTexts } from "../src/model/evidence/caution-texts.ts";
import { assessedDocument } from "./assessed-document.ts";
import { makeReport, visibleText } from "./made-report.ts";
import { searchedDocument } from "./searched-document.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

test("inputs are told by their names, and those that lack for the same reason together", () => {
  expect(
    cautionTexts([
      "liver.steatosis is not known: the rule that needs it was not applied",
      "liver.fibrosis is not known: the rule that needs it was not applied",
      "ageYears is not known: the rules were derived in adults",
    ]),
  ).toEqual([
    "steatosis and fibrosis are not known: the rule that needs it was not applied",
    "age is not known: the rules were derived in adults",
  ]);
});

test("paths within a sentence are told by their names, web addresses and DOIs are left as they are", () => {
  expect(cautionTexts(["RAS status is not known (biology.kras, biology.nras)", "doi 10.1002/bjs.10838", "J. Surg."])).toEqual([
    "RAS status is not known (KRAS, NRAS)",
    "doi 10.1002/bjs.10838",
    "J. Surg.",
  ]);
});

test("what differs between plans only in its numbers is told once, and that the others have it too", () => {
  const congested = (whole: number, part: number) => `if all of it worked, ${whole} mL would remain in place of ${part} mL`;
  expect(cautionTexts([congested(787, 710), congested(615.5, 526), "another caution"])).toEqual([
    `${congested(787, 710)} (of other plans the same with other numbers)`,
    "another caution",
  ]);
});

test("no path of patient.json or plan.json stands in the report of a patient of whom little is known", () => {
  const little: PatientFile = { schemaVersion: 1, heightCm: 176, weightKg: 82 };
  const document = assessedDocument(searchedDocument(), little);
  const cautions = document.plans.flatMap(({ findings }) => findings.flatMap((finding) => finding.cautions));
  const path = /[a-z]+[A-Z.[]\S* is not known/;
  expect(cautions.some((caution) => path.test(caution))).toBe(true);
  const { html } = makeReport({ ...syntheticPatient([10, 10, 10]), document, patient: little });
  expect(visibleText(html)).not.toMatch(path);
});
