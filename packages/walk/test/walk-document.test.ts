import { planeThrough, signedDistanceMm, worldPoint } from "@cantlie/geometry";
import { makePhantom } from "@cantlie/phantoms";
import { stateOnGrid, VOXEL_STATE } from "@cantlie/planning";
import { indexToWorld, voxelsToMl } from "@cantlie/volume";
import { INTENDED_USE, type PlanEntry, planDocument } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { PATIENT, resections, walkWith } from "./tube-liver.ts";

const PHANTOM = makePhantom({ seed: 7, spacingMm: [3, 3, 3], terminals: 40 });
const { couinaud: _, bileDuct: __, ...LABELS } = PHANTOM.labels;
const SEARCHED = walkWith({ labels: LABELS, image: PHANTOM.ct, patient: PATIENT });
const { anatomy: FOUND } = SEARCHED.document;
const RIGHT_PORTAL = FOUND.trees.portal!.branches.find(({ name }) => name === "right portal vein")!;
const LEFT_PORTAL = FOUND.trees.portal!.branches.find(({ name }) => name === "left portal vein")!;
const RIGHT_VEIN = FOUND.trees.hepatic!.branches.find(({ name }) => name === "right hepatic vein")!;
const PLANE = { pointMm: [-40, 0, 0], normal: [-1, 0.2, 0.3] } as const;
/** A slanting sheet of control points, 100 mm apart, that reaches past the liver on all sides. */
const SHEET = [0, 1, 2, 3].map((a) =>
  [0, 1, 2, 3].map((b): [number, number, number] => [-60 + 6 * a * b, -150 + 100 * a, -150 + 100 * b]),
);
const EVERY_OTHER_SLICE = Uint8Array.from(
  LABELS.liver,
  (_value, at) => Math.floor(at / (PHANTOM.grid.size[0] * PHANTOM.grid.size[1])) % 2,
);

/** Every kind of resection and of treatment that a file can hold, and a plan in two stages. */
const DRAWN = resections({
  segments: [{ resections: [{ kind: "segments", segments: ["2", "3"] }] }],
  territory: [
    { resections: [{ kind: "territory", tree: "portal", branches: [RIGHT_PORTAL.id], atMm: [[...RIGHT_PORTAL.atMm]] }] },
  ],
  wedge: [{ resections: [{ kind: "wedge", lesion: "L2", marginMm: 10 }] }],
  plane: [{ resections: [{ kind: "surface", plane: { pointMm: [...PLANE.pointMm], normal: [...PLANE.normal] } }] }],
  patch: [{ resections: [{ kind: "surface", bezier: { pointsMm: SHEET }, resectedSide: "positive" }] }],
  "patch-other-side": [{ resections: [{ kind: "surface", bezier: { pointsMm: SHEET }, resectedSide: "negative" }] }],
  mask: [{ resections: [{ kind: "drawn", file: "slices.nii" }] }],
  nothing: [{ resections: [] }],
  ablation: [
    { resections: [], ablations: FOUND.lesions.map(({ id, largestDiameterMm: d }) => ({ lesion: id, radiiMm: [d, d, d] })) },
  ],
  watched: [{ resections: [], surveil: FOUND.lesions.map(({ id }) => ({ lesion: id })) }],
  kept: [
    {
      resections: [{ kind: "segments", segments: ["6", "7"] }],
      keep: [{ tree: "hepatic", branch: RIGHT_VEIN.id, atMm: [...RIGHT_VEIN.atMm] }],
      reconstruct: [{ tree: "hepatic", branch: RIGHT_VEIN.id }],
    },
  ],
  staged: [
    { resections: [{ kind: "wedge", lesion: "L2", marginMm: 5 }], occlude: [{ tree: "portal", branch: RIGHT_PORTAL.id }] },
    { resections: [{ kind: "segments", segments: ["5", "6", "7", "8"] }] },
  ],
  left: [{ resections: [{ kind: "territory", tree: "portal", branches: [LEFT_PORTAL.id] }] }],
});

const WALKED = walkWith({
  labels: LABELS,
  image: PHANTOM.ct,
  patient: PATIENT,
  drawn: { file: DRAWN, masks: new Map([["slices.nii", EVERY_OTHER_SLICE]]) },
  inputs: [{ role: "liver", sha256: "0".repeat(64) }],
  cautions: [{ code: "test/read-with-doubt", message: "a doubt of reading", details: { slice: 4 } }],
});
const { document: DOCUMENT, anatomy: ANATOMY, evaluations: EVALUATIONS } = WALKED;
const ML_PER_VOXEL = voxelsToMl(ANATOMY.grid, 1);
const ORGAN_VOXELS = count(ANATOMY.organ, (inside) => inside !== 0);

