import { type DicomCaution, DicomError } from "../dicom-error.ts";
import type { PatientIdentity } from "../patient-identity.ts";

/** What a scan says of whose body it shows and where its coordinates begin; absent where its files do not say it. */
export interface BodyReference {
  readonly patient?: PatientIdentity;
  readonly frameOfReferenceUid?: string | undefined;
  readonly seriesUid?: string | undefined;
}

/** What a segmentation or structure set says of the scan that it belongs to. */
export interface StatedBody {
  readonly patient: PatientIdentity;
  readonly frameOfReferenceUid: string | undefined;
  readonly referencedSeriesUids: readonly string[];
}

/**
 * Proves that structures belong to a scan's patient and coordinates, as far as both say so.
 *
 * @returns what stays open: `dicom/frame-of-reference-unknown`, or that the structures were made on another series of the same
 *   coordinates (`dicom/segmentation-of-another-series`)
 * @throws DicomError `dicom/another-patient`, `dicom/another-frame-of-reference`
 */
export function requireSameBody(stated: StatedBody, scan: BodyReference): readonly DicomCaution[] {
  const differing = scan.patient ? differingParts(stated.patient, scan.patient) : [];
  if (differing.length > 0)
    throw new DicomError(
      "dicom/another-patient",
      `the structures state another ${differing.join(" and ")} than the scan: they are of another patient, or one of the two was de-identified`,
      { differing },
    );
  const [own, wanted] = [stated.frameOfReferenceUid, scan.frameOfReferenceUid];
  if (own !== undefined && wanted !== undefined && own !== wanted)
    throw new DicomError(
      "dicom/another-frame-of-reference",
      "the structures state another frame of reference than the scan: their coordinates cannot be compared; they were made on another scan",
      { frameOfReferenceUid: own, scanFrameOfReferenceUid: wanted },
    );
  if (own === undefined || wanted === undefined)
    return [
      {
        code: "dicom/frame-of-reference-unknown",
        message:
          "the scan or the structures state no frame of reference: that they belong together rests on their coordinates alone; check the contours on the images",
        details: {},
      },
    ];
  if (scan.seriesUid === undefined || stated.referencedSeriesUids.length === 0) return [];
  if (stated.referencedSeriesUids.includes(scan.seriesUid)) return [];
  return [
    {
      code: "dicom/segmentation-of-another-series",
      message:
        "the structures were made on another series of the same coordinates: the liver may have moved with the breath between the two; check the contours on the images",
      details: { referencedSeries: stated.referencedSeriesUids.length },
    },
  ];
}

/** The parts of an identity that both state and that differ; names are compared without regard to case and separators. */
function differingParts(a: PatientIdentity, b: PatientIdentity): string[] {
  const plain = (value: string) =>
    value
      .toLowerCase()
      .replace(/[\^\s=]+/g, " ")
      .trim();
  const parts = { id: "patient id", name: "name", birthDate: "birth date" } as const;
  return (Object.keys(parts) as (keyof typeof parts)[])
    .filter((part) => a[part] !== undefined && b[part] !== undefined && plain(a[part]) !== plain(b[part]))
    .map((part) => parts[part]);
}
