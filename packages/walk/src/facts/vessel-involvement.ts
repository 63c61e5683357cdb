import type { PlanDocument } from "@cantlie/workup";
import type { AssessedCase } from "./assessed-case.ts";
import { type ImagedLesion, lesionsInImages } from "./lesions-in-images.ts";

const PORTAL_VEINS = ["right portal vein", "left portal vein"] as const;
const HEPATIC_VEINS = ["right hepatic vein", "middle hepatic vein", "left hepatic vein"] as const;

/** Trunks that carry several of these veins: who touches the trunk touches them all. */
const TRUNKS: Readonly<Record<string, readonly string[]>> = {
  "main portal trunk": PORTAL_VEINS,
  "common trunk of middle and left hepatic veins": ["middle hepatic vein", "left hepatic vein"],
};

/** Whether lesions touch both portal veins; undefined where the document leaves it open. */
export function bothPortalVeinsInvolved(assessed: AssessedCase): boolean | undefined {
  return allTouched(assessed, "portal", PORTAL_VEINS);
}

/** Whether lesions touch all three hepatic veins; undefined where the document leaves it open. */
export function allHepaticVeinsInvolved(assessed: AssessedCase): boolean | undefined {
  return allTouched(assessed, "hepatic", HEPATIC_VEINS);
}

/**
 * Of each lesion only its longest contact with a tree is told. Contacts with all of the veins prove that all are touched; one vein that
 * no lesion can reach, or no contact at all, proves that they are not.
 */
function allTouched(assessed: AssessedCase, tree: "portal" | "hepatic", veins: readonly string[]): boolean | undefined {
  const lesions = lesionsInImages(assessed);
  const branches = assessed.imaged?.anatomy.trees[tree]?.branches;
  if (lesions === undefined || branches === undefined) return undefined;
  const places = lesions.map(({ nearest }) => nearest[tree]);
  if (places.some((place) => place === undefined)) return undefined;
  const contacts = places.filter((place) => place?.contactMm !== undefined);
  const touched = new Set(contacts.flatMap((place) => veinsOf(branches.find(({ id }) => id === place?.branch))));
  if (veins.every((vein) => touched.has(vein))) return true;
  return contacts.length === 0 || veins.some((vein) => isOutOfReach(vein, branches, lesions)) ? false : undefined;
}

type Branch = NonNullable<PlanDocument["anatomy"]["trees"]["portal"]>["branches"][number];

function veinsOf(branch: Branch | undefined): readonly string[] {
  return branch === undefined ? [] : (TRUNKS[branch.name] ?? [branch.name]);
}

/** No point of a lesion is farther from its centroid than it is wide, none of a vessel farther from its middle than it is long. */
function isOutOfReach(vein: string, branches: readonly Branch[], lesions: readonly ImagedLesion[]): boolean {
  const parts = branches.filter((branch) => veinsOf(branch).includes(vein));
  const isFar = (part: Branch, { centroidMm, largestDiameterMm }: ImagedLesion): boolean => {
    const [x, y, z] = part.atMm;
    const distanceMm = Math.hypot(centroidMm[0] - x, centroidMm[1] - y, centroidMm[2] - z);
    // twice the mean radius: a vessel is wider where it begins
    return distanceMm > largestDiameterMm + part.lengthMm + 2 * part.meanRadiusMm;
  };
  return parts.some(({ name }) => name === vein) && parts.every((part) => lesions.every((lesion) => isFar(part, lesion)));
}