const stateOf = (id: string): Uint8Array => stateOnGrid(ANATOMY.grid, EVALUATIONS.get(id)!.state);
const plan = (id: string): PlanEntry => DOCUMENT.plans.find((one) => one.id === id)!;
const voxels = (ml: number): number => {
  const whole = Math.round(ml / ML_PER_VOXEL);
  // a volume is a count times the volume of a voxel: what is no whole count (but for rounding) was not counted
  expect(Math.abs(ml / ML_PER_VOXEL - whole)).toBeLessThan(1e-6);
  return whole;
};

describe("plan.json of a synthetic patient", () => {
  test("is what the schema says, and survives being written and read", () => {
    const read: unknown = JSON.parse(JSON.stringify(DOCUMENT));
    expect(planDocument.parse(read)).toEqual(read);
    expect(read).toEqual(DOCUMENT);
  });

  test("[UNK-01] holds no NaN, null, undefined or infinite number anywhere", () => {
    const wrong = leaves(DOCUMENT).filter(({ value }) => value == null || (typeof value === "number" && !Number.isFinite(value)));
    expect(wrong).toEqual([]);
    expect(JSON.stringify(DOCUMENT)).not.toMatch(/\bNaN\b|\bundefined\b|\bInfinity\b/);
  });

  test("[USE-01] says what it is for", () => {
    expect(DOCUMENT.intendedUse).toBe(INTENDED_USE);
    expect(INTENDED_USE).toMatch(/research and teaching.*not a medical device.*not for treatment/i);
  });

  test("names every quantity with its unit", () => {
    const withUnit = /(Mm|Mm2|Ml|Hu|Kg|Cm|Years|Fraction|PerWeek|Points|Days)$|^weeks$|^month$/;
    // counts, ranks, probabilities, a version; the values of a finding and of its groups have their unit beside them, a plane's normal has none
    const without = new Set([
      "schemaVersion",
      "order",
      "piece",
      "cuts",
      "evaluations",
      "bounds",
      "paretoPlans",
      "count",
      "nameConfidence",
      "probabilityAboveThreshold",
      "normal",
      "value",
      "interval",
      "low",
      "mean",
      "high",
      "patients",
    ]);
    const numbers = leaves(DOCUMENT).filter(({ value, path }) => typeof value === "number" && !path.includes("details"));
    expect(numbers.length).toBeGreaterThan(1000);
    const names = new Set(numbers.map(({ path }) => path.filter((part) => Number.isNaN(Number(part))).at(-1)!));
    expect([...names].filter((name) => !withUnit.test(name) && !without.has(name))).toEqual([]);
    for (const { findings } of DOCUMENT.plans)
      for (const finding of findings) if (finding.value !== undefined) expect(finding.unit, finding.rule).toBeDefined();
  });

  test("carries the doubts of reading beside those of the anatomy, and the inputs", () => {
    expect(DOCUMENT.cautions.map(({ code }) => code)).toEqual(["test/read-with-doubt", "anatomy/segment-1-assumed"]);
    expect(DOCUMENT.inputs).toEqual([{ role: "liver", sha256: "0".repeat(64) }]);
  });
});

