import type { Body } from "../body/body.ts";
import type { Finding, Rule } from "../finding.ts";
import { fromBodySurface } from "./surface-formula.ts";

export const VOL_VAUTHEY: Rule = {
  id: "VOL-VAUTHEY-2002",
  source: {
    authors: "Vauthey JN et al.",
    year: 2002,
    where: "Liver Transpl 8:233",
    readIn: "Ribero D et al., Ann Surg 2013, abstract, doi 10.1097/SLA.0000000000000213",
  },
  verification: "V2",
  population: "Western adults without cirrhosis",
};

/** One person's liver differs from the formula: R² is under 0.5. */
const INDIVIDUAL = "one person's liver volume is normally within 20 to 25 % of this estimate";

/** Total liver volume, mL: `−794.41 + 1267.28 · BSA` (Mosteller, which Vauthey is believed to have used). */
export function liverVolumeVauthey(body: Body): Finding {
  const liver = (surfaceM2: number) => -794.41 + 1267.28 * surfaceM2;
  return fromBodySurface({ rule: VOL_VAUTHEY, unit: "mL", liver, cautions: () => [INDIVIDUAL] }, body);
}
