import type { LiverFunction } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { NO_OPERATION, remnantFacts } from "./remnant-facts.ts";

/** What was measured of the liver's function, and the remnant that the plan leaves. */
export function liverFunctionFacts({ patient, imaged, plan }: AssessedCase): LiverFunction {
  const { laboratory, liver } = patient ?? {};
  return {
    ...remnantFacts(plan ?? NO_OPERATION, imaged?.anatomy, patient),
    bilirubinUmolPerL: laboratory?.bilirubinUmolPerL,
    albuminGPerL: laboratory?.albuminGPerL,
    inr: laboratory?.inr,
    platelets1e9PerL: laboratory?.platelets1e9PerL,
    creatinineUmolPerL: laboratory?.creatinineUmolPerL,
    sodiumMmolPerL: laboratory?.sodiumMmolPerL,
    astUPerL: laboratory?.astUPerL,
    astUpperLimitUPerL: laboratory?.astUpperLimitUPerL,
    altUPerL: laboratory?.altUPerL,
    ascites: liver?.ascites,
    encephalopathy: liver?.encephalopathy,
    icgR15Fraction: liver?.icgR15Fraction,
    limaxUgPerKgH: liver?.limaxUgPerKgH,
    mebrofeninPercentPerMin: liver?.mebrofenin?.totalPercentPerMin,
    mebrofeninFlrShareFraction: liver?.mebrofenin?.flrShareFraction,
  };
}
