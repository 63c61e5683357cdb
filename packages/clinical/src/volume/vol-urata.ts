import type { Body } from "../body/body.ts";
import type { Finding, Rule } from "../finding.ts";
import { fromBodySurface } from "./surface-formula.ts";

export const VOL_URATA: Rule = {
  id: "VOL-URATA-1995",
  source: {
    authors: "Urata K et al.",
    year: 1995,
    where: "Hepatology 21:1317",
    readIn: "Kawaguchi Y, Vauthey JN, J Surg Oncol 2019;119:594, table 1, doi 10.1002/jso.25430",
  },
  verification: "V2",
  population: "Japanese",
};

const WESTERN = "underestimates Caucasian livers, by 323 ± 336 g on average (Heinemann 1999)";

/** Standard liver volume, mL: `706.2 · BSA + 2.4`. */
export function liverVolumeUrata(body: Body): Finding {
  const liver = (surfaceM2: number) => 706.2 * surfaceM2 + 2.4;
  return fromBodySurface({ rule: VOL_URATA, unit: "mL", liver, cautions: () => [WESTERN] }, body);
}
