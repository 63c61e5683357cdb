import { type Code, type Measurement, type MeasurementGroup, PRIVATE_SCHEME, type SegmentToWrite } from "@cantlie/dicom";
import type { PlanDocument } from "@cantlie/workup";
import type { WorkUpSegment } from "./work-up-segments.ts";

const VOLUME: Code = { value: "118565006", scheme: "SCT", meaning: "Volume" };
const LONG_AXIS: Code = { value: "103339001", scheme: "SCT", meaning: "Long Axis" };
const DIAMETER: Code = { value: "81827009", scheme: "SCT", meaning: "Diameter" };
const MARGIN: Code = { value: "MARGIN", scheme: PRIVATE_SCHEME, meaning: "Least margin of a plan in liver tissue" };
const VASCULAR_MARGIN: Code = {
  value: "VASCULAR_MARGIN",
  scheme: PRIVATE_SCHEME,
  meaning: "Least margin of a plan to a kept vessel",
};
const FUNCTIONAL: Code = { value: "FUNCTIONAL", scheme: PRIVATE_SCHEME, meaning: "Functional volume of a plan's remnant" };

/** The numbers of `plan.json` for each segment that was written; what is not known has no number. */
export function measurementGroups(
  document: PlanDocument,
  numbers: ReadonlyMap<SegmentToWrite, number>,
): readonly MeasurementGroup[] {
  return [...numbers].flatMap(([segment, segmentNumber]) => {
    const measurements = measurementsOf((segment as WorkUpSegment).of, document);
    if (measurements.length === 0) return [];
    return [{ trackingId: segment.trackingId, finding: segment.type, segmentNumber, measurements }];
  });
}

function measurementsOf(of: WorkUpSegment["of"], { anatomy, plans, order }: PlanDocument): readonly Measurement[] {
  if (of.kind === "liver") return volume(anatomy.liverVolumeMl);
  if (of.kind === "couinaud")
    return volume(anatomy.couinaud?.segments[of.segment as keyof typeof anatomy.couinaud.segments]?.volumeMl);
  if (of.kind === "resected") return volume(plans.find(({ id }) => id === of.plan)?.volumes.resectedMl);
  if (of.kind === "remnant") {
    const volumes = plans.find(({ id }) => id === of.plan)?.volumes;
    return [...volume(volumes?.remnantMl), ...number(FUNCTIONAL, volumes?.functionalRemnantMl, "ml")];
  }
  if (of.kind !== "lesion") return [];
  const lesion = anatomy.lesions.find(({ id }) => id === of.lesion);
  if (!lesion) return [];
  const margins = order.flatMap((id) => {
    const margin = plans.find((plan) => plan.id === id)?.margins.find((one) => one.lesion === of.lesion);
    return [
      ...number(MARGIN, margin?.parenchymalMm, "mm", `plan ${id}`),
      ...number(VASCULAR_MARGIN, margin?.vascularMm, "mm", `plan ${id}`),
    ];
  });
  return [
    ...volume(lesion.volumeMl),
    ...number(LONG_AXIS, lesion.largestDiameterMm, "mm"),
    ...number(DIAMETER, lesion.axialDiameterMm, "mm", "largest within one axial slice"),
    ...margins,
  ];
}

function volume(valueMl: number | undefined): readonly Measurement[] {
  return number(VOLUME, valueMl, "ml");
}

function number(concept: Code, value: number | undefined, unit: Measurement["unit"], comment?: string): readonly Measurement[] {
  if (value === undefined) return [];
  return [{ concept, value, unit, ...(comment !== undefined && { comment: comment.replace(/[^\x20-\x7e]/g, "_") }) }];
}
