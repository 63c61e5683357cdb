import { type Grid, type Kernels, voxelsToMl } from "@cantlie/volume";
import { AnatomyError, anatomyCaution } from "./anatomy-error.ts";
import type { FramedLabels } from "./frame-organ.ts";
import type { AnatomyCaution } from "./liver-anatomy.ts";
import type { LiverLabels } from "./liver-labels.ts";

/**
 * Volumes outside which a liver mask is doubted, mL. Adult livers are 600 to 3000 mL; a remnant shortly after a major
 * resection can be 300, a fatty or polycystic liver 6000.
 */
const PLAUSIBLE_LIVER_ML: readonly [number, number] = [300, 6000];

/** A second piece of liver above this is more than a stray voxel cloud: the volume that the planner calls dead liver too. */
const BIG_PIECE_ML = 10;

/**
 * Whether the organ can be the liver of a patient: its volume, its pieces, the image's border.
 *
 * @throws AnatomyError `anatomy/spacing-lost` if the volume is implausible and the spacing is exactly 1×1×1 mm
 */
export function checkLiver(labels: LiverLabels, framed: FramedLabels, kernels: Kernels): AnatomyCaution[] {
  const cautions: AnatomyCaution[] = [];
  const { grid } = framed.frame;
  const pieces = [...kernels.connectedComponents(framed.organ, grid, 26).sizes].sort((a, b) => b - a);
  const volumeMl = voxelsToMl(
    grid,
    pieces.reduce((sum, voxels) => sum + voxels, 0),
  );
  cautions.push(...volumeCautions(volumeMl, labels.grid, framed.liverTouchesImageBorder));
  if (framed.liverTouchesImageBorder)
    cautions.push(
      anatomyCaution("anatomy/liver-touches-border", {
        found: "liver in the outermost voxels of the image",
        expected: "the whole liver inside the image",
        probably: "a liver that is cut off: every volume here is a lower bound",
        details: { volumeMl },
      }),
    );
  const big = pieces.slice(1).filter((voxels) => voxelsToMl(grid, voxels) >= BIG_PIECE_ML);
  if (big.length > 0)
    cautions.push(
      anatomyCaution("anatomy/liver-in-pieces", {
        found: `${big.length} more piece${big.length > 1 ? "s" : ""} of liver, ${big.map((n) => voxelsToMl(grid, n).toFixed(0)).join(", ")} mL`,
        expected: "one connected liver",
        probably: "other tissue in the mask, or liver missing between the pieces",
        details: { pieces: big.length + 1 },
      }),
    );
  return cautions;
}

function volumeCautions(volumeMl: number, grid: Grid, cutOff: boolean): AnatomyCaution[] {
  const [leastMl, mostMl] = PLAUSIBLE_LIVER_ML;
  if (volumeMl >= leastMl && volumeMl <= mostMl) return [];
  const doubt = {
    found: `a liver of ${volumeMl.toFixed(volumeMl < 10 ? 1 : 0)} mL at a spacing of ${grid.spacingMm.join("×")} mm`,
    expected: `between ${leastMl} and ${mostMl} mL`,
    details: { volumeMl, leastMl, mostMl },
  };
  if (grid.spacingMm.every((spacing) => spacing === 1))
    throw new AnatomyError("anatomy/spacing-lost", {
      ...doubt,
      probably: "an image whose voxel size was lost and replaced by 1×1×1 mm: every length and volume would be wrong",
    });
  const probably = cutOff
    ? "a liver of which the image holds only a part"
    : "a mask that is not the whole liver, or not only the liver";
  return [anatomyCaution("anatomy/implausible-liver-volume", { ...doubt, probably })];
}
