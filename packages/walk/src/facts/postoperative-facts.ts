import type { PostoperativeCourse } from "@cantlie/clinical";
import type { PatientFile } from "@cantlie/workup";

/** The days after an operation as the patient's file tells them, with the laboratory's values from before. */
export function postoperativeFacts(patient: PatientFile | undefined): PostoperativeCourse {
  return {
    days: patient?.postoperative,
    inrBefore: patient?.laboratory?.inr,
    bilirubinBeforeUmolPerL: patient?.laboratory?.bilirubinUmolPerL,
  };
}
