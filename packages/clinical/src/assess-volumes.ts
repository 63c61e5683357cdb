import type { Body } from "./body/body.ts";
import { bodySurfaceDuBois } from "./body/bsa-dubois.ts";
import { bodySurfaceHaycock } from "./body/bsa-haycock.ts";
import { bodySurfaceMosteller } from "./body/bsa-mosteller.ts";
import type { Finding } from "./finding.ts";
import { flrOfBodyWeight } from "./remnant/flr-body-weight.ts";
import { flrOfMeasuredVolume } from "./remnant/flr-measured.ts";
import { remainingAnatomy } from "./remnant/flr-min-anatomy.ts";
import { flrOfEstimatedVolume } from "./remnant/flr-standardised.ts";
import { flrSufficiency } from "./remnant/flr-sufficiency.ts";
import { flrThresholds } from "./remnant/flr-thresholds.ts";
import type { Remnant } from "./remnant/remnant.ts";
import { DEFAULT_THRESHOLDS, type ThresholdPolicy } from "./remnant/threshold-policy.ts";
import { liverMassChan } from "./volume/vol-chan.ts";
import { liverMassChouker } from "./volume/vol-chouker.ts";
import { liverVolumeFeng } from "./volume/vol-feng.ts";
import { liverVolumeHeinemann } from "./volume/vol-heinemann.ts";
import { liverVolumeJohnson } from "./volume/vol-johnson.ts";
import { liverVolumeKorea, liverVolumeKoreaMosteller } from "./volume/vol-korea.ts";
import { liverVolumeUrata } from "./volume/vol-urata.ts";
import { liverVolumeVauthey } from "./volume/vol-vauthey.ts";
import { liverVolumeVautheyWeight } from "./volume/vol-vauthey-weight.ts";
import { liverMassYoshizumi } from "./volume/vol-yoshizumi.ts";
import { liverVolumeYu } from "./volume/vol-yu.ts";

/**
 * Every rule on volumes and remnants, in fixed order: the verdict first, then what it rests on, then ratios, then estimates.
 *
 * @throws RangeError if the tumours are not smaller than the liver
 */
export function assessVolumes(remnant: Remnant, policy: ThresholdPolicy = DEFAULT_THRESHOLDS): Finding[] {
  return [
    flrSufficiency(remnant, policy),
    ...flrThresholds(remnant, policy),
    flrOfBodyWeight(remnant, policy),
    remainingAnatomy(remnant),
    flrOfEstimatedVolume(remnant),
    flrOfEstimatedVolume(remnant, "VOL-URATA-1995"),
    flrOfEstimatedVolume(remnant, "VOL-HEINEMANN-1999"),
    flrOfMeasuredVolume(remnant),
    ...assessBody(remnant),
  ];
}

/** The rules that need nothing but the patient: body surface and estimates of the liver's size. */
export function assessBody(body: Body): Finding[] {
  return BODY_RULES.map((rule) => rule(body));
}

const BODY_RULES: readonly ((body: Body) => Finding)[] = [
  liverVolumeVauthey,
  liverVolumeVautheyWeight,
  liverVolumeUrata,
  liverVolumeHeinemann,
  liverVolumeKorea,
  liverVolumeKoreaMosteller,
  liverVolumeFeng,
  liverMassChan,
  liverMassChouker,
  liverVolumeYu,
  liverMassYoshizumi,
  liverVolumeJohnson,
  bodySurfaceMosteller,
  bodySurfaceDuBois,
  bodySurfaceHaycock,
];
