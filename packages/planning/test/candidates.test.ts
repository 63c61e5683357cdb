import { branchesBeyond, buildAnatomy, type VesselTree } from "@cantlie/anatomy";
import type { Vector3 } from "@cantlie/geometry";
import { worldPoint } from "@cantlie/geometry";
import { makePhantom } from "@cantlie/phantoms";
import { type Grid, makeGrid, referenceKernels, voxelsToMl, voxelToWorld } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { subtreeCovers } from "../src/candidates/subtree-covers.ts";
import {
  type Candidate,
  type CandidateLimits,
  type CandidateSet,
  drawnResection,
  evaluateStage,
  finishedResection,
  lostSupplies,
  makeCandidates,
  type PreparedAnatomy,
  prepareEvaluation,
  type Resection,
  stateOnGrid,
  subtractRuns,
  VOXEL_STATE,
  voxelsInRuns,
} from "../src/index.ts";
import { marginZone } from "../src/margin-zone.ts";
import { voxelsOfRuns } from "../src/voxel-runs.ts";
import { gridOver, type Sphere, treeOf } from "./build-anatomy.ts";
import { DEFAULT_CANDIDATE_LIMITS } from "./candidate-limits.ts";
import { stageOf } from "./draw.ts";
import { idealLiver } from "./ideal-liver.ts";

interface Made extends CandidateSet {
  readonly prepared: PreparedAnatomy;
}

function made(lesions: readonly Sphere[], limits: Partial<CandidateLimits> = {}): Made {
  const prepared = prepareEvaluation(idealLiver({ lesions }), referenceKernels);
  return { prepared, ...makeCandidates(prepared, { ...DEFAULT_CANDIDATE_LIMITS, ...limits }) };
}

const idsOf = ({ candidates }: CandidateSet): string[] => candidates.map(({ id }) => id);
const find = ({ candidates }: CandidateSet, id: string): Candidate => candidates.find((one) => one.id === id)!;
const refusal = ({ notOffered }: CandidateSet, id: string) => notOffered.find((one) => one.id === id)?.code;

/** in segment 6 near its branch, and in segment 3 */
const TWO: readonly Sphere[] = [
  { centreMm: [-60, 0, -15], radiusMm: 8 },
  { centreMm: [48, -12, -8], radiusMm: 5 },
];
const two = made(TWO);

