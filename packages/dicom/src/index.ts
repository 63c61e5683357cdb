export { type ContrastPhase, statedContrastPhase } from "./contrast-phase.ts";
export {
  type DicomCaution,
  type DicomCautionCode,
  DicomError,
  type DicomErrorCode,
  type DicomErrorDetails,
} from "./dicom-error.ts";
export { type InspectedRefusal, type InspectedSeries, type Inspection, inspectFiles } from "./inspect.ts";
export { type DicomInstance, type ImageHeader, type InstanceHeader, type ParseOptions, parseInstance } from "./instance.ts";
export type { WritingContext } from "./objects/common-attributes.ts";
export { type ReadStructures, readStructures, type StructureScan } from "./objects/read-structures.ts";
export type { Code } from "./objects/sequence.ts";
export { readSourceSeries, type SliceReference, type SourceSeries } from "./objects/source-series.ts";
export {
  ANATOMICAL_STRUCTURE,
  couinaudCode,
  MORPHOLOGICALLY_ALTERED_STRUCTURE,
  SPATIAL_CONCEPT,
  STRUCTURE_CODES,
  type StructureName,
} from "./objects/structure-codes.ts";
export type { StructureOptions } from "./objects/structure-options.ts";
export { type UidOf, uidFromHash } from "./objects/uid-from-hash.ts";
export {
  type Measurement,
  type MeasurementGroup,
  PRIVATE_SCHEME,
  writeMeasurementReport,
} from "./objects/write-measurement-report.ts";
export {
  type SegmentToWrite,
  type SegmentVoxels,
  type WrittenSegmentation,
  writeSegmentation,
} from "./objects/write-segmentation.ts";
export type { SeriesOptions } from "./open-series.ts";
export { axisLetters, planeName } from "./orientation-names.ts";
export type { DicomFile } from "./parse-files.ts";
export type { PatientIdentity } from "./patient-identity.ts";
export type { PixelData } from "./pixel-data.ts";
export {
  type CodecBinaries,
  createPixelDecoders,
  type DecodedFrame,
  type FrameLayout,
  type PixelDecoder,
  type PixelDecoders,
} from "./pixel-decoders.ts";
export type { InflateRaw } from "./read-data-set.ts";
export { type DicomLabels, readLabelSeries, readMaskSeries } from "./read-labels.ts";
export { CT_PADDING_HU, type DicomVolume, readVolume } from "./read-volume.ts";
export type { ObjectKind } from "./sop-class.ts";
export { type StoredValues, storedValues } from "./stored-values.ts";
export type { PixelCodec, TransferSyntax } from "./transfer-syntax.ts";
