import { DicomError } from "./dicom-error.ts";
import type { DicomInstance, InstanceHeader } from "./instance.ts";
import { patientKey } from "./patient-identity.ts";
import type { Slice } from "./series-geometry.ts";
import type { ObjectKind } from "./sop-class.ts";
import { requireGreyFrame } from "./stored-values.ts";

/** An object of a folder with the path that it came from. */
export interface FiledInstance extends Pick<DicomInstance, "header" | "patient"> {
  readonly path: string;
}

/** The images of one series of one patient, apart from those that are no slices of a volume. */
export interface Series<F extends FiledInstance = FiledInstance> {
  readonly patientKey: string;
  readonly seriesUid: string | undefined;
  readonly slices: readonly (F & Slice)[];
  readonly setAside: readonly SetAside[];
}

/** An image that is no slice, and why. */
export interface SetAside {
  readonly path: string;
  readonly refusal: DicomError;
}

/**
 * Groups images by patient and series; objects that are no images are left out. The order of files does not matter:
 * series come by study, number and UID, slices by path.
 *
 * @param accept throws DicomError for an image that cannot be a slice
 */
export function groupSeries<F extends FiledInstance>(files: readonly F[], accept: (header: InstanceHeader) => void): Series<F>[] {
  const groups = new Map<string, F[]>();
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (!file.header.image || !IMAGE_KINDS.has(file.header.kind)) continue;
    const key = `${patientKey(file.patient)}\n${file.header.seriesUid ?? ""}`;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()].sort(byStudyAndNumber).map((group) => partSlices(group, accept));
}

/** Segmentations and dose grids have pixels too, but are read by their own rules. */
const IMAGE_KINDS: ReadonlySet<ObjectKind> = new Set([
  "ct",
  "mr",
  "multiframe-image",
  "secondary-capture",
  "other-image",
  "other",
]);

function byStudyAndNumber([a]: readonly FiledInstance[], [b]: readonly FiledInstance[]): number {
  const key = ({ header }: FiledInstance) =>
    [header.studyUid ?? "", String(header.seriesNumber ?? 0).padStart(12, "0"), header.seriesUid ?? ""].join("\n");
  return key(a!) < key(b!) ? -1 : key(a!) > key(b!) ? 1 : a!.path < b!.path ? -1 : 1;
}

function partSlices<F extends FiledInstance>(group: readonly F[], accept: (header: InstanceHeader) => void): Series<F> {
  const slices: (F & Slice)[] = [];
  const setAside: SetAside[] = [];
  for (const file of group) {
    try {
      const image = requireGreyFrame(file);
      accept(file.header);
      slices.push({ ...file, image });
    } catch (error) {
      if (!(error instanceof DicomError)) throw error;
      setAside.push({ path: file.path, refusal: error });
    }
  }
  return { patientKey: patientKey(group[0]!.patient), seriesUid: group[0]!.header.seriesUid, slices, setAside };
}

/**
 * Accepts single-frame CT and MR slices of the body.
 *
 * @throws DicomError `dicom/localizer`, `dicom/secondary-capture`, `dicom/unsupported-modality`, `dicom/modality-lut`,
 *   `dicom/not-hounsfield`
 */
export function acceptScan(header: InstanceHeader): void {
  const { kind, kindName, imageType, image } = header;
  if (imageType.some((value) => value.startsWith("LOCALIZER")))
    throw new DicomError("dicom/localizer", "a localizer (scout) is no slice of a volume");
  if (kind === "secondary-capture" || imageType.includes("SCREEN SAVE"))
    throw new DicomError("dicom/secondary-capture", "a secondary capture is a picture of a screen, not a measured image");
  if (kind !== "ct" && kind !== "mr")
    throw new DicomError("dicom/unsupported-modality", `${kindName}, expected CT or MR images`, { kind });
  if (image?.hasModalityLut)
    throw new DicomError(
      "dicom/modality-lut",
      "values are given by a modality look-up table, expected rescale slope and intercept",
    );
  if (kind !== "ct" || !image) return;
  if (!image.rescale)
    throw new DicomError(
      "dicom/not-hounsfield",
      "a CT image without Rescale Slope and Intercept: its Hounsfield units are unknown",
    );
  if (image.rescaleType !== undefined && image.rescaleType !== "HU" && image.rescaleType !== "US")
    throw new DicomError("dicom/not-hounsfield", "the CT values are not Hounsfield units: probably a dual-energy map");
}

/** Accepts any grey single-frame image: masks are written as CT, MR or secondary captures. */
export function acceptMask(header: InstanceHeader): void {
  if (header.image?.hasModalityLut)
    throw new DicomError("dicom/modality-lut", "a mask with a modality look-up table is not understood");
}