describe("candidates of an ideal liver with two lesions", () => {
  test("are of every kind, each with an id of its own, the same again", () => {
    const ids = idsOf(two);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        "right-hemihepatectomy",
        "wedge-L1-10-mm",
        "wedge-L2-5-mm",
        "segmentectomy-6-around-L1-10-mm",
        "ablation-L2-10-mm",
        "ablation-L2-5-mm",
      ]),
    );
    expect(idsOf(makeCandidates(two.prepared, DEFAULT_CANDIDATE_LIMITS))).toEqual(ids);
  });

  test("hold the lesions that they name and no other wholly", () => {
    for (const { id, runs, lesions } of two.candidates) {
      const held = new Set<number>();
      runs.first.forEach((first, run) => {
        for (let voxel = first; voxel < first + runs.length[run]!; voxel++) held.add(voxel);
      });
      const whole = two.prepared.lesionVoxels.flatMap((voxels, n) => (voxels.every((voxel) => held.has(voxel)) ? [n] : []));
      expect(lesions, id).toEqual(whole);
    }
  });

  test("have the margin that wedge and ablation promise, but at a kept trunk", () => {
    for (const { id, treatment, runs, lesions } of two.candidates) {
      const promisedMm = /^(?:wedge|ablation)-.*-(\d+)-mm$/.exec(id)?.[1];
      if (promisedMm === undefined) continue;
      const ablations = treatment.kind === "ablation" ? [treatment.ablation] : [];
      const nothing = { first: new Int32Array(), length: new Int32Array() };
      const { margins } = evaluateStage(two.prepared, ablations.length > 0 ? nothing : runs, stageOf([], { ablations }));
      const { parenchymalMm = Infinity } = margins[lesions[0]!]!;
      // the zone is a ball around the centroid, the margin is measured between voxel centres of 3 mm: it is never less
      expect(parenchymalMm, id).toBeGreaterThanOrEqual(Number(promisedMm));
    }
  });

  test("lose what their resection cuts off, and leave at most 2 mL of it beside vessels that stay", () => {
    const { prepared } = two;
    for (const { id, treatment, runs, lost } of two.candidates) {
      if (treatment.kind !== "resection") continue;
      expect(lost).toEqual(lostSupplies(prepared, runs));
      const state = stateOnGrid(prepared.anatomy.grid, evaluateStage(prepared, runs, stageOf([])).state);
      const isDead = (value: number) => value === VOXEL_STATE.noInflow || value === VOXEL_STATE.noBile;
      const dead = state.filter((value, voxel) => isDead(value) && prepared.trunks.at[voxel] === 0);
      const deadMl = voxelsToMl(prepared.anatomy.grid, dead.length);
      expect(deadMl, id).toBeLessThanOrEqual(2);
    }
  });

  test("cut no trunk where they are wedges", () => {
    const { prepared } = two;
    for (const { id, lost } of two.candidates.filter((one) => one.id.startsWith("wedge-")))
      for (const { tree, branch } of prepared.trunks.list) {
        const { points } = prepared.anatomy.trees[tree]!;
        const isCut = points.branch.some((of, point) => of === branch && lost[tree]!.lost[point + 1] === 1);
        expect(isCut, `${id} ${tree} ${branch}`).toBe(false);
      }
  });

  test("do not ablate what is watched by nobody: surveillance is for disappeared and indeterminate lesions", () => {
    expect(idsOf(two).filter((id) => id.startsWith("surveillance"))).toEqual([]);
    const uncertain = made([
      { ...TWO[0]!, status: "disappeared" },
      { ...TWO[1]!, status: "indeterminate" },
    ]);
    expect(idsOf(uncertain)).toEqual(expect.arrayContaining(["surveillance-L1", "surveillance-L2", "wedge-L1-5-mm"]));
    expect(find(uncertain, "surveillance-L2")).toMatchObject({ lesions: [1], lost: {} });
  });

  test("leave a benign lesion alone", () => {
    const benign = made([{ ...TWO[0]!, status: "benign" }]);
    expect(idsOf(benign).filter((id) => id.includes("L1"))).toEqual([]);
    expect(benign.notOffered.filter(({ id }) => id.includes("L1"))).toEqual([]);
  });
});

test("are the same, whichever way the image's axes run", () => {
  const { grid, labels } = makePhantom({ seed: 7, spacingMm: [4, 4, 4], lesions: 3 });
  const { liver, lesions, portalVein, hepaticVein, cava } = labels;
  const masks = { liver, lesions, portalVein, hepaticVein, cava };
  const [ni] = grid.size;
  const [x, y, z] = grid.direction;
  // axes are the columns: the first is turned round
  const mirrored = makeGrid(grid.size, grid.spacingMm, voxelToWorld(grid, ni - 1, 0, 0), [
    [-x[0], x[1], x[2]],
    [-y[0], y[1], y[2]],
    [-z[0], z[1], z[2]],
  ]);
  const reversed = Object.fromEntries(
    Object.entries(masks).map(([name, mask]) => [
      name,
      mask.map((_, voxel) => mask[ni * Math.floor(voxel / ni) + ni - 1 - (voxel % ni)]!),
    ]),
  ) as typeof masks;
  const setOf = (labelled: { grid: Grid } & typeof masks) => {
    const anatomy = buildAnatomy(labelled, { kernels: referenceKernels, territoryMethod: "geodesic" });
    const set = makeCandidates(prepareEvaluation(anatomy, referenceKernels), DEFAULT_CANDIDATE_LIMITS);
    return {
      candidates: set.candidates.map(({ id, runs, lesions }) => [id, lesions, voxelsInRuns(runs)]),
      notOffered: set.notOffered.map(({ id, code }) => [id, code]),
    };
  };
  const set = setOf({ grid, ...masks });
  expect(setOf({ grid: mirrored, ...reversed })).toEqual(set);
  expect(set.candidates.length).toBeGreaterThan(20);
});

