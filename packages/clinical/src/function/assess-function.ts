import type { Finding } from "../finding.ts";
import { albi } from "./fun-albi.ts";
import { apri } from "./fun-apri.ts";
import { apriPlusAlbi } from "./fun-apri-albi.ts";
import { childPugh } from "./fun-child-pugh.ts";
import { fib4 } from "./fun-fib4.ts";
import { mebrofeninUptake } from "./fun-hbs.ts";
import { indocyanineGreen } from "./fun-icg-makuuchi.ts";
import { limaxOfRemnant } from "./fun-limax.ts";
import { meld } from "./fun-meld.ts";
import { meld3 } from "./fun-meld-3.ts";
import { meldSodium } from "./fun-meld-na.ts";
import type { LiverFunction } from "./liver-function.ts";

/**
 * Every rule on function before an operation, in fixed order: what is measured of the remnant, then the whole liver.
 *
 * @throws RangeError if the tumours are not smaller than the liver
 */
export function assessFunction(facts: LiverFunction): Finding[] {
  return [
    mebrofeninUptake(facts),
    limaxOfRemnant(facts),
    childPugh(facts),
    albi(facts),
    apri(facts),
    fib4(facts),
    apriPlusAlbi(facts),
    meld(facts),
    meldSodium(facts),
    meld3(facts),
    indocyanineGreen(facts),
  ];
}
