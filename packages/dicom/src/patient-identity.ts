import type { DataSet } from "dicom-parser";
import { decodeText } from "./character-set.ts";
import { isoDate, text, texts, valueBytes } from "./data-set.ts";

/**
 * Who the images are of. For the heading of a report only: no part of it may stand in a message, a log or `details`.
 */
export interface PatientIdentity {
  readonly name?: string;
  readonly id?: string;
  /** ISO date */
  readonly birthDate?: string;
  readonly sex?: "male" | "female" | "other";
}

/** The identity that a data set states; empty where images were de-identified. */
export function readPatientIdentity(dataSet: DataSet): PatientIdentity {
  const characterSets = texts(dataSet, "x00080005");
  const name = valueBytes(dataSet, "x00100010");
  const id = valueBytes(dataSet, "x00100020");
  const birthDate = isoDate(dataSet, "x00100030");
  const sex = SEXES[text(dataSet, "x00100040") ?? ""];
  return {
    ...(name && { name: decodeText(name, characterSets) }),
    ...(id && { id: decodeText(id, characterSets) }),
    ...(birthDate && { birthDate }),
    ...(sex && { sex }),
  };
}

const SEXES: Readonly<Record<string, "male" | "female" | "other">> = { M: "male", F: "female", O: "other" };

/**
 * Two images are of one patient only if all that both state about the patient agrees. The key is compared, never shown.
 */
export function patientKey(patient: PatientIdentity): string {
  const plain = (value: string | undefined) =>
    (value ?? "")
      .toLowerCase()
      .replace(/[\^\s=]+/g, " ")
      .trim();
  return JSON.stringify([plain(patient.id), plain(patient.name), patient.birthDate ?? ""]);
}
