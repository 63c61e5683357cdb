export { type AnatomyCautionCode, AnatomyError, type AnatomyErrorCode } from "./anatomy-error.ts";
export type { LesionNote } from "./apply-lesion-notes.ts";
export { type AnatomyOptions, buildAnatomy } from "./build-anatomy.ts";
export { type FramedLabels, frameOrgan } from "./frame-organ.ts";
export type { Lesion, LesionId, NearestStructure } from "./lesion.ts";
export type { AnatomyCaution, CouinaudMap, LiverAnatomy, OrganFrame } from "./liver-anatomy.ts";
export type { LiverLabels } from "./liver-labels.ts";
export { type RightLeftSplit, rightLeftSplit } from "./naming/right-left-split.ts";
export { ADJACENT_SEGMENTS, SEGMENT_VALUE, SEGMENTS, type Segment } from "./segment.ts";
export { attachTerritory, type TerritoryOptions } from "./territories.ts";
export { type BranchTerritory, territoryVolumes } from "./territory-volumes.ts";
export { branchesBeyond, type CutTree, pointsBeyond, pointsBeyondCuts, totalBeyond } from "./trees/subtree.ts";
export { type TracedVessel, traceVesselTree, type VesselInput } from "./trees/trace-vessel-tree.ts";
export { type SuppliedVessel, vesselTreeWithTerritory } from "./trees/vessel-tree-with-territory.ts";
export { type SupplyVessels, supplyVesselsInTurn } from "./vessel-systems.ts";
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
