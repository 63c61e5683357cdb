import type { BranchId, BranchName, Lesion, LesionId, LiverAnatomy, VesselBranch, VesselTree } from "@cantlie/anatomy";
import { IDENTITY3, type Vector3, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { type StageEvaluation, VOXEL_STATE } from "@cantlie/planning";
import { type Grid, indexToWorld, makeGrid, voxelCount, voxelIndexAt, voxelsToMl } from "@cantlie/volume";
import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { ReportInput } from "../src/report-input.ts";

/** Semi-axes of the liver, and where it is. The patient's right is at negative x. */
const LIVER = { centreMm: [-20, -10, 5], radiiMm: [85, 60, 62] } as const;

interface Tube {
  readonly name: BranchName;
  readonly parent: number | undefined;
  readonly order: number;
  readonly from: Vector3;
  readonly to: Vector3;
  readonly radiusMm: number;
}

const PORTAL: readonly Tube[] = [
  { name: "main portal trunk", parent: undefined, order: 0, from: [10, 15, -75], to: [-10, 0, -15], radiusMm: 6.5 },
  { name: "right portal vein", parent: 0, order: 1, from: [-10, 0, -15], to: [-40, 0, -5], radiusMm: 5 },
  { name: "left portal vein", parent: 0, order: 1, from: [-10, 0, -15], to: [20, -25, 0], radiusMm: 4.5 },
  { name: "right anterior portal vein", parent: 1, order: 2, from: [-40, 0, -5], to: [-65, -30, 25], radiusMm: 3 },
  { name: "right posterior portal vein", parent: 1, order: 2, from: [-40, 0, -5], to: [-80, 15, -5], radiusMm: 3 },
  { name: "unnamed", parent: 2, order: 2, from: [20, -25, 0], to: [45, -25, 15], radiusMm: 2.2 },
];
const HEPATIC: readonly Tube[] = [
  { name: "right hepatic vein", parent: undefined, order: 0, from: [-10, 20, 55], to: [-75, 10, 10], radiusMm: 4 },
  { name: "middle hepatic vein", parent: undefined, order: 0, from: [-8, 18, 55], to: [-25, -35, 0], radiusMm: 3.5 },
  { name: "left hepatic vein", parent: undefined, order: 0, from: [-5, 18, 55], to: [35, -20, 25], radiusMm: 3 },
];
const CAVA: Tube = { name: "unnamed", parent: undefined, order: 0, from: [-8, 35, -70], to: [-8, 22, 72], radiusMm: 10 };
const LESIONS = [
  { centreMm: [-60, -35, 15], radiusMm: 17 },
  { centreMm: [-70, 15, -20], radiusMm: 9 },
  { centreMm: [30, -20, 10], radiusMm: 6 },
] as const;

/** A patient made of an ellipsoid, tubes and spheres, with numbers written by hand: nothing here runs the product's stages. */
export function syntheticPatient(spacingMm: Vector3 = [2.5, 2.5, 2.5], document: Partial<PlanDocument> = {}): ReportInput {
  const grid = syntheticGrid(spacingMm);
  const anatomy = syntheticAnatomy(grid);
  const evaluations = new Map([
    ["right", syntheticEvaluation(anatomy, (place) => place[0] < -15)],
    ["left-lateral", syntheticEvaluation(anatomy, (place) => place[0] > 12)],
  ]);
  return {
    document: { ...syntheticDocument(anatomy), ...document },
    scan: {
      acquiredOn: "2026-03-12",
      sliceThicknessMm: 2.5,
      spacingMm,
      description: "portal-venous CT",
      sourceKind: "DICOM",
    },
    heading: { patientName: "Testperson, Zoë", birthDate: "1961-05-04", patientId: "ID-4711" },
    anatomy,
    image: { grid, values: syntheticHu(anatomy), quantity: "hu" },
    evaluations,
    createdOn: "2026-03-15",
  };
}

function syntheticGrid(spacingMm: Vector3): Grid {
  const size = [230, 160, 160].map((mm, axis) => Math.round(mm / spacingMm[axis]!)) as [number, number, number];
  return makeGrid(size, spacingMm, worldPoint(-135, -88, -80), IDENTITY3);
}

function syntheticAnatomy(grid: Grid): LiverAnatomy {
  const liver = maskOf(grid, inLiver);
  const lesionLabels = new Uint16Array(voxelCount(grid));
  for (let index = 0; index < lesionLabels.length; index++) {
    const place = indexToWorld(grid, index);
    LESIONS.forEach(({ centreMm, radiusMm }, lesion) => {
      if (Math.hypot(place[0] - centreMm[0], place[1] - centreMm[1], place[2] - centreMm[2]) <= radiusMm)
        lesionLabels[index] = lesion + 1;
    });
  }
  return {
    frame: {
      grid,
      order: { from: [0, 1, 2], flipped: [false, false, false] },
      box: { start: [0, 0, 0], size: grid.size },
      fullGrid: grid,
    },
    grid,
    organ: liver,
    lesionLabels,
    lesions: LESIONS.map(
      ({ centreMm, radiusMm }, index): Lesion => ({
        id: `L${index + 1}` as LesionId,
        volumeMl: (4 / 3) * Math.PI * radiusMm ** 3 * 1e-3,
        largestDiameterMm: 2 * radiusMm,
        axialDiameterMm: 2 * radiusMm,
        centroidMm: worldPoint(centreMm[0], centreMm[1], centreMm[2]),
        status: "visible",
        origin: "mask",
        segments: index === 2 ? ["3"] : index === 1 ? ["6"] : ["8", "5"],
        nearest: {},
      }),
    ),
    vessels: { portal: tubesMask(grid, PORTAL), hepatic: tubesMask(grid, HEPATIC) },
    cava: tubesMask(grid, [CAVA]),
    trees: { portal: treeOf(grid, "portal", PORTAL), hepatic: treeOf(grid, "hepatic", HEPATIC) },
    territories: {},
    inaccessibleCapsule: new Uint8Array(voxelCount(grid)),
    liverTouchesImageBorder: false,
    cautions: [],
  };
}

function inLiver(place: WorldPoint): boolean {
  const { centreMm, radiiMm } = LIVER;
  return place.reduce((sum, value, axis) => sum + ((value - centreMm[axis]!) / radiiMm[axis]!) ** 2, 0) <= 1;
}

function maskOf(grid: Grid, isIn: (place: WorldPoint) => boolean): Uint8Array {
  return Uint8Array.from({ length: voxelCount(grid) }, (_, index) => (isIn(indexToWorld(grid, index)) ? 1 : 0));
}

function tubesMask(grid: Grid, tubes: readonly Tube[]): Uint8Array {
  return maskOf(grid, (place) => tubes.some((tube) => distanceToTubeMm(place, tube) <= tube.radiusMm));
}

function distanceToTubeMm(place: WorldPoint, { from, to }: Tube): number {
  const along = from.map((value, axis) => to[axis]! - value);
  const squared = along.reduce((sum, value) => sum + value * value, 0);
  const t = along.reduce((sum, value, axis) => sum + value * (place[axis]! - from[axis]!), 0) / squared;
  const nearest = Math.min(1, Math.max(0, t));
  return Math.hypot(...from.map((value, axis) => value + nearest * along[axis]! - place[axis]!));
}

const POINTS_PER_TUBE = 12;

function treeOf(grid: Grid, kind: "portal" | "hepatic", tubes: readonly Tube[]): VesselTree {
  const count = tubes.length * POINTS_PER_TUBE;
  const points = {
    count,
    positionMm: new Float32Array(3 * count),
    radiusMm: new Float32Array(count),
    parent: new Int32Array(count),
    branch: new Int32Array(count),
    voxel: new Int32Array(count),
  };
  tubes.forEach(({ from, to, radiusMm, parent }, branch) => {
    for (let step = 0; step < POINTS_PER_TUBE; step++) {
      const point = branch * POINTS_PER_TUBE + step;
      const place = from.map((value, axis) => value + (step / (POINTS_PER_TUBE - 1)) * (to[axis]! - value));
      points.positionMm.set(place, 3 * point);
      points.radiusMm[point] = radiusMm;
      points.branch[point] = branch;
      points.parent[point] = step > 0 ? point - 1 : parent === undefined ? -1 : (parent + 1) * POINTS_PER_TUBE - 1;
      points.voxel[point] = voxelIndexAt(grid, worldPoint(place[0]!, place[1]!, place[2]!));
    }
  });
  return {
    kind,
    points,
    branches: tubes.map((tube, branch) => branchOf(tubes, { tube, branch, letter: kind === "portal" ? "P" : "H" })),
    roots: tubes.flatMap((tube, branch) => (tube.parent === undefined ? [branch * POINTS_PER_TUBE] : [])),
    loosePieces: [],
    variants: kind === "hepatic" ? ["inferior right hepatic vein"] : [],
  };
}

function branchOf(
  tubes: readonly Tube[],
  { tube, branch, letter }: { tube: Tube; branch: number; letter: string },
): VesselBranch {
  const { from, to } = tube;
  return {
    id: `${letter}${branch + 1}` as BranchId,
    parent: tube.parent,
    children: tubes.flatMap((child, index) => (child.parent === branch ? [index] : [])),
    name: tube.name,
    nameConfidence: tube.name === "unnamed" ? 0 : 0.9,
    order: tube.order,
    lengthMm: Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]),
    meanRadiusMm: tube.radiusMm,
    atMm: worldPoint((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2),
    piece: 0,
  };
}