describe("volumes of every plan, against its voxels", () => {
  test("[PLN-01] resected and remnant are the organ, voxel for voxel, after the last stage and after each", () => {
    expect(ORGAN_VOXELS).toBe(count(LABELS.liver, (inside, at) => inside !== 0 || LABELS.lesions[at] !== 0));
    expect(voxels(FOUND.liverVolumeMl)).toBe(ORGAN_VOXELS);
    expect(DOCUMENT.plans.length).toBeGreaterThan(20);
    for (const { id, volumes, stages } of DOCUMENT.plans)
      for (const one of [volumes, ...stages.map((stage) => stage.volumes)])
        expect(voxels(one.resectedMl) + voxels(one.remnantMl), id).toBe(ORGAN_VOXELS);
  });

  test("[FLR-01] each volume is the count of its state, and the states share out the organ", () => {
    for (const { id, volumes } of DOCUMENT.plans) {
      const state = stateOf(id);
      const counted = (name: keyof typeof VOXEL_STATE): number => count(state, (value) => value === VOXEL_STATE[name]);
      expect(
        state.every((value, at) => (value === VOXEL_STATE.outside) === (ANATOMY.organ[at] === 0)),
        id,
      ).toBe(true);
      expect(voxels(volumes.resectedMl), id).toBe(counted("resected"));
      const tumourLeft = count(state, (value, at) => value === VOXEL_STATE.tumour && !isAblated(id, at));
      expect(voxels(volumes.tumourLeftMl), id).toBe(tumourLeft);
      expect(voxels(volumes.functionalRemnantIgnoringCongestionMl!), id).toBe(counted("functional") + counted("noOutflow"));
      expect(voxels(volumes.functionalRemnantFullCongestionMl!), id).toBe(counted("functional"));
      // the policy's factor is 1
      expect(volumes.functionalRemnantMl, id).toBe(volumes.functionalRemnantFullCongestionMl);
      const healthyResected = count(state, (value, at) => value === VOXEL_STATE.resected && ANATOMY.lesionLabels[at] === 0);
      expect(voxels(volumes.healthyResectedMl), id).toBe(healthyResected);
    }
  });

  test("the interval holds the volume it is of, and no remnant exceeds the liver", () => {
    for (const { id, volumes } of DOCUMENT.plans) {
      const [low, high] = volumes.intervalMl!;
      expect(low, id).toBeLessThanOrEqual(volumes.functionalRemnantMl!);
      expect(high, id).toBeGreaterThanOrEqual(volumes.functionalRemnantMl!);
      expect(volumes.functionalRemnantIgnoringCongestionMl!, id).toBeLessThanOrEqual(volumes.remnantMl);
    }
  });
});

describe("lesions", () => {
  test("[PLN-02] a plan clears the disease exactly if no lesion voxel is left untreated", () => {
    for (const { id, clearsDisease } of DOCUMENT.plans) {
      const state = stateOf(id);
      const isLeft = ANATOMY.lesionLabels.some(
        (lesion, at) => lesion !== 0 && state[at] === VOXEL_STATE.tumour && !isAblated(id, at),
      );
      expect(clearsDisease, id).toBe(!isLeft);
    }
    expect(plan("nothing")).toMatchObject({
      clearsDisease: false,
      givesUp: expect.stringMatching(/^leaves L1, L2, L3 in place/),
    });
    expect(plan("watched").clearsDisease).toBe(false);
    expect(plan("ablation").clearsDisease).toBe(true);
  });

  test("each has exactly one margin per plan and stage, of the kind that its voxels tell", () => {
    const ids = FOUND.lesions.map(({ id }) => id);
    for (const { id, margins, stages } of DOCUMENT.plans) {
      for (const list of [margins, ...stages.map((stage) => stage.margins)])
        expect(list.map(({ lesion }) => lesion).sort(), id).toEqual(ids);
      const state = stateOf(id);
      margins.forEach(({ lesion, kind }) => {
        const number = ids.indexOf(lesion) + 1;
        const isResected = ANATOMY.lesionLabels.every((label, at) => label !== number || state[at] === VOXEL_STATE.resected);
        expect(kind === "resected", `${id} ${lesion}`).toBe(isResected);
      });
    }
    expect(new Set(plan("watched").margins.map(({ kind }) => kind))).toEqual(new Set(["surveilled"]));
    expect(new Set(plan("ablation").margins.map(({ kind }) => kind))).toEqual(new Set(["ablation"]));
  });

  test("are those of the phantom: volume, place, and largest first", () => {
    const truth = [...PHANTOM.truth.lesions].sort((a, b) => b.volumeMl - a.volumeMl);
    expect(FOUND.lesions).toHaveLength(truth.length);
    FOUND.lesions.forEach((lesion, n) => {
      // a ball sampled at 3 mm: its border shell of half a voxel either way is the most that can be miscounted
      const shellMl = (4 * Math.PI * (truth[n]!.diameterMm / 2) ** 2 * 1.5) / 1000;
      expect(Math.abs(lesion.volumeMl - truth[n]!.volumeMl)).toBeLessThan(shellMl);
      lesion.centroidMm.forEach((mm, axis) => {
        expect(Math.abs(mm - truth[n]!.atMm[axis]!)).toBeLessThan(1.5);
      });
      const { distanceMm } = lesion.nearest.cava!;
      expect(Math.abs(distanceMm - truth[n]!.nearestMm.cava)).toBeLessThan(Math.hypot(3, 3, 3));
    });
  });
});

