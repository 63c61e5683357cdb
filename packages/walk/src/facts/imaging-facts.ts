import type { Imaging } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { lesionsInImages } from "./lesions-in-images.ts";

/** What images the plan rests on: what the patient's file says of the CT, else what its headers say. */
export function imagingFacts(assessed: AssessedCase): Imaging {
  const { imaging, planning, chemotherapy, metastases } = assessed.patient ?? {};
  const scan = assessed.imaged?.scan;
  return {
    planningOn: planning?.on,
    // null is told: no CT was made
    ctOn: imaging?.ctOn === undefined ? scan?.acquiredOn : imaging.ctOn,
    ctPhase: imaging?.ctPhase,
    sliceThicknessMm: imaging?.ctSliceMm ?? scan?.sliceThicknessMm,
    mriOn: imaging?.mriOn,
    petOn: imaging?.petOn,
    lastChemotherapyOn: chemotherapy?.at(-1)?.lastOn,
    extrahepatic: metastases?.extrahepatic,
    disappearedLesions: lesionsInImages(assessed)?.filter(({ status }) => status === "disappeared").length,
  };
}