/** Liver 110, vessels 160, lesions 60, fat −80 HU, with a chequered noise of ±8 HU, so that pictures are not flat. */
function syntheticHu(anatomy: LiverAnatomy): Int16Array {
  const { organ, lesionLabels, vessels, cava } = anatomy;
  return Int16Array.from(organ, (isOrgan, index) => {
    const noise = ((index * 7919) % 17) - 8;
    if (lesionLabels[index]) return 60 + noise;
    if (vessels.portal?.[index] || vessels.hepatic?.[index] || cava?.[index]) return 160 + noise;
    return (isOrgan ? 110 : -80) + noise;
  });
}

function syntheticEvaluation(anatomy: LiverAnatomy, isResected: (place: WorldPoint) => boolean): StageEvaluation {
  const state = new Uint8Array(anatomy.organ.length);
  for (let index = 0; index < state.length; index++) {
    if (!anatomy.organ[index]) continue;
    const place = indexToWorld(anatomy.grid, index);
    if (isResected(place)) state[index] = VOXEL_STATE.resected;
    else if (anatomy.lesionLabels[index]) state[index] = VOXEL_STATE.tumour;
    else state[index] = place[0] < 0 && place[1] < -35 ? VOXEL_STATE.noOutflow : VOXEL_STATE.functional;
  }
  const resected = state.reduce((sum, value) => sum + (value === VOXEL_STATE.resected ? 1 : 0), 0);
  const organ = anatomy.organ.reduce((sum, value) => sum + value, 0);
  return {
    volumes: {
      resectedMl: voxelsToMl(anatomy.grid, resected),
      remnantMl: voxelsToMl(anatomy.grid, organ - resected),
      tumourLeftMl: 0,
      ablatedMl: 0,
      healthyResectedMl: voxelsToMl(anatomy.grid, resected),
    },
    margins: [],
    cutVessels: [],
    touchedVessels: [],
    transectionAreaMm2: 0,
    cuts: 1,
    remainingSegments: [],
    islandsMl: 0,
    clearsDisease: false,
    unknown: [],
    state,
  };
}

