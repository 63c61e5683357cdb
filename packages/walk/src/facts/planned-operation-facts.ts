import type { PlannedOperation } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { lesionsInImages, segmentsHolding } from "./lesions-in-images.ts";
import { liverFunctionFacts } from "./liver-function-facts.ts";
import { isMajor, mainOperation } from "./operations.ts";

/** The plan's largest operation and what bears on its difficulty. */
export function plannedOperationFacts(assessed: AssessedCase): PlannedOperation {
  const { patient, plan } = assessed;
  const main = plan && mainOperation(plan);
  const resected = main && lesionsInImages(assessed)?.filter(({ id }) => main.lesions.includes(id));
  return {
    operation: main?.operation,
    segments: main?.segments,
    isMajor: main && isMajor(main),
    tumourSegments: resected && [...new Set(resected.flatMap(segmentsHolding))].sort(),
    largestMm: resected && largest(resected.map(({ axialDiameterMm }) => axialDiameterMm)),
    nearMajorVessel:
      resected &&
      nearMajorVessel(
        assessed,
        resected.map(({ id }) => id),
      ),
    reconstruction: main && main.stage.reconstruct.length > 0,
    chemotherapyGiven: patient?.chemotherapy && patient.chemotherapy.length > 0,
    openLiverResection: patient?.history?.openLiverResection,
    liver: liverFunctionFacts(assessed),
  };
}

/** Main and second-order branches, the main hepatic veins and the cava are major vessels (as Iwate has it); they are near where they touch. */
function nearMajorVessel({ imaged }: AssessedCase, ids: readonly string[]): boolean | undefined {
  const { trees, lesions } = imaged!.anatomy;
  const mine = lesions.filter(({ id }) => ids.includes(id));
  const isMajorBranch = (tree: "portal" | "hepatic", id: string | undefined): boolean => {
    const branch = trees[tree]?.branches.find((one) => one.id === id);
    if (branch === undefined) return false;
    return tree === "portal" ? branch.order <= 2 : branch.name.endsWith("hepatic vein") || branch.name.startsWith("common trunk");
  };
  const touches = mine.some(
    ({ nearest }) =>
      nearest.cava?.contactMm !== undefined ||
      (["portal", "hepatic"] as const).some(
        (tree) => nearest[tree]?.contactMm !== undefined && isMajorBranch(tree, nearest[tree].branch),
      ),
  );
  if (touches) return true;
  const isKnown = mine.every(({ nearest }) => nearest.portal !== undefined && nearest.hepatic !== undefined);
  return isKnown ? false : undefined;
}

function largest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
