import type { Imaging } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { lesionsInImages } from "./lesions-in-images.ts";

/** What images the plan rests on. */
export function imagingFacts(assessed: AssessedCase): Imaging {
  const { imaging, planning, chemotherapy, metastases } = assessed.patient ?? {};
  return {
    planningOn: planning?.on,
    ctOn: imaging?.ctOn,
    ctPhase: imaging?.ctPhase,
    sliceThicknessMm: imaging?.ctSliceMm,
    mriOn: imaging?.mriOn,
    petOn: imaging?.petOn,
    lastChemotherapyOn: chemotherapy?.at(-1)?.lastOn,
    extrahepatic: metastases?.extrahepatic,
    disappearedLesions: lesionsInImages(assessed)?.filter(({ status }) => status === "disappeared").length,
  };
}
