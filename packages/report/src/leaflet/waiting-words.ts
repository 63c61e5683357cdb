import type { PlanEntry } from "@cantlie/workup";
import type { Told } from "./leaflet-model.ts";
import { growthFigures } from "./published-facts.ts";

type Stage = PlanEntry["stages"][number];
type Technique = NonNullable<Stage["occlusion"]>["kind"];

/** What happens between two operations: what makes the liver grow, how long one waits, and how many get to the second. */
export function waitingSteps({ occlusion, occlude }: Stage): Told[] {
  if (occlude.length === 0 && occlusion === undefined)
    return [{ text: "In between. You get time to recover. A new scan shows how your liver is." }];
  const done = occlusion ? DONE[occlusion.kind] : UNTOLD;
  return [{ text: `In between. ${done} Then we wait while the part that stays grows.` }, waitTold(occlusion?.kind)];
}

const UNTOLD = "The team blocks the vein that feeds the part that will go. Ask how this is done.";

const DONE: Readonly<Record<Technique, string>> = {
  PVE: "A doctor blocks the vein that feeds the part that will go. This is done through the skin, with a thin tube.",
  PVL: "The surgeon ties off the vein that feeds the part that will go.",
  LVD: "A doctor blocks the veins into and out of the part that will go. This is done through the skin, with thin tubes.",
  ALPPS: "The surgeon ties off the vein that feeds the part that will go and parts the liver in two.",
};

/** Published for each technique; where nothing is, that is said. */
function waitTold(technique: Technique | undefined): Told {
  switch (technique) {
    case "PVE": {
      const wait = growthFigures("PVE", /usually (\d+) weeks later or more; up to (\d+) weeks/);
      return withReach(`This often takes ${wait.numbers[0]} to ${wait.numbers[1]} weeks.`, wait.source, reachAfterOcclusion());
    }
    case "PVL":
      return withReach("Your team will tell you how long this takes.", undefined, reachAfterOcclusion());
    case "ALPPS": {
      const wait = growthFigures("ALPPS", /second operation after (\d+) to (\d+) days/);
      const reach = growthFigures("ALPPS", /resection reached in (\d+) against/);
      return withReach(`This often takes ${wait.numbers[0]} to ${wait.numbers[1]} days.`, wait.source, {
        text: `In a trial, ${reach.numbers[0]} of 100 people had the second operation.`,
        source: reach.source,
      });
    }
    case "LVD": {
      const wait = growthFigures("LVD", /first volumetry at (\d+) to (\d+) weeks/);
      const reach = growthFigures("LVD", /\d+ of \d+ resected \((\d+) %\)/);
      return withReach(`A new scan is made after ${wait.numbers[0]} to ${wait.numbers[1]} weeks.`, wait.source, {
        text: `In a trial, ${reach.numbers[0]} of 100 people had the second operation.`,
        source: reach.source,
      });
    }
    case undefined: {
      const reach = growthFigures("two-stage hepatectomy", /(\d+) % completed; not completed/);
      return withReach("Your team will tell you how long this takes.", undefined, {
        text: `In a study, ${reach.numbers[0]} of 100 people had the second operation.`,
        source: reach.source,
      });
    }
  }
}

function reachAfterOcclusion(): { readonly text: string; readonly source: string } {
  const { numbers, source } = growthFigures("PVE or PVL", /(\d+) to (\d+) % never reach/);
  return {
    text: `Of 100 people, ${numbers[0]} to ${numbers[1]} never get to the second operation, most often because the cancer grows.`,
    source,
  };
}

function withReach(
  wait: string,
  waitSource: string | undefined,
  reach: { readonly text: string; readonly source: string },
): Told {
  return {
    text: `${wait} A new scan shows if you have enough liver. ${reach.text}`,
    sources: [...(waitSource === undefined ? [] : [waitSource]), reach.source],
  };
}
