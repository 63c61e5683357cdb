/** What the interval is called wherever it stands. */
export const INTERVAL_NAME = "90\u202f% interval of the functional remnant (measurement only)";

/** How each kind of number is obtained: name and explanation. Labels refer to these by id. */
export const METHOD_NOTES = {
  volume: {
    name: "Volumes",
    text: "Number of voxels times the volume of one voxel, on the grid of the labels; nothing is resampled. The liver is the liver label joined with the lesions; vessels inside it count as liver. Volumes are shown rounded, so sums may differ in the last digit.",
  },
  diameter: {
    name: "Diameters",
    text: "Largest distance between two points of the lesion's surface, voxel extent included. The axial diameter is the same within one slice as acquired, as a radiologist measures.",
  },
  segments: {
    name: "Segments",
    text: "Couinaud segments that hold any part of the lesion, the largest share first.",
  },
  contact: {
    name: "Distance and contact",
    text: "Least distance between voxels of the lesion and of the vessel label, less half a voxel on either side. The contact length is the largest extent of the vessel's surface within one voxel of the lesion.",
  },
  branches: {
    name: "Vessel branches",
    text: "Centrelines of the vessel labels, directed from the portal trunk and from the mouths at the cava. Names follow from geometry and carry a confidence; what cannot be named safely is called unnamed.",
  },
  territory: {
    name: "Territories",
    text: "Each liver voxel belongs to the centreline point nearest along paths inside the liver, with the vessel's radius taken into account. Ambiguous is where another branch is at most 1.1 times as far.",
  },
  lost: {
    name: "Lost inflow, outflow and bile",
    text: "A branch is cut where its centreline enters the resected part; all remaining liver attached beyond the cut is lost to that tree. Without a label of the bile ducts or arteries they are assumed to follow the portal tree.",
  },
  functional: {
    name: "Functional remnant",
    text: "Liver that remains, less tumour, ablated liver and liver without inflow or bile, less f times the liver without outflow (congested). f = 1 counts congested liver as lost, f = 0 as fully working; the truth lies between.",
  },
  interval: {
    name: "90 % interval",
    text: "Of the functional remnant at the policy's f, about measurement only: from the border error of each label, which is alike over a few centimetres, from ambiguous territory, and from vessels that run at the cut. How the operation goes and how the liver grows are not in it. What weighs most on the verdict is told in points of the estimated share: of borders and territories half the interval that they alone would make, of the formula the most that Urata's or Heinemann's would change.",
  },
  sflr: {
    name: "Share of the estimated liver",
    text: "Functional remnant (f = 1) divided by the total liver volume that is estimated from body size by the formula named. A threshold is shown beside it only if it was derived on this denominator.",
  },
  flr: {
    name: "Share of the measured liver",
    text: "Functional remnant (f = 1) divided by measured liver less tumour.",
  },
  bodyWeight: {
    name: "Share of body weight",
    text: "Functional remnant, 1 mL taken as 1 g, divided by body weight; judged by the rule FLR-BW.",
  },
  probability: {
    name: "Probability above the threshold",
    text: "About measurement error only; it says nothing on which formula for the estimated liver is right.",
  },
  margin: {
    name: "Margins",
    text: "Least distance from the lesion to liver that remains, between voxel centres less the stated half-voxel bias. The margin at a vessel that the plan keeps (hepatic vein trunk, first or second order pedicle) is told apart as vascular, up to 20 mm: a vessel farther off is no constraint of this cut. Where it is below what image and execution can promise, R0 is not predictable.",
  },
  cuts: {
    name: "Cuts and transection",
    text: "Separate pieces of resected liver, and the area where resected and remaining liver meet.",
  },
  remaining: {
    name: "Remaining segments",
    text: "A segment remains if at least half of it works and its pedicle and drainage are intact. Fewer than two adjacent ones are insufficient whatever the volume.",
  },
  verification: {
    name: "Verification of sources",
    text: "V1: read in the original paper. V2: read in a secondary text. V3: textbook knowledge, not confirmed in a text. D: derived here by arithmetic.",
  },
} as const;

export type MethodId = keyof typeof METHOD_NOTES;
