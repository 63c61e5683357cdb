/** What kind of thing a DICOM object is, as far as reading a folder needs to know. */
export type ObjectKind =
  | "ct"
  | "mr"
  | "multiframe-image"
  | "secondary-capture"
  | "other-image"
  | "segmentation"
  | "structured-report"
  | "structure-set"
  | "radiotherapy"
  | "presentation-state"
  | "directory"
  | "document"
  | "other";

const STORAGE = "1.2.840.10008.5.1.4.1.1.";

/** By the longest matching beginning of the SOP class UID (DICOM PS3.4 annex B, PS3.6 annex A). */
const KINDS: readonly (readonly [prefix: string, kind: ObjectKind, name: string])[] = [
  ["1.2.840.10008.1.3.10", "directory", "DICOMDIR"],
  [`${STORAGE}2.1`, "multiframe-image", "enhanced CT image"],
  [`${STORAGE}2.2`, "multiframe-image", "legacy converted enhanced CT image"],
  [`${STORAGE}2`, "ct", "CT image"],
  [`${STORAGE}4.1`, "multiframe-image", "enhanced MR image"],
  [`${STORAGE}4.3`, "multiframe-image", "enhanced MR colour image"],
  [`${STORAGE}4.4`, "multiframe-image", "legacy converted enhanced MR image"],
  [`${STORAGE}4.2`, "other", "MR spectroscopy"],
  [`${STORAGE}4`, "mr", "MR image"],
  [`${STORAGE}7`, "secondary-capture", "secondary capture"],
  [`${STORAGE}66.4`, "segmentation", "segmentation"],
  [`${STORAGE}66.7`, "segmentation", "label map segmentation"],
  [`${STORAGE}66`, "other", "registration or raw data"],
  [`${STORAGE}88`, "structured-report", "structured report"],
  [`${STORAGE}481.3`, "structure-set", "radiotherapy structure set"],
  [`${STORAGE}481`, "radiotherapy", "radiotherapy object"],
  [`${STORAGE}11`, "presentation-state", "presentation state"],
  [`${STORAGE}104`, "document", "encapsulated document"],
  [`${STORAGE}9`, "other", "waveform"],
  [`${STORAGE}20`, "other-image", "nuclear medicine image"],
  [`${STORAGE}128`, "other-image", "PET image"],
  [`${STORAGE}130`, "other-image", "enhanced PET image"],
  [`${STORAGE}6.1`, "other-image", "ultrasound image"],
  [`${STORAGE}3.1`, "other-image", "ultrasound multi-frame image"],
  [`${STORAGE}1`, "other-image", "radiograph"],
];

/** Modalities stand in for a SOP class that de-identification has removed. */
const BY_MODALITY: Readonly<Record<string, readonly [ObjectKind, string]>> = {
  CT: ["ct", "CT image"],
  MR: ["mr", "MR image"],
  SEG: ["segmentation", "segmentation"],
  SR: ["structured-report", "structured report"],
  RTSTRUCT: ["structure-set", "radiotherapy structure set"],
};

/** Kind and plain name of an object with this SOP class, or with this modality where the class is not stated. */
export function objectKind(sopClassUid: string | undefined, modality: string | undefined): { kind: ObjectKind; name: string } {
  const matches = KINDS.filter(([prefix]) => sopClassUid === prefix || sopClassUid?.startsWith(`${prefix}.`));
  const longest = matches.reduce<(typeof KINDS)[number] | undefined>(
    (a, b) => (a && a[0].length >= b[0].length ? a : b),
    undefined,
  );
  if (longest) return { kind: longest[1], name: longest[2] };
  const [kind, name] = (sopClassUid === undefined && BY_MODALITY[modality ?? ""]) || (["other", "DICOM object"] as const);
  return { kind, name };
}
