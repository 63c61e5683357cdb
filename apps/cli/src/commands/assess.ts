import { type OperationReason, reasonsAfterOperation } from "@cantlie/pathway";
import { assessPatient, assessPlan, patientCautions } from "@cantlie/walk";
import { type OperationRecordFile, type PlanDocument, parseInput, planDocument } from "@cantlie/workup";
import { Command } from "commander";
import { assessmentsText, type PlanAssessed } from "../assessment-text.ts";
import { readJson } from "../read-file.ts";
import { readOperationRecord } from "../read-operation-record.ts";
import { readPatient } from "../read-patient.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";

type AssessOptions = GlobalOptions & { readonly patient: string; readonly plan?: string; readonly operation?: string };

/** `assess`: clinical findings from the patient file alone, or with the numbers of each plan. */
export function assessCommand(): Command {
  const command = new Command("assess")
    .description("clinical findings from the patient file alone or with a plan's numbers")
    .requiredOption("--patient <file>", "patient.json")
    .option("--plan <file>", "plan.json of a work-up: its plans are assessed again for this patient")
    .option("--operation <file>", "operation-record.json: what was found and done in theatre, and the days after");
  return withGlobalOptions(command, "cantlie assess --patient patient.json --plan out/plan.json").action(
    (options: AssessOptions) => {
      const told = assessAll(options);
      if (options.json) console.log(JSON.stringify(jsonOf(told)));
      else console.log(textOf(told));
    },
  );
}

interface Told {
  /** values of the patient's file that can be but seldom are */
  readonly cautions: PlanDocument["cautions"];
  readonly assessed: readonly PlanAssessed[];
  /** what theatre and pathology leave to take up; absent without a record */
  readonly reasons?: readonly OperationReason[];
}

function assessAll({ patient: patientPath, plan: planPath, operation }: AssessOptions): Told {
  const patient = readPatient(patientPath);
  const cautions = patientCautions(patient);
  const record = operation === undefined ? undefined : readOperationRecord(operation);
  if (planPath === undefined)
    return { cautions, assessed: [{ assessment: assessPatient(patient, record) }], ...reasonsOf(record, undefined) };
  const document = parseInput(planDocument, readJson(planPath), "plan/refused");
  return {
    cautions,
    assessed: document.plans.map((plan) => ({
      plan: plan.id,
      name: plan.name,
      // a record is of the plan that it names, or of whichever was carried out where it names none
      assessment: assessPlan(plan, document, {
        patient,
        record: record?.plan === undefined || record.plan === plan.id ? record : undefined,
      }),
    })),
    ...reasonsOf(
      record,
      document.anatomy.lesions.filter(({ status }) => status !== "benign").map(({ id }) => id),
    ),
  };
}

/** Without a plan nobody knows which lesions the record should account for: those that it names. */
function reasonsOf(record: OperationRecordFile | undefined, lesions: readonly string[] | undefined): Pick<Told, "reasons"> {
  return record === undefined ? {} : { reasons: reasonsAfterOperation(record, lesions ?? []) };
}

function jsonOf({ cautions, assessed, reasons }: Told): object {
  const judged = assessed.map(({ plan, assessment }) => {
    const { subjects: _, ...rest } = assessment;
    return { ...(plan && { id: plan }), ...rest };
  });
  return {
    schemaVersion: 1,
    cautions,
    findings: assessed.flatMap(({ plan, assessment: { subjects } }) =>
      subjects.flatMap(({ findings }) => findings.map((finding) => ({ ...finding, ...(plan && { plan }) }))),
    ),
    ...(assessed.some(({ plan }) => plan !== undefined) ? { plans: judged } : judged[0]),
    ...(reasons && { operation: { reasons } }),
  };
}

function textOf({ cautions, assessed, reasons }: Told): string {
  const asked = cautions.length > 0 ? [["TO BE ASKED AGAIN", ...cautions.map(({ message }) => `  ${message}`)].join("\n")] : [];
  const taken = reasons?.map(({ leadsTo, severity, because }) => `  ${severity}, for the ${leadsTo}: ${because}`);
  return [...asked, ...(taken ? [["AFTER THE OPERATION RECORD", ...taken].join("\n")] : []), assessmentsText(assessed)].join(
    "\n\n",
  );
}
