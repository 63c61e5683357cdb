import type { DocumentFinding, PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Section } from "../../report-model.ts";
import { choosePlans } from "../chosen-plans.ts";
import { DENOMINATORS } from "./denominators.ts";
import { findingText, toneOfFinding } from "./finding-text.ts";

/** Formulas beside those that stand side by side, for who wants to compare: nothing was decided by them. */
export function alternativesSection(document: PlanDocument): Section {
  const { lead } = choosePlans(document);
  const alternatives = lead?.findings.filter((finding) => isAlternative(finding)) ?? [];
  return {
    id: "appendix",
    title: "Appendix: formulas that did not decide",
    blocks:
      alternatives.length === 0
        ? []
        : [
            {
              kind: "table",
              caption: "Other formulas for body surface and liver volume",
              columns: [
                { label: { text: "Rule" } },
                { label: { text: "Result" }, share: 2 },
                { label: { text: "For whom" }, share: 2 },
                { label: { text: "Source, verification" }, share: 3 },
              ],
              rows: alternatives.map((finding) => ({
                label: { text: finding.rule },
                cells: [
                  { text: findingText(finding), ...toneOfFinding(finding) },
                  { text: finding.population ?? "–" },
                  { text: [`${finding.source} (${finding.verification})`, ...finding.cautions].join("; ") },
                ],
              })),
            },
          ],
  };
}

/** True of formulas for body surface and liver volume that stand neither in the table of denominators nor in a verdict. */
export function isAlternative({ rule }: DocumentFinding): boolean {
  return /^(VOL|BSA)-/.test(rule) && !DENOMINATORS.some((denominator) => denominator.rule === rule);
}

/** True of a remnant's share by a formula of which the table of denominators tells more. */
export function isAlternativeShare({ ratios }: PlanEntry, { rule, group }: DocumentFinding): boolean {
  return (
    rule === "FLR-STANDARDISED" && group?.startsWith("VOL-") === true && group !== (ratios.sFlrFormula ?? "VOL-VAUTHEY-2002")
  );
}
