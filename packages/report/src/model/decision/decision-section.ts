import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { ReportFigures } from "../../report-figures.ts";
import type { ReportInput } from "../../report-input.ts";
import type { Block, Section } from "../../report-model.ts";
import { choosePlans } from "../chosen-plans.ts";
import { patientText } from "../patient-text.ts";
import { policyChanges } from "../policy-changes.ts";
import { verdict } from "../verdict.ts";
import { diseaseText } from "./disease-text.ts";
import { openQuestions } from "./open-questions.ts";
import { plansAtAGlance } from "./plans-at-a-glance.ts";
import { sufficiencySentence } from "./sufficiency-sentence.ts";
import { axisItems, suitabilityOutcome } from "./suitability-items.ts";

/** The page that the meeting decides on: who, what disease, which plans, what is open, and who decided. */
export function decisionSection(input: ReportInput, figures: ReportFigures): Section {
  const { document, patient } = input;
  const { lead, sideBySide } = choosePlans(document);
  const picture = figures.overview.slice(0, 1);
  const said: Block[] = [verdict(document), ...(lead ? judgements(document, lead) : [])];
  return {
    id: "decision",
    title: "Decision",
    isOnePage: true,
    blocks: [
      { kind: "paragraph", text: patientText(patient, lead) },
      { kind: "paragraph", text: diseaseText(document, patient, lead) },
      ...policyChanges(document),
      picture.length > 0
        ? { kind: "columns", wide: said, narrow: [{ kind: "figures", figures: picture, perRow: 1 }], alsoOnPaper: true }
        : { kind: "together", blocks: said },
      ...(sideBySide.length > 0 ? [plansAtAGlance(document, sideBySide)] : []),
      { kind: "subheading", text: "Open questions" },
      { kind: "list", items: openQuestions(document, sideBySide) },
      signOff(sideBySide),
    ],
  };
}

function judgements(document: PlanDocument, lead: PlanEntry): Block[] {
  const outcome = suitabilityOutcome(lead);
  return [
    { kind: "subheading", text: "Sufficiency and suitability of the leading plan" },
    {
      kind: "list",
      items: [
        sufficiencySentence(document, lead),
        { ...outcome, text: `Suitability: ${outcome.text}. The meeting decides; no risk score is part of it.` },
        ...axisItems(lead),
      ],
    },
  ];
}

/** Boxes and lines for a pen: a program decides nothing. */
function signOff(plans: readonly PlanEntry[]): Block {
  const numbered = plans.slice(0, 7).map((_, n) => `plan ${n + 1}`);
  return {
    kind: "sign-off",
    choices: [...numbered, "another plan", "treat first, then discuss again", "more images or tests first", "no operation"],
    roles: ["Liver surgeon", "Oncologist", "Radiologist", "Anaesthetist", "Chair of the meeting"],
  };
}
