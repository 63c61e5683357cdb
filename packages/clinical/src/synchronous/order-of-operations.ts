import { CHEMO_INTERVAL_BEVACIZUMAB } from "../chemotherapy/chemo-interval.ts";
import { progressedOnLastLine } from "../chemotherapy/chemotherapy-line.ts";
import { type Citation, citationText } from "../citation.ts";
import { RES_SIMULTANEOUS } from "../resectability/res-simultaneous.ts";
import type { SynchronousDisease } from "./synchronous-disease.ts";

/** What the arguments without a source of their own rest on. */
export const ORDER_GENERAL: Citation = {
  authors: "Adam R et al. (EGOSLIM)",
  year: 2015,
  where: "Cancer Treat Rev 41:729",
  locator: "synchronous metastases: the order of operations is decided by the meeting; its text was not read",
};

export type OperationOrder = "bowel first" | "liver first" | "simultaneous";

/** One argument, with where it comes from. */
export interface Argument {
  readonly text: string;
  readonly source: string;
  /** not merely against, but to be avoided */
  readonly isWarning: boolean;
}

/** What speaks for one order and against it in this patient. None of them is called the best. */
export interface OrderOption {
  readonly order: OperationOrder;
  readonly for: readonly Argument[];
  readonly against: readonly Argument[];
  /** paths of facts that would add an argument */
  readonly missing: readonly string[];
}

/** The three orders, always in the same sequence, each with its arguments from this patient's facts. */
export function orderOfOperations(disease: SynchronousDisease): readonly OrderOption[] {
  return [bowelFirst(disease), liverFirst(disease), simultaneous(disease)];
}

function bowelFirst(disease: SynchronousDisease): OrderOption {
  return {
    order: "bowel first",
    for: [
      ...when(isSymptomatic(disease), `the primary is symptomatic (${disease.primarySymptoms?.join(", ")})`),
      ...when(
        disease.primarySite === "rectum" && disease.rectalRadiotherapy === "none",
        "a rectal primary that needs no radiotherapy first",
      ),
    ],
    against: [
      ...when(
        progressedOnLastLine(disease.chemotherapy) === true,
        "the disease grew during chemotherapy: the liver waits meanwhile",
      ),
      ...when(
        disease.majorHepatectomy === true,
        "the liver's disease is extensive and may outgrow resection while the bowel heals",
      ),
      ...when(
        disease.rectalRadiotherapy === "planned",
        "radiotherapy of the rectum comes first: the liver would wait for it and for the bowel",
      ),
    ],
    missing: lacking(disease, ["primarySymptoms", "rectalRadiotherapy", "chemotherapy", "majorHepatectomy"]),
  };
}

function liverFirst(disease: SynchronousDisease): OrderOption {
  return {
    order: "liver first",
    for: [
      ...when(disease.primarySymptoms?.length === 0, "the primary does no harm for now"),
      ...when(disease.majorHepatectomy === true, "the liver's disease is extensive and decides the course"),
      ...when(disease.rectalRadiotherapy === "planned", "the liver can be operated on while radiotherapy of the rectum works"),
      ...when(disease.rectalRadiotherapy === "done", "the liver can be operated on in the wait after radiotherapy of the rectum"),
    ],
    against: [
      ...warn(
        isSymptomatic(disease),
        `the primary is symptomatic (${disease.primarySymptoms?.join(", ")}) and may need an emergency operation`,
      ),
      ...when(
        progressedOnLastLine(disease.chemotherapy) === true,
        "the disease grew during chemotherapy: systemic control is in doubt",
      ),
    ],
    missing: lacking(disease, ["primarySymptoms", "rectalRadiotherapy", "chemotherapy", "majorHepatectomy"]),
  };
}

function simultaneous(disease: SynchronousDisease): OrderOption {
  const { majorHepatectomy, bowelOperation } = disease;
  const hadBevacizumab = disease.chemotherapy?.some(({ bevacizumab }) => bevacizumab === true) === true;
  return {
    order: "simultaneous",
    for: [
      ...when(majorHepatectomy === false && bowelOperation === "minor", "neither operation is major"),
      ...when(majorHepatectomy === false && bowelOperation === "major", "the operation on the liver is minor"),
      ...when(majorHepatectomy === true && bowelOperation === "minor", "the operation on the bowel is minor"),
      ...when(true, "one anaesthesia, one stay"),
    ],
    against: [
      ...warn(
        majorHepatectomy === true && bowelOperation === "major",
        "both operations are major: to be avoided in one sitting",
        SIMULTANEOUS,
      ),
      ...warn(
        hadBevacizumab,
        "bevacizumab was given: enteric leaks in 10 against 0 % when bowel and liver were resected together",
        BEVACIZUMAB,
      ),
      ...warn(isSymptomatic(disease) && disease.primarySymptoms?.includes("perforation") === true, "the bowel is perforated"),
      ...when(disease.rectalRadiotherapy === "planned", "radiotherapy of the rectum has to end first, and the liver would wait"),
      ...when(
        true,
        "in Medicare patients the hazard of death within 90 days was 2.46 times (1.89 to 3.20) that of separate operations",
        SIMULTANEOUS,
      ),
    ],
    missing: lacking(disease, ["primarySymptoms", "rectalRadiotherapy", "chemotherapy", "majorHepatectomy", "bowelOperation"]),
  };
}

const SIMULTANEOUS = citationText(RES_SIMULTANEOUS.source);
const BEVACIZUMAB = `J Gastrointest Surg (2013), 191 patients; ${citationText(CHEMO_INTERVAL_BEVACIZUMAB.source)}`;
const GENERAL = citationText(ORDER_GENERAL);

function when(holds: boolean, text: string, source = GENERAL): Argument[] {
  return holds ? [{ text, source, isWarning: false }] : [];
}

function warn(holds: boolean, text: string, source = GENERAL): Argument[] {
  return holds ? [{ text, source, isWarning: true }] : [];
}

function isSymptomatic({ primarySymptoms }: SynchronousDisease): boolean {
  return primarySymptoms !== undefined && primarySymptoms.length > 0;
}

const PATHS = {
  primarySymptoms: "primary.symptoms",
  rectalRadiotherapy: "primary.rectalRadiotherapy",
  chemotherapy: "chemotherapy",
  majorHepatectomy: "majorHepatectomy",
  bowelOperation: "primary.operationExtent",
} as const;

/** Radiotherapy is asked about in the rectum only. */
function lacking(disease: SynchronousDisease, names: readonly (keyof typeof PATHS)[]): string[] {
  return names
    .filter((name) => disease[name] === undefined && (name !== "rectalRadiotherapy" || disease.primarySite !== "colon"))
    .map((name) => PATHS[name]);
}
