import type { BranchId, LesionId, LiverAnatomy, TreeKind } from "@cantlie/anatomy";
import { cross, length, type Plane, planeThrough, subtract, worldPoint } from "@cantlie/geometry";
import {
  type BranchReference,
  type LesionReference,
  type LesionWithMargin,
  type Plan,
  PlanError,
  type ResectionFinish,
  type ResectionShape,
  type Stage,
} from "@cantlie/planning";
import { InputError, type ResectionsFile } from "@cantlie/workup";
import { onOrganGrid } from "./on-organ-grid.ts";

type FilePlan = ResectionsFile["plans"][number];
type FileStage = FilePlan["stages"][number];
type FileResection = FileStage["resections"][number];
type Triple = readonly [number, number, number];

/** Masks named by `drawn` resections, by file name, on the labels' grid: one byte per voxel. */
export type DrawnMasks = ReadonlyMap<string, Uint8Array>;

/**
 * The plans of a `resections.json` as planning takes them, on the organ grid.
 *
 * @throws RangeError if a mask that the file names is not in `masks`
 * @throws PlanError `plan/degenerate-surface` for a plane without a direction or a patch without an area
 */
export function drawnPlans(file: ResectionsFile, anatomy: LiverAnatomy, masks: DrawnMasks): Plan[] {
  return file.plans.map((plan) => ({
    id: plan.id,
    name: plan.name ?? plan.id,
    origin: "drawn",
    family: plan.stages.length > 1 ? "two-stage" : plan.stages[0]!.ablations?.length ? "ablation-based" : "resection",
    why: "drawn by hand",
    stages: plan.stages.map((stage) => drawnStage(stage, anatomy, masks)),
  }));
}

/**
 * Everything that refers to a plan does so by its id: two of one id would be shown with each other's numbers.
 *
 * @throws InputError `resections/refused` naming each drawn plan whose id an automatic one or one before it has
 */
export function refuseSharedIds(drawn: readonly Plan[], automatic: readonly Plan[]): void {
  const taken = new Set(automatic.map(({ id }) => id));
  const refused = drawn.flatMap(({ id }, n) => {
    if (!taken.has(id)) {
      taken.add(id);
      return [];
    }
    return [{ path: `plans[${n}].id`, problem: `another plan is called "${id}"; give this one an id of its own` }];
  });
  if (refused.length > 0) throw new InputError("resections/refused", refused);
}

function drawnStage(stage: FileStage, anatomy: LiverAnatomy, masks: DrawnMasks): Stage {
  return {
    resections: stage.resections.map((resection) => ({ ...drawnShape(resection, anatomy, masks), ...finish(resection) })),
    keep: (stage.keep ?? []).map(branchReference),
    ...(stage.refitMm !== undefined && { refitMm: stage.refitMm }),
    reconstruct: (stage.reconstruct ?? []).map(branchReference),
    occlude: (stage.occlude ?? []).map(branchReference),
    ...(stage.occlusion && { occlusion: stage.occlusion }),
    surveil: (stage.surveil ?? []).map(lesionReference),
    ablations: (stage.ablations ?? []).map((ablation) => ({
      ...lesionReference(ablation),
      radiiMm: ablation.radiiMm,
      ...(ablation.centreMm && { centreMm: worldPoint(...ablation.centreMm) }),
    })),
  };
}

function finish({ keep, take, closed }: FileResection): ResectionFinish {
  return {
    ...(keep && { keep: keep.map(branchReference) }),
    ...(take && { take: take.map(branchReference) }),
    ...(closed && { closed }),
  };
}

function drawnShape(resection: FileResection, anatomy: LiverAnatomy, masks: DrawnMasks): ResectionShape {
  switch (resection.kind) {
    case "segments":
      return { kind: "segments", segments: resection.segments, ...extension(resection) };
    case "territory":
      return {
        kind: "territory",
        tree: resection.tree,
        branches: resection.branches as BranchId[],
        ...(resection.atMm && { atMm: resection.atMm.map((at) => worldPoint(...at)) }),
        ...extension(resection),
      };
    case "wedge":
      return {
        kind: "wedge",
        marginMm: resection.marginMm,
        ...(resection.mergedWith && { mergedWith: resection.mergedWith.map(lesionReference) }),
        ...lesionReference(resection),
      };
    case "surface":
      if ("plane" in resection) return { kind: "surface", plane: drawnPlane(resection.plane) };
      refuseWithoutArea(resection.bezier.pointsMm);
      return {
        kind: "surface",
        bezier: { pointsMm: resection.bezier.pointsMm.map((row) => row.map((point) => worldPoint(...point))) },
        resectedSide: resection.resectedSide,
      };
    case "drawn": {
      const mask = masks.get(resection.file);
      if (mask === undefined) throw new RangeError(`masks has no ${resection.file}`);
      return { kind: "drawn", name: resection.file, mask: onOrganGrid(mask, anatomy.frame) };
    }
  }
}

function extension({ around }: Extract<FileResection, { around?: unknown }>): { around?: LesionWithMargin[] } {
  return { ...(around && { around: around.map((one) => ({ ...lesionReference(one), marginMm: one.marginMm })) }) };
}

function drawnPlane({ pointMm, normal }: { readonly pointMm: Triple; readonly normal: Triple }): Plane {
  const size = length(normal);
  if (size > 0 && Number.isFinite(size)) return planeThrough(worldPoint(...pointMm), normal);
  throw new PlanError(
    "plan/degenerate-surface",
    `a plane has the normal [${normal.join(", ")}], expected a direction; the plane was probably not drawn to its end`,
  );
}

/** A step of a millimetre beside one of a micrometre: less is no surface that anyone drew. */
const LEAST_AREA_MM2 = 1e-3;

/**
 * A patch whose steps from control point to control point are parallel, along rows and across them, is a line or a point: it has no sides.
 *
 * @throws PlanError `plan/degenerate-surface`
 */
function refuseWithoutArea(pointsMm: readonly (readonly Triple[])[]): void {
  const along = pointsMm.flatMap((row) => row.slice(1).map((point, n) => subtract(point, row[n]!)));
  const across = pointsMm.slice(1).flatMap((row, n) => row.map((point, m) => subtract(point, pointsMm[n]![m]!)));
  if (along.some((a) => across.some((b) => length(cross(a, b)) > LEAST_AREA_MM2))) return;
  throw new PlanError(
    "plan/degenerate-surface",
    "the control points of a Bézier patch lie on one line or in one point, expected a surface; the patch was probably not drawn to its end",
  );
}

function branchReference(reference: { tree: TreeKind; branch: string; atMm?: Triple | undefined }): BranchReference {
  return {
    tree: reference.tree,
    branch: reference.branch as BranchId,
    ...(reference.atMm && { atMm: worldPoint(...reference.atMm) }),
  };
}

function lesionReference(reference: { lesion: string; atMm?: Triple | undefined }): LesionReference {
  return { lesion: reference.lesion as LesionId, ...(reference.atMm && { atMm: worldPoint(...reference.atMm) }) };
}