/** A plan document with every field filled, all numbers different, so that each can be looked for in the report. */
function syntheticDocument(anatomy: LiverAnatomy): PlanDocument {
  const tree = (kind: "portal" | "hepatic") => {
    const found = anatomy.trees[kind]!;
    return {
      rootsMm: [[1, 2, 3]] as [number, number, number][],
      variants: [...found.variants],
      branches: found.branches.map((branch, index) => ({
        id: branch.id,
        ...(branch.parent !== undefined && { parent: found.branches[branch.parent]!.id }),
        name: branch.name,
        nameConfidence: branch.nameConfidence,
        order: branch.order,
        lengthMm: branch.lengthMm,
        meanRadiusMm: branch.meanRadiusMm,
        atMm: [...branch.atMm] as [number, number, number],
        territoryMl: 301.5 - 37 * index,
        ambiguousMl: 12.3 + index,
        piece: 0,
      })),
    };
  };
  return {
    schemaVersion: 1,
    intendedUse: "Decision support for research and teaching; not a medical device; not for treatment.",
    software: { name: "Cantlie", version: "0.1.0" },
    inputs: [{ role: "liver", sha256: "0123456789abcdef".repeat(4) }],
    cautions: [
      {
        code: "anatomy/thin-label",
        message: "The portal label has 3 pieces; 2 were joined over gaps of up to 4 mm.",
        details: {},
      },
    ],
    reviewed: { liver: true, lesions: true, branches: false },
    anatomy: {
      liverVolumeMl: 1325.4,
      tumourVolumeMl: 24.6,
      bloodFreeLiverVolumeMl: 1288.2,
      liverTouchesImageBorder: false,
      lesions: syntheticLesions(anatomy),
      trees: { portal: tree("portal"), hepatic: tree("hepatic") },
      couinaud: {
        source: "portal",
        completedMl: 25.7,
        segments: {
          "2": { volumeMl: 141.2 },
          "3": { volumeMl: 92.4 },
          "4": { volumeMl: 187.6 },
          "5": { volumeMl: 222.3 },
          "6": { volumeMl: 243.1 },
          "7": { volumeMl: 217.9 },
          "8": { volumeMl: 220.9 },
        },
      },
    },
    plans: [rightHepatectomy(), leftLateral()],
    notOffered: [
      {
        id: "central",
        name: "Central hepatectomy",
        code: "plan/no-branch",
        message: "The right anterior portal vein was not found.",
      },
    ],
    order: ["right", "left-lateral"],
  };
}

