import { assessBody } from "@cantlie/clinical";
import { assessPlan, bodyFacts } from "@cantlie/walk";
import { type DocumentFinding, parseInput, planDocument } from "@cantlie/workup";
import { Command } from "commander";
import { readJson } from "../read-file.ts";
import { readPatient } from "../read-patient.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";

/** `assess`: clinical findings from the patient file alone, or with the numbers of each plan. */
export function assessCommand(): Command {
  const command = new Command("assess")
    .description("clinical findings from the patient file alone or with a plan's numbers")
    .requiredOption("--patient <file>", "patient.json")
    .option("--plan <file>", "plan.json of a work-up: its plans are assessed again for this patient");
  return withGlobalOptions(command, "cantlie assess --patient patient.json --plan out/plan.json").action(
    (options: GlobalOptions & { readonly patient: string; readonly plan?: string }) => {
      const patient = readPatient(options.patient);
      const assessed: { readonly plan?: string; readonly findings: readonly DocumentFinding[] }[] =
        options.plan === undefined ? [{ findings: assessBody(bodyFacts(patient)) }] : assessAll(options.plan, patient);
      if (options.json)
        console.log(
          JSON.stringify({
            schemaVersion: 1,
            findings: assessed.flatMap(({ plan, findings }) =>
              findings.map((finding) => ({ ...finding, ...(plan && { plan }) })),
            ),
          }),
        );
      else
        for (const { plan, findings } of assessed)
          console.log([...(plan === undefined ? [] : [`plan ${plan}`]), ...findings.map(line), ""].join("\n"));
    },
  );
}

function assessAll(path: string, patient: ReturnType<typeof readPatient>) {
  const document = parseInput(planDocument, readJson(path), "plan/refused");
  return document.plans.map((plan) => ({ plan: plan.id, findings: assessPlan(plan, document, patient) }));
}

function line(finding: DocumentFinding): string {
  const said =
    finding.kind === "known"
      ? `${finding.group ?? valueText(finding.value!, finding.unit)}${finding.because === undefined ? "" : `: ${finding.because}`}`
      : finding.kind === "unknown"
        ? `unknown, needs ${finding.missing!.join(", ")}`
        : `not applicable: ${finding.because}`;
  return `${finding.rule} [${finding.verification}] ${said}`;
}

function valueText(value: number, unit: string | undefined): string {
  if (unit === "fraction") return `${(100 * value).toFixed(1)} %`;
  return `${value.toFixed(unit === "m2" ? 2 : 0)} ${unit === "m2" ? "m²" : unit}`;
}
