import type { LesionId, LiverAnatomy } from "@cantlie/anatomy";
import { PlanError } from "./plan-error.ts";

/** Index into `anatomy.lesions`. @throws PlanError `plan/unknown-lesion` */
export function lesionNumber(anatomy: LiverAnatomy, id: LesionId): number {
  const index = anatomy.lesions.findIndex((lesion) => lesion.id === id);
  if (index >= 0) return index;
  throw new PlanError(
    "plan/unknown-lesion",
    `there is no lesion ${id}; this liver has ${anatomy.lesions.length} lesions${anatomy.lesions.length > 0 ? ` (${anatomy.lesions[0]!.id} to ${anatomy.lesions.at(-1)!.id})` : ""}. The plan was probably made on another anatomy`,
    { lesion: id },
  );
}