function syntheticLesions(anatomy: LiverAnatomy): PlanDocument["anatomy"]["lesions"] {
  const nearest: PlanDocument["anatomy"]["lesions"][number]["nearest"][] = [
    {
      portal: { distanceMm: 0, contactMm: 14.6, branch: "P4" },
      hepatic: { distanceMm: 7.3, branch: "H2" },
      cava: { distanceMm: 41.9 },
    },
    { portal: { distanceMm: 5.2, branch: "P5" }, hepatic: { distanceMm: 31.8, branch: "H1" } },
    { portal: { distanceMm: 3.9, branch: "P6" } },
  ];
  return anatomy.lesions.map((lesion, index) => ({
    id: lesion.id,
    volumeMl: lesion.volumeMl,
    largestDiameterMm: lesion.largestDiameterMm,
    axialDiameterMm: lesion.axialDiameterMm - 0.7,
    centroidMm: [...lesion.centroidMm] as [number, number, number],
    status: lesion.status,
    origin: lesion.origin,
    reviewedBy: "radiologist",
    segments: [...lesion.segments],
    nearest: nearest[index]!,
  }));
}

const NOTHING = { keep: [], reconstruct: [], ablations: [], surveil: [], occlude: [] };

function rightHepatectomy(): PlanEntry {
  const volumes: PlanEntry["volumes"] = {
    resectedMl: 904.2,
    remnantMl: 421.2,
    tumourLeftMl: 0.9,
    ablatedMl: 0,
    noInflowMl: 13.4,
    noOutflowMl: 61.8,
    functionalRemnantMl: 376.5,
    functionalRemnantFullCongestionMl: 345.1,
    functionalRemnantIgnoringCongestionMl: 406.9,
    healthyResectedMl: 880.5,
    devitalisedMl: 8.8,
    intervalMl: [322.6, 367.3],
  };
  const margins: PlanEntry["margins"] = [
    {
      lesion: "L1",
      treatedBy: "right",
      kind: "resected",
      parenchymalMm: 12.7,
      vascularMm: 0.4,
      vessel: "H2",
      predictable: false,
    },
    { lesion: "L2", treatedBy: "right", kind: "resected", parenchymalMm: 26.1, predictable: true },
    { lesion: "L3", treatedBy: "nothing", kind: "not-removed", predictable: true },
  ];
  return {
    id: "right",
    name: "Right hepatectomy",
    newWorldName: "H5678",
    origin: "standard",
    family: "resection",
    why: "Standard resection of the right liver.",
    givesUp: "Leaves L3.",
    stages: [
      {
        resections: [{ kind: "segments", segments: ["5", "6", "7", "8"] }],
        ...NOTHING,
        keep: [{ tree: "hepatic", branch: "H2" }],
        volumes,
        margins,
      },
    ],
    volumes,
    ratios: {
      flrFraction: 0.2653,
      sFlrFraction: 0.2286,
      sFlrFormula: "Vauthey 2002",
      flrBodyWeightFraction: 0.00421,
      probabilityAboveThreshold: 0.02,
      thresholdFraction: 0.3,
    },
    margins,
    cutVessels: [{ tree: "portal", branch: "P2", name: "right portal vein", diameterMm: 10.3, atMm: [-15, 0, -12] }],
    touchedVessels: [{ tree: "hepatic", branch: "H2", name: "middle hepatic vein", diameterMm: 7.1, atMm: [-15, 0, 0] }],
    transectionAreaMm2: 7420,
    cuts: 1,
    remainingSegments: ["2", "3", "4"],
    islandsMl: 1.7,
    clearsDisease: false,
    unknown: [{ field: "volumes.noBileMl", missing: ["bile duct"] }],
    findings: [
      {
        rule: "FLR-SUFFICIENCY",
        kind: "known",
        value: 0.2286,
        unit: "fraction",
        group: "insufficient",
        because: "FLR-THRESHOLDS: 345 mL is 22.9 % of the estimated liver",
        severity: "warning",
        source: "engine rule",
        verification: "D",
        cautions: [],
      },
      {
        rule: "FLR-THRESHOLDS",
        kind: "known",
        value: 0.2286,
        unit: "fraction",
        group: "insufficient",
        because: "345 mL is 22.9 % of the estimated liver; at least 30 % is wanted",
        severity: "warning",
        source: "Kawaguchi and Vauthey 2019",
        verification: "V2",
        cautions: [],
      },
      {
        rule: "FLR-STANDARDISED",
        kind: "known",
        value: 0.2286,
        unit: "fraction",
        group: "insufficient",
        severity: "warning",
        source: "Vauthey 2000, Surgery 127:512",
        verification: "V2",
        population: "Western adults",
        cautions: ["Volumes rest on unconfirmed branch labels."],
      },
      {
        rule: "CHILD-PUGH",
        kind: "unknown",
        missing: ["laboratory.inr", "laboratory.albuminGPerL"],
        severity: "info",
        source: "Pugh 1973",
        verification: "V3",
        cautions: [],
      },
      {
        rule: "HYP-KGR",
        kind: "not-applicable",
        because: "no portal occlusion",
        severity: "info",
        source: "Shindoh 2013",
        verification: "V1",
        cautions: [],
      },
    ],
  };
}