describe("trees", () => {
  test("territories partition the organ: roots hold all of it, children no more than their parent", () => {
    for (const kind of ["portal", "hepatic"] as const) {
      const { branches } = FOUND.trees[kind]!;
      const roots = branches.filter(({ parent }) => parent === undefined);
      expect(roots.reduce((sum, { territoryMl }) => sum + voxels(territoryMl), 0)).toBe(ORGAN_VOXELS);
      for (const branch of branches) {
        const children = branches.filter(({ parent }) => parent === branch.id);
        const beyond = children.reduce((sum, { territoryMl }) => sum + voxels(territoryMl), 0);
        expect(beyond, branch.id).toBeLessThanOrEqual(voxels(branch.territoryMl));
        expect(branch.ambiguousMl, branch.id).toBeLessThanOrEqual(branch.territoryMl);
      }
    }
  });

  test("the portal tree begins at the trunk of the phantom, and every hepatic root lies at the cava", () => {
    const { portal, hepatic } = FOUND.trees;
    expect(portal!.rootsMm).toHaveLength(1);
    expect(portal!.branches[0]!.name).toBe("main portal trunk");
    const caval = [...LABELS.cava.keys()].filter((at) => LABELS.cava[at] !== 0).map((at) => indexToWorld(PHANTOM.grid, at));
    for (const root of hepatic!.rootsMm) {
      const nearestMm = Math.min(...caval.map((at) => Math.hypot(at[0] - root[0], at[1] - root[1], at[2] - root[2])));
      // the lumen of a vein ends at the cava's wall: within two voxels of it
      expect(nearestMm).toBeLessThan(2 * Math.hypot(3, 3, 3));
    }
  });

  test("segments share out the organ", () => {
    const segments = Object.values(FOUND.couinaud!.segments);
    expect(segments.reduce((sum, { volumeMl }) => sum + voxels(volumeMl), 0)).toBe(ORGAN_VOXELS);
  });
});

describe("drawn plans", () => {
  test("a plane resects the side that its normal points to", () => {
    const plane = planeThrough(worldPoint(...PLANE.pointMm), PLANE.normal);
    expect(resectedWhere((at) => signedDistanceMm(plane, indexToWorld(ANATOMY.grid, at)) > 0)).toBe(
      voxels(plan("plane").volumes.resectedMl),
    );
  });

  test("the two sides of a patch are the liver", () => {
    const sides = ["patch", "patch-other-side"].map((id) => voxels(plan(id).volumes.resectedMl));
    expect(Math.min(...sides)).toBeGreaterThan(0.1 * ORGAN_VOXELS);
    expect(sides[0]! + sides[1]!).toBe(ORGAN_VOXELS);
  });

  test("a drawn mask resects what it marks of the organ, and is told by its file's name", () => {
    const marked = count(EVERY_OTHER_SLICE, (inside, at) => inside !== 0 && (LABELS.liver[at] !== 0 || LABELS.lesions[at] !== 0));
    expect(voxels(plan("mask").volumes.resectedMl)).toBe(marked);
    expect(plan("mask").stages[0]!.resections).toEqual([{ kind: "drawn", file: "slices.nii" }]);
  });

  test("segments and territories resect the volume that the anatomy gives them", () => {
    const { segments } = FOUND.couinaud!;
    expect(voxels(plan("segments").volumes.resectedMl)).toBe(voxels(segments["2"]!.volumeMl) + voxels(segments["3"]!.volumeMl));
    for (const [id, branch] of [
      ["territory", RIGHT_PORTAL.id],
      ["left", LEFT_PORTAL.id],
    ] as const) {
      const state = stateOf(id);
      // segment 1 goes only with branches of its own
      const taken = count(state, (value, at) => value === VOXEL_STATE.resected && ANATOMY.couinaud!.values[at] !== 1);
      expect(taken, id).toBe(territoryVoxels(branch));
      expect(taken, id).toBeGreaterThan(0.2 * ORGAN_VOXELS);
    }
  });

  test("a wedge removes its lesion with the margin drawn, less one voxel", () => {
    const margin = plan("wedge").margins.find(({ lesion }) => lesion === "L2")!;
    expect(margin.kind).toBe("resected");
    expect(margin.parenchymalMm!).toBeGreaterThan(10 - Math.hypot(3, 3, 3));
    expect(voxels(plan("wedge").volumes.resectedMl)).toBeLessThan(0.5 * ORGAN_VOXELS);
  });

  test("a plan that does nothing changes nothing", () => {
    const { volumes, cutVessels, transectionAreaMm2, cuts } = plan("nothing");
    expect([volumes.resectedMl, transectionAreaMm2, cuts, cutVessels]).toEqual([0, 0, 0, []]);
    expect(voxels(volumes.remnantMl)).toBe(ORGAN_VOXELS);
    expect(volumes.tumourLeftMl).toBeCloseTo(FOUND.tumourVolumeMl, 9);
    expect([volumes.noInflowMl, volumes.noOutflowMl]).toEqual([0, 0]);
  });

  test("in two stages, the second holds what the first resected; what is occluded between lives until then", () => {
    const { stages, volumes, family } = plan("staged");
    expect(family).toBe("two-stage");
    const [first, second] = stages;
    expect(second!.volumes).toEqual(volumes);
    expect(second!.volumes.resectedMl).toBeGreaterThan(first!.volumes.resectedMl);
    expect(voxels(first!.volumes.occludedMl!)).toBeGreaterThan(0);
    expect(first!.volumes.noInflowMl!).toBeLessThan(voxelsToMl(ANATOMY.grid, voxels(RIGHT_PORTAL.territoryMl)));
  });

  function resectedWhere(holds: (at: number) => boolean): number {
    return count(ANATOMY.organ, (inside, at) => inside !== 0 && holds(at));
  }
});

