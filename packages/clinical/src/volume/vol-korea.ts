import type { Body } from "../body/body.ts";
import { bodySurfaceDuBoisM2 } from "../body/bsa-dubois.ts";
import { bodySurfaceMostellerM2 } from "../body/bsa-mosteller.ts";
import type { Finding, Rule } from "../finding.ts";
import { fromBodySurface } from "./surface-formula.ts";

const SOURCE = { authors: "Liver volume of 1000 Korean donors", where: "synapse.koreamed.org 1040650" } as const;

export const VOL_KOREA: Rule = { id: "VOL-KOREA-1000", source: SOURCE, verification: "V1", population: "1000 Korean donors" };
export const VOL_KOREA_MOSTELLER: Rule = { ...VOL_KOREA, id: "VOL-KOREA-1000-MOSTELLER" };

/** Liver volume, mL: `908.204 · BSA − 464.728` with DuBois' body surface. */
export function liverVolumeKorea(body: Body): Finding {
  const liver = (surfaceM2: number) => 908.204 * surfaceM2 - 464.728;
  return fromBodySurface({ rule: VOL_KOREA, unit: "mL", liver, surfaceM2: bodySurfaceDuBoisM2 }, body);
}

/** Liver volume, mL: `893.485 · BSA − 439.169` with Mosteller's body surface. */
export function liverVolumeKoreaMosteller(body: Body): Finding {
  const liver = (surfaceM2: number) => 893.485 * surfaceM2 - 439.169;
  return fromBodySurface({ rule: VOL_KOREA_MOSTELLER, unit: "mL", liver, surfaceM2: bodySurfaceMostellerM2 }, body);
}
