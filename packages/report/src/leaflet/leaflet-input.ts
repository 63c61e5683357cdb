import type { HospitalFile, PatientFile } from "@cantlie/workup";
import type { ReportInput } from "../report-input.ts";

/** Everything that a leaflet is made from: what the report is made from, and what concerns the patient alone. */
export interface LeafletInput extends Omit<ReportInput, "patient" | "previous"> {
  /** patient.json, if given: where the cancer began and what was done decide which figures may be told */
  readonly patient?: PatientFile;
  /** whom to ask; lines to fill in by hand where it is absent */
  readonly hospital?: HospitalFile;
  /** the plan that the leaflet is about; the first of the shown order if absent */
  readonly planId?: string;
}
