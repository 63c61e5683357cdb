import { type LiverAnatomy, SEGMENTS, type Territory, type TreeKind, type VesselTree } from "@cantlie/anatomy";
import { voxelsToMl } from "@cantlie/volume";
import type { PlanDocument } from "@cantlie/workup";

type Section = PlanDocument["anatomy"];
type TreeSection = NonNullable<Section["trees"]["portal"]>;

const TREES: readonly TreeKind[] = ["portal", "hepatic", "bile", "artery"];

/** The `anatomy` part of plan.json. What was not labelled is absent. */
export function anatomySection(anatomy: LiverAnatomy): Section {
  const { grid, organ, lesionLabels, couinaud } = anatomy;
  // the former site of a lesion that has disappeared is liver again, though plans must deal with it
  const isTumour = (v: number): boolean => lesionLabels[v] !== 0 && anatomy.lesions[lesionLabels[v]! - 1]!.origin === "mask";
  const lumen =
    anatomy.vessels.portal !== undefined && anatomy.vessels.hepatic !== undefined ? Object.values(anatomy.vessels) : [];
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
    lesions: anatomy.lesions,
    trees: Object.fromEntries(
      TREES.flatMap((kind) => {
        const tree = anatomy.trees[kind];
        return tree === undefined ? [] : [[kind, treeSection(anatomy, tree, anatomy.territories[kind])]];
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

function treeSection(anatomy: LiverAnatomy, tree: VesselTree, territory: Territory | undefined): TreeSection {
  const { points, branches } = tree;
  const volumes = territoryVolumes(anatomy, tree, territory);
  return {
    rootsMm: tree.roots.map((root) => pointAt(points.positionMm, root)),
    variants: tree.variants,
    branches: branches.map((branch, n) => ({
      id: branch.id,
      ...(branch.parent !== undefined && { parent: branches[branch.parent]!.id }),
      name: branch.name,
      nameConfidence: branch.nameConfidence,
      order: branch.order,
      lengthMm: branch.lengthMm,
      meanRadiusMm: branch.meanRadiusMm,
      atMm: branch.atMm,
      territoryMl: volumes.territoryMl[n]!,
      ambiguousMl: volumes.ambiguousMl[n]!,
      piece: branch.piece,
    })),
  };
}

/** Per branch: all that is attached to it or beyond it. Parents stand before children, so one pass from the end adds up subtrees. */
function territoryVolumes(anatomy: LiverAnatomy, tree: VesselTree, territory: Territory | undefined) {
  const voxels = new Float64Array(tree.branches.length);
  const ambiguous = new Float64Array(tree.branches.length);
  if (territory !== undefined)
    for (let v = 0; v < territory.point.length; v++) {
      const point = territory.point[v]!;
      if (point < 0) continue;
      const branch = tree.points.branch[point]!;
      voxels[branch]!++;
      if (territory.ambiguous[v] !== 0) ambiguous[branch]!++;
    }
  for (let n = tree.branches.length - 1; n >= 0; n--) {
    const parent = tree.branches[n]!.parent;
    if (parent === undefined) continue;
    voxels[parent]! += voxels[n]!;
    ambiguous[parent]! += ambiguous[n]!;
  }
  const ml = (count: number): number => voxelsToMl(anatomy.grid, count);
  return { territoryMl: Array.from(voxels, ml), ambiguousMl: Array.from(ambiguous, ml) };
}

function pointAt(positionMm: Float32Array, point: number): [number, number, number] {
  return [positionMm[3 * point]!, positionMm[3 * point + 1]!, positionMm[3 * point + 2]!];
}

function countWhere(values: ArrayLike<number>, holds: (index: number) => boolean): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) if (holds(index)) count++;
  return count;
}
