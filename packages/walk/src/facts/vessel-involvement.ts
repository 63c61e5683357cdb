import type { PlanDocument } from "@cantlie/workup";
import type { AssessedCase } from "./assessed-case.ts";
import { lesionsInImages } from "./lesions-in-images.ts";

const PORTAL_VEINS = ["right portal vein", "left portal vein"] as const;
const HEPATIC_VEINS = ["right hepatic vein", "middle hepatic vein", "left hepatic vein"] as const;

/** Trunks that carry several of these veins. */
const TRUNKS: Readonly<Record<string, readonly string[]>> = {
  "main portal trunk": PORTAL_VEINS,
  "common trunk of middle and left hepatic veins": ["middle hepatic vein", "left hepatic vein"],
};

/** Whether lesions touch both portal veins; undefined where the images leave it open. */
export function bothPortalVeinsInvolved(assessed: AssessedCase): boolean | undefined {
  return allTouched(assessed, "portal", PORTAL_VEINS);
}

/** Whether lesions touch all three hepatic veins; undefined where the images leave it open. */
export function allHepaticVeinsInvolved(assessed: AssessedCase): boolean | undefined {
  return allTouched(assessed, "hepatic", HEPATIC_VEINS);
}

/**
 * Of each lesion only its longest contact with a tree is told. So contacts with all of the veins prove that all are touched, and no contact
 * at all that none is; what lies between proves nothing.
 */
function allTouched(assessed: AssessedCase, tree: "portal" | "hepatic", veins: readonly string[]): boolean | undefined {
  const lesions = lesionsInImages(assessed);
  const branches = assessed.imaged?.anatomy.trees[tree]?.branches;
  if (lesions === undefined || branches === undefined) return undefined;
  const places = lesions.map(({ nearest }) => nearest[tree]);
  if (places.some((place) => place === undefined)) return undefined;
  const contacts = places.filter((place) => place?.contactMm !== undefined);
  const touched = new Set(contacts.flatMap((place) => veinsAt(branches, place?.branch)));
  if (veins.every((vein) => touched.has(vein))) return true;
  return contacts.length === 0 ? false : undefined;
}

type Branches = NonNullable<PlanDocument["anatomy"]["trees"]["portal"]>["branches"];

function veinsAt(branches: Branches, id: string | undefined): readonly string[] {
  const name = branches.find((branch) => branch.id === id)?.name;
  return name === undefined ? [] : (TRUNKS[name] ?? [name]);
}