describe("a policy", () => {
  test("that keeps a vessel is offered nothing that cuts it", () => {
    const { prepared, candidates } = two;
    const hepatic = prepared.anatomy.trees.hepatic!;
    const middle = hepatic.branches.findIndex(({ name }) => name === "middle hepatic vein");
    const kept = makeCandidates(prepared, {
      ...DEFAULT_CANDIDATE_LIMITS,
      keepVessels: [{ tree: "hepatic", branch: hepatic.branches[middle]!.id }],
    });
    const cuts = ({ lost }: Candidate) =>
      hepatic.points.branch.some((of, point) => of === middle && lost.hepatic?.lost[point + 1] === 1);
    expect(candidates.some(cuts)).toBe(true);
    expect(kept.candidates.some(cuts)).toBe(false);
    expect(kept.candidates.length + kept.notOffered.length).toBe(candidates.length + two.notOffered.length);
    expect(refusal(kept, "left-trisectionectomy")).toBe("candidate/cuts-kept-vessel");
  });

  test("that keeps a segment is offered nothing that takes more of it than its border's raggedness", () => {
    const kept = makeCandidates(two.prepared, { ...DEFAULT_CANDIDATE_LIMITS, keepSegments: ["6"] });
    expect(refusal(kept, "right-posterior-sectionectomy")).toBe("candidate/takes-kept-segment");
    expect(refusal(kept, "wedge-L1-10-mm")).toBe("candidate/takes-kept-segment");
    expect(idsOf(kept)).toContain("wedge-L2-10-mm");
  });
});

describe("what this liver does not allow is not offered, with the reason", () => {
  test("a wedge that comes near to the hilar bifurcation", () => {
    const anatomy = { ...idealLiver({ lesions: [TWO[0]!] }), hilarBifurcationMm: worldPoint(-60, 0, -15) };
    const set = makeCandidates(prepareEvaluation(anatomy, referenceKernels), DEFAULT_CANDIDATE_LIMITS);
    expect(refusal(set, "wedge-L1-10-mm")).toBe("plan/wedge-at-hilum");
    expect(refusal(set, "ablation-L1")).toBe("candidate/near-central-ducts");
  });

  test("a wedge of a small lesion under more liver than it is wide, up to a larger one at the same place", () => {
    const [small, large]: Sphere[] = [5, 9].map((radiusMm) => ({ centreMm: [12, -12, -12], radiusMm }));
    const code = "candidate/too-deep-for-wedge";
    expect(made([small!]).notOffered).toContainEqual(expect.objectContaining({ id: "wedge-L1", code }));
    expect(made([large!]).notOffered).not.toContainEqual(expect.objectContaining({ code }));
  });

  test("a wedge of a lesion that a trunk runs through", () => {
    // the right hepatic vein runs along x = -45
    const set = made([{ centreMm: [-45, 0, -18], radiusMm: 9 }]);
    expect(refusal(set, "wedge-L1-5-mm")).toBe("candidate/wedge-cuts-trunk");
  });

  test("the ablation of a large lesion", () => {
    const set = made([{ centreMm: [-60, 0, -15], radiusMm: 16 }]);
    expect(refusal(set, "ablation-L1")).toBe("candidate/too-large-to-ablate");
  });

  test("the ablation of a lesion so near to a large vein that its blood cools the margin; drawn by hand its margin ends there", () => {
    // 3 mm beside the left hepatic vein
    const set = made([{ centreMm: [48, -5, 5], radiusMm: 6 }]);
    const { message } = set.notOffered.find(({ id, code }) => id === "ablation-L1" && code === "candidate/ablation-at-vessel")!;
    const [, mm, vessel] = /lies ([\d.]+) mm from the left hepatic vein \((H\d+)\)/.exec(message)!;
    const { id } = set.prepared.anatomy.lesions[0]!;
    const zone = stageOf([], { ablations: [{ lesion: id, radiiMm: [14, 14, 14] }] });
    const nothing = { first: new Int32Array(), length: new Int32Array() };
    const [margin] = evaluateStage(set.prepared, nothing, zone).margins;
    expect(margin).toMatchObject({ kind: "ablation", vessel });
    expect(margin!.vascularMm!.toFixed(1)).toBe(mm);
    expect(margin!.parenchymalMm!).toBeGreaterThan(margin!.vascularMm!);
  });

  test("anything for a lesion outside the liver", () => {
    const anatomy = idealLiver({ lesions: [{ centreMm: [75, 50, -50], radiusMm: 5 }] });
    const set = makeCandidates(prepareEvaluation(anatomy, referenceKernels), DEFAULT_CANDIDATE_LIMITS);
    expect(refusal(set, "any-treatment-of-L1")).toBe("candidate/lesion-not-in-liver");
    expect(idsOf(set).filter((id) => id.includes("L1"))).toEqual([]);
  });
});

