import type { AnyFinding } from "../finding.ts";
import type { MetastaticDisease } from "./metastatic-disease.ts";
import { cure } from "./prog-cure.ts";
import { fong } from "./prog-fong.ts";
import { game } from "./prog-game.ts";
import { konopke } from "./prog-konopke.ts";
import { modifiedClinicalScore } from "./prog-mcs.ts";
import { nagashima, nagashimaPoints } from "./prog-nagashima.ts";
import { nordlinger, nordlingerPostoperative } from "./prog-nordlinger.ts";
import { survivalByNumber } from "./prog-number.ts";
import { recurrenceByFong, recurrenceByGame, recurrenceByMcs } from "./prog-plato.ts";
import { tumourBurden } from "./prog-tbs.ts";

/** Every rule on what follows a resection of colorectal metastases, in fixed order; for other primaries none applies. */
export function assessPrognosis(disease: MetastaticDisease): AnyFinding[] {
  return [
    fong(disease),
    game(disease),
    modifiedClinicalScore(disease),
    tumourBurden(disease),
    nordlinger(disease),
    nordlingerPostoperative(disease),
    konopke(disease),
    nagashima(disease),
    nagashimaPoints(disease),
    recurrenceByGame(disease),
    recurrenceByFong(disease),
    recurrenceByMcs(disease),
    survivalByNumber(disease),
    cure(disease),
  ];
}
