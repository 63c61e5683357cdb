import type { OcclusionTechnique } from "@cantlie/clinical";
import { follows } from "./follows.ts";
import type { Interval, PathwayFacts } from "./timeline.ts";

/** From the occlusion over the scan to the operation that needed it. */
export function growthIntervals({ stages, occlusion }: PathwayFacts): Interval[] {
  if (occlusion === undefined) return stages === 1 ? [] : [STAGES_ALONE];
  const operation = stages === 1 ? "operation" : "stage-2";
  const { scan, resection } = TIMES[occlusion];
  return [
    ...(stages === 1 ? [] : [afterFirstStage(occlusion)]),
    { from: "occlusion", to: "re-scan", ...scan },
    follows("re-scan", operation, "the grown remnant is measured before anybody relies on it"),
    ...(resection === undefined ? [] : [{ from: "occlusion", to: operation, ...resection } as const]),
  ];
}

type Waiting = Omit<Interval, "from" | "to">;

const PORTAL: { readonly scan: Waiting; readonly resection: Waiting } = {
  scan: {
    atLeastDays: 21,
    atMostDays: 28,
    floorDays: 0,
    because: "most growth comes in the first weeks; the first scan is at 3 to 4 weeks",
    source: "first volumetry at 2 to 4 weeks in published series; median 27 days in PMC5901738",
    verification: "V2",
    cautions: ["flagged: the weeks are a default within what was read; the growth rate is judged at the first scan only"],
  },
  resection: {
    atLeastDays: 28,
    atMostDays: 56,
    // a scan before two weeks is in no series that was read, so nobody can know what has grown
    floorDays: 14,
    because: "the remnant needs weeks to grow: usually 4 to 6, up to 8; one week is too early after portal occlusion",
    source: "DRAGON collaborative, PubMed 33661306 (6 weeks or longer); PMC6414468 (up to 8 weeks)",
    verification: "V2",
    cautions: [
      "flagged: the lower end of 4 weeks was read in secondary texts only",
      "a second operation about a week later is what ALPPS does, not PVE",
      "20 to 40 % never reach it, mostly because the disease progresses while waiting",
    ],
  },
};

const TIMES: Readonly<Record<OcclusionTechnique, { readonly scan: Waiting; readonly resection?: Waiting }>> = {
  PVE: PORTAL,
  PVL: PORTAL,
  LVD: {
    scan: {
      atLeastDays: 14,
      atMostDays: 21,
      floorDays: 0,
      because: "after LVD the remnant is measured at 2 to 3 weeks",
      source: "HYPER-LIV01 protocol, BMC Cancer (2020); s12885-020-07065-z",
      verification: "V2",
      cautions: ["flagged: function lags behind volume; no interval from LVD to the operation was read"],
    },
  },
  ALPPS: {
    scan: {
      atLeastDays: 0,
      floorDays: 0,
      because: "the scan lies between the two operations",
      cautions: ["flagged: function lags behind volume"],
    },
    resection: {
      atLeastDays: 7,
      atMostDays: 14,
      floorDays: 0,
      because: "the second operation of ALPPS is at 7 to 14 days",
      source: "surgical reference page (1 to 2 weeks); trial registration NCT02203409 (9 to 13 days)",
      verification: "V2",
      cautions: ["flagged: early series had a morbidity of 53 to 73 % and a mortality of 12 to 27 %"],
    },
  },
};

const STAGES_ALONE = follows(
  "stage-1",
  "stage-2",
  "the second operation follows the first; how long after without an occlusion no text that was read says with weight",
);

/** Ligation is done in the first operation, embolisation after it. */
export function isInFirstOperation(occlusion: OcclusionTechnique): boolean {
  return occlusion === "PVL" || occlusion === "ALPPS";
}

function afterFirstStage(occlusion: OcclusionTechnique): Interval {
  return isInFirstOperation(occlusion)
    ? { ...follows("stage-1", "occlusion", "it is done in the first operation"), atMostDays: 0 }
    : follows("stage-1", "occlusion", "the remnant is freed of lesions before it is made to grow, since they would grow with it");
}