function leftLateral(): PlanEntry {
  const volumes: PlanEntry["volumes"] = {
    resectedMl: 233.6,
    remnantMl: 1091.8,
    tumourLeftMl: 23.7,
    ablatedMl: 0,
    healthyResectedMl: 232.7,
  };
  const margins: PlanEntry["margins"] = [
    { lesion: "L1", treatedBy: "nothing", kind: "not-removed", predictable: true },
    { lesion: "L2", treatedBy: "nothing", kind: "not-removed", predictable: true },
    { lesion: "L3", treatedBy: "left-lateral", kind: "resected", parenchymalMm: 9.6, predictable: true },
  ];
  return {
    id: "left-lateral",
    name: "Left lateral sectionectomy",
    origin: "standard",
    family: "resection",
    why: "Standard resection of segments 2 and 3.",
    givesUp: "Leaves L1 and L2.",
    stages: [{ resections: [{ kind: "segments", segments: ["2", "3"] }], ...NOTHING, volumes, margins }],
    volumes,
    ratios: { thresholdFraction: 0.3 },
    margins,
    cutVessels: [],
    touchedVessels: [],
    transectionAreaMm2: 3160,
    cuts: 1,
    remainingSegments: ["1", "4", "5", "6", "7", "8"],
    islandsMl: 0,
    clearsDisease: false,
    unknown: [
      { field: "volumes.functionalRemnantFullCongestionMl", missing: ["portal vein", "hepatic vein"] },
      { field: "ratios.sFlrFraction", missing: ["heightCm", "weightKg"] },
    ],
    findings: [],
  };
}
