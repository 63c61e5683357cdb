/** One step of the walk, as it is told to users. */
export interface WalkStage {
  readonly name: string;
  readonly takes: string;
  readonly gives: string;
  /** where it is done */
  readonly by: string;
}

/** The stages in order; the table in the project's README is made from this list (`npm run docs`). */
export const WALK_STAGES: readonly WalkStage[] = [
  {
    name: "read",
    takes: "DICOM series, NIfTI or NRRD",
    gives: "an image volume in HU on a proven grid in patient LPS mm, or a coded refusal",
    by: "`dicom`, `formats`",
  },
  {
    name: "label",
    takes: "label maps on the image's grid",
    gives: "liver, lesions, portal and hepatic veins, cava, bile duct, artery, Couinaud segments",
    by: "`formats`, `dicom`",
  },
  {
    name: "lesions",
    takes: "labels",
    gives: "each lesion with volume, diameters, segments, distance and contact to vessels, cava, hilum",
    by: "`anatomy`",
  },
  { name: "trees", takes: "vessel masks", gives: "rooted portal and hepatic trees with named branches", by: "`anatomy`" },
  {
    name: "territories",
    takes: "trees, organ",
    gives: "every organ voxel attached to one centreline point of each tree; Couinaud segments",
    by: "`anatomy`",
  },
  {
    name: "candidates, parcels",
    takes: "anatomy, policy",
    gives: "every way of treating some lesions that liver and policy allow, and the pieces that none of them divides",
    by: "`planning`",
  },
  {
    name: "plans",
    takes: "parcels, policy, drawn plans",
    gives:
      "the Pareto set of their combinations, 3 to 7 plans of it to show, plans in two stages where one leaves too little, every named resection, and the plans that were drawn",
    by: "`planning`",
  },
  {
    name: "evaluate",
    takes: "anatomy, plan",
    gives: "volumes, margins, cut vessels, lost inflow, outflow and bile, transection surface, interval",
    by: "`planning`",
  },
  {
    name: "assess",
    takes: "plan numbers, patient",
    gives: "suitability, the order of operations, the timeline, and what every rule says as findings with their sources",
    by: "`clinical`, `pathway`",
  },
  {
    name: "report",
    takes: "the whole work-up",
    gives: "`plan.json`, `report.html` and `.pdf` for the meeting, `leaflet.html` and `.pdf` for the patient",
    by: "`workup`, `report`, `pdf`",
  },
];
