import {
  type BranchTerritory,
  type LiverAnatomy,
  SEGMENTS,
  type TreeKind,
  territoryVolumes,
  type VesselTree,
} from "@cantlie/anatomy";
import { voxelsToMl } from "@cantlie/volume";
import type { PlanDocument } from "@cantlie/workup";
import { lesionSegments } from "./lesion-segments.ts";

type Section = PlanDocument["anatomy"];
type TreeSection = NonNullable<Section["trees"]["portal"]>;

const TREES: readonly TreeKind[] = ["portal", "hepatic", "bile", "artery"];

/** The `anatomy` part of plan.json. What was not labelled is absent. */
export function anatomySection(anatomy: LiverAnatomy): Section {
  const { grid, organ, lesionLabels, couinaud } = anatomy;
  // the former site of a lesion that has disappeared is liver again, though plans must deal with it
  const isTumour = (v: number): boolean =>
    organ[v] !== 0 && lesionLabels[v] !== 0 && anatomy.lesions[lesionLabels[v]! - 1]!.origin === "mask";
  const lumen =
    anatomy.vessels.portal !== undefined && anatomy.vessels.hepatic !== undefined ? Object.values(anatomy.vessels) : [];
  const segmentParts = lesionSegments(anatomy);
  return {
    liverVolumeMl: voxelsToMl(
      grid,
      countWhere(organ, (v) => organ[v] !== 0),
    ),
    tumourVolumeMl: voxelsToMl(grid, countWhere(organ, isTumour)),
    ...(lumen.length > 0 && {
      bloodFreeLiverVolumeMl: voxelsToMl(
        grid,
        countWhere(organ, (v) => organ[v] !== 0 && !lumen.some((mask) => mask[v] !== 0)),
      ),
    }),
    liverTouchesImageBorder: anatomy.liverTouchesImageBorder,
    lesions: anatomy.lesions.map((lesion, n) => ({ ...lesion, ...(segmentParts && { segmentParts: segmentParts[n]! }) })),
    trees: Object.fromEntries(
      TREES.flatMap((kind) => {
        const tree = anatomy.trees[kind];
        const territory = anatomy.territories[kind];
        return tree && territory ? [[kind, treeSection(tree, territoryVolumes(anatomy.grid, tree, territory))]] : [];
      }),
    ),
    ...(couinaud && {
      couinaud: {
        source: couinaud.source,
        completedMl: couinaud.completedMl,
        segments: Object.fromEntries(
          SEGMENTS.flatMap((segment) => {
            const volumeMl = couinaud.segmentMl[segment];
            return volumeMl === undefined ? [] : [[segment, { volumeMl }]];
          }),
        ),
      },
    }),
  };
}

function treeSection({ points, branches, roots, variants }: VesselTree, volumes: readonly BranchTerritory[]): TreeSection {
  return {
    rootsMm: roots.map((root) => pointAt(points.positionMm, root)),
    variants,
    branches: branches.map((branch, n) => ({
      id: branch.id,
      ...(branch.parent !== undefined && { parent: branches[branch.parent]!.id }),
      name: branch.name,
      nameConfidence: branch.nameConfidence,
      order: branch.order,
      lengthMm: branch.lengthMm,
      meanRadiusMm: branch.meanRadiusMm,
      atMm: branch.atMm,
      territoryMl: volumes[n]!.beyondMl,
      ambiguousMl: volumes[n]!.ambiguousMl,
      piece: branch.piece,
    })),
  };
}

function pointAt(positionMm: Float32Array, point: number): [number, number, number] {
  return [positionMm[3 * point]!, positionMm[3 * point + 1]!, positionMm[3 * point + 2]!];
}

function countWhere(values: ArrayLike<number>, holds: (index: number) => boolean): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) if (holds(index)) count++;
  return count;
}