describe("order and ratios", () => {
  test("the order names every plan once: those that clear first, then those that leave enough, then fewest lesions left", () => {
    expect([...DOCUMENT.order].sort()).toEqual(DOCUMENT.plans.map(({ id }) => id).sort());
    const rank = (id: string): number => {
      const verdict = plan(id).findings.find(({ rule }) => rule === "FLR-SUFFICIENCY")!;
      const left = plan(id).margins.filter(({ kind }) => kind === "not-removed" || kind === "surveilled").length;
      const isSufficient = verdict.group?.startsWith("sufficient") === true;
      return (plan(id).clearsDisease ? 0 : 1000) + (isSufficient ? (plan(id).clearsDisease ? 0 : left) : 100);
    };
    const ranks = DOCUMENT.order.map(rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(2);
  });

  test("ratios are those of a calculator", () => {
    const bodySurfaceM2 = Math.sqrt((176 * 82) / 3600);
    const estimatedMl = -794.41 + 1267.28 * bodySurfaceM2;
    for (const { id, volumes, ratios } of DOCUMENT.plans) {
      const flrMl = volumes.functionalRemnantFullCongestionMl!;
      expect(ratios.flrFraction, id).toBeCloseTo(flrMl / (FOUND.liverVolumeMl - FOUND.tumourVolumeMl), 12);
      expect(ratios.sFlrFraction, id).toBeCloseTo(flrMl / estimatedMl, 12);
      expect(ratios.sFlrFormula, id).toBe("VOL-VAUTHEY-2002");
      expect(ratios.flrBodyWeightFraction, id).toBeCloseTo(flrMl / 82_000, 12);
      expect(ratios.thresholdFraction, id).toBe(0.3);
      const isOver = flrMl >= 0.3 * estimatedMl;
      if (volumes.intervalMl![0] < volumes.intervalMl![1]) expect(ratios.probabilityAboveThreshold! >= 0.5, id).toBe(isOver);
    }
  });

  test("drawing plans changes nothing of those that were there", () => {
    expect(DOCUMENT.plans.filter(({ origin }) => origin !== "drawn")).toEqual(SEARCHED.document.plans);
    expect(DOCUMENT.anatomy).toEqual(FOUND);
  });
});

/** Whether a voxel is in one of the zones of `plan`, by the closed form of the ellipsoid. */
function isAblated(id: string, at: number): boolean {
  const place = indexToWorld(ANATOMY.grid, at);
  return plan(id).stages.some(({ ablations }) =>
    ablations?.some(({ lesion, radiiMm }) => {
      const { centroidMm } = FOUND.lesions.find((one) => one.id === lesion)!;
      return place.reduce((sum, mm, axis) => sum + ((mm - centroidMm[axis]!) / radiiMm[axis]!) ** 2, 0) <= 1;
    }),
  );
}

/** Voxels outside segment 1 that are attached to a portal branch or beyond it. */
function territoryVoxels(id: string): number {
  const { branches, points } = ANATOMY.trees.portal!;
  const isBeyond = branches.map((branch) => branch.id === id);
  branches.forEach(({ parent }, n) => {
    if (parent !== undefined && isBeyond[parent]) isBeyond[n] = true;
  });
  return count(
    ANATOMY.territories.portal!.point,
    (point, at) => point >= 0 && isBeyond[points.branch[point]!]! && ANATOMY.couinaud!.values[at] !== 1,
  );
}

function count(values: ArrayLike<number>, holds: (value: number, at: number) => boolean): number {
  let found = 0;
  for (let at = 0; at < values.length; at++) if (holds(values[at]!, at)) found++;
  return found;
}

/** Every value that is no object, with the names on the way to it. */
function leaves(value: unknown, path: readonly string[] = []): { readonly path: readonly string[]; readonly value: unknown }[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}
