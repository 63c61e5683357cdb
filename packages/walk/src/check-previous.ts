import type { PatientFile } from "@cantlie/workup";
import type { PreviousWorkUp, TodaysWorkUp } from "./growth.ts";
import { WalkError } from "./walk-error.ts";
import { weeksBetween } from "./weeks-between.ts";

/** Livers of one person differ by less, also after resection of a half or in the swelling of its regrowth. */
const LARGEST_VOLUME_RATIO = 2;

/** Adults do not grow, and two measurements of one height agree better than this. */
const SAME_HEIGHT_CM = 5;

/**
 * Refuses an earlier work-up that growth cannot be measured from. Files carry no identity: what is compared is sex, height, age and the
 * liver's size, the labels' bytes, and the dates that the patient's files tell.
 *
 * @throws WalkError `walk/previous-same-scan` if both rest on the same labels; `walk/previous-of-another` if they are not of one
 *   person; `walk/previous-not-earlier` if its scan is not the earlier one; `walk/scan-before-occlusion` if today's scan is not after
 *   the occlusion that the file tells of
 */
export function checkPrevious(previous: PreviousWorkUp, today: TodaysWorkUp, patient: PatientFile | undefined): void {
  refuseSameScan(previous, today);
  refuseOtherPerson(previous.patient, patient);
  refuseOtherLiver(previous, today);
  refuseOtherOrder(previous.patient?.imaging?.ctOn ?? undefined, patient);
}

/** Labels say more than the image: a scan may be stored in many forms. */
function refuseSameScan({ document }: PreviousWorkUp, { inputs }: TodaysWorkUp): void {
  const hashes = new Set(inputs.filter(({ role }) => role === "liver" || role === "image").map(({ sha256 }) => sha256));
  const same = document.inputs.find(({ role, sha256 }) => (role === "liver" || role === "image") && hashes.has(sha256));
  if (same === undefined) return;
  throw new WalkError(
    "walk/previous-same-scan",
    `the previous work-up was made from the same ${same.role} file as this one, expected an earlier scan; nothing grew between a scan and itself`,
    { role: same.role },
  );
}

function refuseOtherPerson(before: PatientFile | undefined, now: PatientFile | undefined): void {
  const refuse = (path: string, found: string | number, expected: string | number): never => {
    throw new WalkError(
      "walk/previous-of-another",
      `${path} is ${expected} in the previous work-up and ${found} in this one; they are probably of two patients`,
      { path },
    );
  };
  if (before?.sex !== undefined && now?.sex !== undefined && before.sex !== now.sex) refuse("sex", now.sex, before.sex);
  if (before?.heightCm !== undefined && now?.heightCm !== undefined)
    if (Math.abs(before.heightCm - now.heightCm) > SAME_HEIGHT_CM) refuse("heightCm", now.heightCm, before.heightCm);
  if (before?.ageYears !== undefined && now?.ageYears !== undefined && now.ageYears < before.ageYears)
    refuse("ageYears", now.ageYears, before.ageYears);
}

function refuseOtherLiver({ document }: PreviousWorkUp, { anatomy }: TodaysWorkUp): void {
  const [before, now] = [document.anatomy.liverVolumeMl, anatomy.liverVolumeMl];
  const ratio = Math.max(before, now) / Math.min(before, now);
  if (ratio <= LARGEST_VOLUME_RATIO) return;
  throw new WalkError(
    "walk/previous-of-another",
    `the liver measures ${before.toFixed(0)} mL in the previous work-up and ${now.toFixed(0)} mL in this one; they are probably of two patients, or one liver label is incomplete`,
    { path: "liverVolumeMl", previousMl: before, nowMl: now },
  );
}

function refuseOtherOrder(previousOn: string | undefined, patient: PatientFile | undefined): void {
  const ctOn = patient?.imaging?.ctOn ?? undefined;
  const occludedOn = patient?.history?.portalOcclusion?.on;
  if (ctOn !== undefined && previousOn !== undefined && weeksBetween(previousOn, ctOn) <= 0)
    throw new WalkError(
      "walk/previous-not-earlier",
      "imaging.ctOn of the previous work-up is not before that of this one; the two folders were probably exchanged",
      { path: "imaging.ctOn" },
    );
  if (ctOn !== undefined && occludedOn !== undefined && weeksBetween(occludedOn, ctOn) <= 0)
    throw new WalkError(
      "walk/scan-before-occlusion",
      "imaging.ctOn is not after history.portalOcclusion.on, expected a scan after the occlusion; one of the dates is probably mistyped, or the file belongs to a later scan",
      { path: "imaging.ctOn" },
    );
}
