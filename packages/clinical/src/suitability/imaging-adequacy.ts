import { daysBetween } from "../calendar-day.ts";
import { type AnyFinding, type Rule, stated, unknown } from "../finding.ts";

export const IMAGING_ADEQUACY: Rule = {
  id: "IMAGING-ADEQUACY",
  source: {
    authors: "policy of this product",
    where: "for a hospital to change",
    locator:
      "CT of at most 4 weeks; liver MRI because disappearing is defined on it (Siriwardena AK et al. 2023); slices of at most 5 mm from RECIST 1.1",
  },
  verification: "V3",
  reservation: "flagged: no published limit of age or thickness was read for planning a resection",
};

/** What images a plan rests on; a day is null where it is known that the scan was not made. */
export interface Imaging {
  /** the day that the images are judged on */
  readonly planningOn?: string | undefined;
  readonly ctOn?: string | null | undefined;
  readonly ctPhase?: "portal-venous" | "arterial" | "native" | "other" | undefined;
  readonly sliceThicknessMm?: number | undefined;
  readonly mriOn?: string | null | undefined;
  readonly petOn?: string | null | undefined;
  /** last dose of the last chemotherapy */
  readonly lastChemotherapyOn?: string | undefined;
  readonly extrahepatic?: readonly unknown[] | undefined;
  readonly disappearedLesions?: number | undefined;
}

const RECENT_DAYS = 28;
const OUTDATED_DAYS = 56;
const FINE_SLICE_MM = 3;
const THICKEST_SLICE_MM = 5;

interface Fault {
  readonly severity: "caution" | "warning";
  readonly text: string;
}

/**
 * Whether the images are good enough to plan on: a recent portal-venous CT in thin slices, MRI of the liver, PET where it matters.
 *
 * @throws RangeError if a day is no calendar day
 */
export function imagingAdequacy(imaging: Imaging): AnyFinding {
  const faults = [...ctFaults(imaging), ...sliceFaults(imaging), ...mriFaults(imaging), ...petFaults(imaging)];
  const missing = lacking(imaging);
  if (faults.length === 0 && missing.length > 0) return unknown(IMAGING_ADEQUACY, missing, "caution");
  return stated(IMAGING_ADEQUACY, {
    group: faults.some(({ severity }) => severity === "warning")
      ? "not adequate"
      : faults.length > 0
        ? "adequate with reserve"
        : "adequate",
    severity: faults.some(({ severity }) => severity === "warning") ? "warning" : faults.length > 0 ? "caution" : "info",
    because:
      faults.length === 0
        ? "a recent portal-venous CT in thin slices and an MRI of the liver"
        : faults.map(({ text }) => text).join("; "),
    cautions: missing.map((path) => `${path} is not known: it was not judged`),
  });
}

function ctFaults({ ctOn, ctPhase, planningOn, lastChemotherapyOn }: Imaging): Fault[] {
  if (ctOn === null) return [{ severity: "warning", text: "no CT" }];
  const phase: Fault[] =
    ctPhase === undefined || ctPhase === "portal-venous"
      ? []
      : [{ severity: "warning", text: `the CT is ${ctPhase}, not portal-venous` }];
  if (ctOn === undefined) return phase;
  const isBeforeEnd = lastChemotherapyOn !== undefined && daysBetween(ctOn, lastChemotherapyOn) > 0;
  const before: Fault[] = isBeforeEnd
    ? [{ severity: "caution", text: "the CT was made before chemotherapy ended: the disease may have changed" }]
    : [];
  return [...phase, ...age(ctOn, planningOn), ...before];
}

function age(ctOn: string, planningOn: string | undefined): Fault[] {
  if (planningOn === undefined) return [];
  const days = daysBetween(ctOn, planningOn);
  if (days <= RECENT_DAYS) return [];
  return [
    {
      severity: days > OUTDATED_DAYS ? "warning" : "caution",
      text: `the CT is ${days} days old, more than ${days > OUTDATED_DAYS ? OUTDATED_DAYS : RECENT_DAYS}`,
    },
  ];
}

function sliceFaults({ sliceThicknessMm }: Imaging): Fault[] {
  if (sliceThicknessMm === undefined || sliceThicknessMm <= FINE_SLICE_MM) return [];
  const isTooThick = sliceThicknessMm > THICKEST_SLICE_MM;
  return [
    {
      severity: isTooThick ? "warning" : "caution",
      text: `slices of ${sliceThicknessMm} mm, more than ${isTooThick ? THICKEST_SLICE_MM : FINE_SLICE_MM}: small lesions are missed and margins are coarse`,
    },
  ];
}

function mriFaults({ mriOn, disappearedLesions, lastChemotherapyOn }: Imaging): Fault[] {
  if (mriOn !== null) return [];
  if (disappearedLesions !== undefined && disappearedLesions > 0)
    return [{ severity: "warning", text: "no liver MRI, and lesions are called disappeared: the term is defined on MRI" }];
  return lastChemotherapyOn === undefined
    ? [{ severity: "caution", text: "no liver MRI" }]
    : [{ severity: "warning", text: "no liver MRI after chemotherapy" }];
}

/** PET matters where disease outside the liver may decide. */
function petFaults({ petOn, extrahepatic }: Imaging): Fault[] {
  if (petOn !== null || extrahepatic === undefined || extrahepatic.length === 0) return [];
  return [{ severity: "caution", text: "no PET although there is disease outside the liver" }];
}

function lacking({ ctOn, ctPhase, planningOn, sliceThicknessMm, mriOn, petOn, extrahepatic }: Imaging): string[] {
  const isPetAsked = extrahepatic !== undefined && extrahepatic.length > 0;
  return [
    ...(ctOn === undefined ? ["imaging.ctOn"] : []),
    ...(ctOn !== null && ctPhase === undefined ? ["imaging.ctPhase"] : []),
    ...(planningOn === undefined ? ["planning.on"] : []),
    ...(ctOn !== null && sliceThicknessMm === undefined ? ["imaging.ctSliceMm"] : []),
    ...(mriOn === undefined ? ["imaging.mriOn"] : []),
    ...(extrahepatic === undefined ? ["metastases.extrahepatic"] : []),
    ...(isPetAsked && petOn === undefined ? ["imaging.petOn"] : []),
  ];
}