describe("named resections extended around a lesion", () => {
  test("hold its margin and the whole segment, and no more than those and what they would cut off", () => {
    const { prepared } = two;
    const [around, whole] = [find(two, "segmentectomy-6-around-L1-10-mm"), find(two, "segmentectomy-6")];
    const drawn = drawnResection(prepared, (around.treatment as { resection: Resection }).resection);
    expect(around.name).toBe("segmentectomy 6 extended around L1 with 10 mm");
    expect(around.lesions).toEqual([0]);
    const { margins } = evaluateStage(prepared, around.runs, stageOf([]));
    expect(margins[0]!.parenchymalMm!).toBeGreaterThanOrEqual(10);
    expect(evaluateStage(prepared, whole.runs, stageOf([])).margins[0]!.parenchymalMm!).toBeLessThan(10);
    const segment = drawnResection(prepared, { kind: "segments", segments: ["6"] });
    expect(voxelsInRuns(subtractRuns(segment, drawn))).toBe(0);
    const beyond = voxelsOfRuns(subtractRuns(drawn, segment));
    expect(beyond.length).toBeGreaterThan(0);
    const zone = new Set(marginZone(prepared, 0, 10));
    for (const voxel of beyond) expect(zone.has(voxel)).toBe(true);
  });

  test("are offered around the smallest that hold half of the lesion, and not where these hold it with its margin", () => {
    expect(idsOf(two).filter((id) => id.includes("around-L1"))).toEqual(["segmentectomy-6-around-L1-10-mm"]);
    const inside = made([{ centreMm: [-64, 10, -16], radiusMm: 4 }], { marginWantedMm: 5 });
    expect(idsOf(inside).filter((id) => id.includes("around"))).toEqual([]);
  });

  test("take what they would cut off: around the origin of the segment 7 branch 6 is not taken without 7", () => {
    const set = made([{ centreMm: [-58, 29, -6], radiusMm: 9 }]);
    expect(refusal(set, "segmentectomy-6-around-L1-10-mm")).toBe("candidate/another-operation");
    expect(idsOf(set).filter((id) => id.includes("around-L1"))).toEqual([
      "right-posterior-sectionectomy-around-L1-10-mm",
      "right-posterior-sectionectomy-around-L1-10-mm-taking-right-hepatic-vein",
    ]);
  });

  test("are also offered larger where the smallest leaves a segment undrained: around the root of the right hepatic vein", () => {
    const set = made([{ centreMm: [-51, 22, 15], radiusMm: 10 }]);
    const ids = idsOf(set).filter((id) => id.includes("around-L1-10-mm"));
    const [smallest, larger] = ["segmentectomy-7-around-L1-10-mm", "right-posterior-sectionectomy-around-L1-10-mm"];
    expect(ids).toEqual(expect.arrayContaining([smallest, larger]));
    const undrainedMl = (id: string): number => evaluateStage(set.prepared, find(set, id).runs, stageOf([])).volumes.noOutflowMl!;
    const liverMl = voxelsToMl(set.prepared.anatomy.grid, set.prepared.organVoxelCount);
    expect(undrainedMl(smallest)).toBeGreaterThan(liverMl / 8);
    expect(undrainedMl(larger)).toBeLessThan(undrainedMl(smallest));
  });

  test("are drawn again from what the plan says of them", () => {
    for (const { id, treatment, runs } of two.candidates)
      if (treatment.kind === "resection") expect(finishedResection(two.prepared, treatment.resection), id).toEqual(runs);
  });
});

