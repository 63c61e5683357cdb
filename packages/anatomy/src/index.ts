export { type AnatomyCautionCode, AnatomyError, type AnatomyErrorCode } from "./anatomy-error.ts";
export type { LesionNote } from "./apply-lesion-notes.ts";
export { type AnatomyOptions, buildAnatomy } from "./build-anatomy.ts";
export { type FramedLabels, frameOrgan } from "./frame-organ.ts";
export type { Lesion, LesionId, NearestStructure } from "./lesion.ts";
export type { AnatomyCaution, CouinaudMap, LiverAnatomy, OrganFrame } from "./liver-anatomy.ts";
export type { LiverLabels } from "./liver-labels.ts";
export { ADJACENT_SEGMENTS, SEGMENT_VALUE, SEGMENTS, type Segment } from "./segment.ts";
export type {
  BranchId,
  BranchName,
  CentrelinePoints,
  HepaticBranchName,
  PortalBranchName,
  Territory,
  TreeKind,
  VesselBranch,
  VesselTree,
} from "./vessel-tree.ts";
