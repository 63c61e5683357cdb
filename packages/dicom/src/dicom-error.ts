/** Every way in which DICOM input is refused. Public: shown by the command line, mapped to exit codes and screen texts. */
export type DicomErrorCode =
  // one file
  | "dicom/not-dicom"
  | "dicom/truncated"
  | "dicom/malformed"
  | "dicom/bad-number"
  | "dicom/missing-attribute"
  | "dicom/not-an-image"
  | "dicom/unsupported-transfer-syntax"
  | "dicom/unsupported-pixel-encoding"
  | "dicom/bad-pixel-data"
  | "dicom/colour-image"
  | "dicom/enhanced-multiframe"
  | "dicom/modality-lut"
  | "dicom/not-hounsfield"
  // one series
  | "dicom/localizer"
  | "dicom/secondary-capture"
  | "dicom/unsupported-modality"
  | "dicom/no-position"
  | "dicom/no-orientation"
  | "dicom/bad-orientation"
  | "dicom/no-pixel-spacing"
  | "dicom/mixed-orientation"
  | "dicom/mixed-size"
  | "dicom/mixed-spacing"
  | "dicom/mixed-modality"
  | "dicom/mixed-frame-of-reference"
  | "dicom/single-slice"
  | "dicom/duplicate-positions"
  | "dicom/missing-slice"
  | "dicom/uneven-slice-spacing"
  | "dicom/gantry-tilt"
  | "dicom/shifted-slices"
  | "dicom/mask-without-outside"
  | "dicom/lossy-mask"
  // several series
  | "dicom/several-patients"
  | "dicom/several-series"
  | "dicom/no-image-series"
  // segmentations and structure sets
  | "dicom/not-a-segmentation"
  | "dicom/not-a-structure-set"
  | "dicom/another-patient"
  | "dicom/another-frame-of-reference"
  | "dicom/segmentation-off-grid"
  | "dicom/segmentation-outside-image"
  | "dicom/segmentation-spacing-unclear"
  | "dicom/no-known-segments"
  | "dicom/ambiguous-segments"
  | "dicom/structure-set-without-image"
  | "dicom/contours-off-slices";

/** Facts behind a refusal: numbers, codes, paths. Never a patient's name, id or birth date. */
export type DicomErrorDetails = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/** A DICOM file, series or folder that cannot be used. The message says what was found, expected and probably meant. */
export class DicomError extends Error {
  override readonly name = "DicomError";
  readonly code: DicomErrorCode;
  readonly details: DicomErrorDetails;

  constructor(code: DicomErrorCode, message: string, details: DicomErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Something about the images that does not stop their use but that a person must know. */
export type DicomCautionCode =
  | "dicom/lossy-pixels"
  | "dicom/padding-replaced"
  | "dicom/padding-not-believed"
  | "dicom/thickness-differs-from-spacing"
  | "dicom/spacing-tag-differs"
  | "dicom/images-set-aside"
  | "dicom/files-ignored"
  | "dicom/other-series"
  | "dicom/fractional-threshold"
  | "dicom/segments-set-aside"
  | "dicom/segments-empty"
  | "dicom/couinaud-segments-overlap"
  | "dicom/segmentation-of-another-series"
  | "dicom/frame-of-reference-unknown"
  | "dicom/contours-between-slices";

export interface DicomCaution {
  readonly code: DicomCautionCode;
  readonly message: string;
  readonly details: DicomErrorDetails;
}