describe("merged wedges", () => {
  const near = (x: number): Sphere => ({ centreMm: [x, -26, 10], radiusMm: 4 });

  test("are offered where the bridge is narrow, also for three in a chain, and hold each wedge", () => {
    const set = made([near(-46), near(-28), near(-10)], { marginWantedMm: 5 });
    expect(idsOf(set)).toEqual(expect.arrayContaining(["wedge-L1+L2-5-mm", "wedge-L2+L3-5-mm", "wedge-L1+L2+L3-5-mm"]));
    expect(find(set, "wedge-L1+L2+L3-5-mm").lesions).toEqual([0, 1, 2]);
  });

  test("are not offered for wedges far apart that share no pedicle", () => {
    expect(idsOf(two).filter((id) => id.includes("+L"))).toEqual([]);
  });
});

describe("portal subtrees", () => {
  test("hold a lesion with its margin zone: in segment 6 beside 7, where one branch does not", () => {
    // in the middle of segment 6: 5 mm of margin stay within it, 20 mm do not
    const centreMm: Vector3 = [-64, 10, -16];
    const set = made([{ centreMm, radiusMm: 4 }], { marginWantedMm: 20 });
    const holding = set.candidates.filter(({ id, lesions }) => id.startsWith("territory-") && lesions.length === 1);
    expect(holding.length).toBeGreaterThan(0);
    for (const { id, runs } of holding) {
      const { margins } = evaluateStage(set.prepared, runs, stageOf([]));
      expect(margins[0]!.parenchymalMm ?? Infinity, id).toBeGreaterThanOrEqual(5);
    }
    expect(voxelsInRuns(find(set, "segmentectomy-6").runs)).toBeLessThan(
      Math.max(...holding.map(({ runs }) => voxelsInRuns(runs))),
    );
  });

  test("cover in every minimal way, and in no other: as all sets of up to three branches do, tried one by one", () => {
    const trees = fc.array(fc.nat(), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(trees, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (parents, picks) => {
        const tree = treeWith(parents);
        const held = new Set(picks.map((pick) => pick % tree.branches.length));
        expect(subtreeCovers(tree, held).map((cover) => cover.join())).toEqual(
          minimalCovers(tree, held).map((cover) => cover.join()),
        );
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});

/** A tree whose branch n + 1 leaves one of the branches before it. */
function treeWith(parents: readonly number[]): VesselTree {
  const path: Vector3[] = [
    [0, 0, 0],
    [1, 0, 0],
  ];
  const sketches = [{ path, radiusMm: 1 }, ...parents.map((parent, n) => ({ path, radiusMm: 1, parent: parent % (n + 1) }))];
  return treeOf(gridOver([0, 0, 0], [4, 4, 4], [2, 2, 2]), "portal", sketches);
}

/** All sets of one to three disjoint subtrees that hold `held`, but those of which a subtree can go or be exchanged for one within it. */
function minimalCovers(tree: VesselTree, held: ReadonlySet<number>): number[][] {
  const beyond = tree.branches.map((_, branch) => new Set(branchesBeyond(tree, branch)));
  const isCover = (set: readonly number[]) => [...held].every((one) => set.some((branch) => beyond[branch]!.has(one)));
  const isMinimal = (set: readonly number[]) =>
    set.every((branch) => {
      const others = set.filter((other) => other !== branch);
      return ![[], ...[...beyond[branch]!].filter((inner) => inner !== branch).map((inner) => [inner])].some((instead) =>
        isCover([...others, ...instead]),
      );
    });
  const all = tree.branches.map((_, branch) => branch);
  const sets = [
    ...all.map((a) => [a]),
    ...all.flatMap((a) => all.filter((b) => b > a).map((b) => [a, b])),
    ...all.flatMap((a) => all.filter((b) => b > a).flatMap((b) => all.filter((c) => c > b).map((c) => [a, b, c]))),
  ];
  return sets.filter((set) => isCover(set) && isMinimal(set));
}
