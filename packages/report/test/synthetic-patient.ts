import type { LiverAnatomy } from "@cantlie/anatomy";
import { IDENTITY3, type Vector3, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { type StageEvaluation, VOXEL_STATE } from "@cantlie/planning";
import { type Grid, indexToWorld, makeGrid, voxelsToMl } from "@cantlie/volume";
import type { PlanDocument } from "@cantlie/workup";
import type { ReportInput } from "../src/report-input.ts";
import { syntheticAnatomy } from "./synthetic-anatomy.ts";
import { syntheticDocument } from "./synthetic-document.ts";

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
    uncertainty: {},
    margins: [],
    cutVessels: [],
    dividedVessels: [],
    touchedVessels: [],
    transectionAreaMm2: 0,
    cuts: 1,
    remainingSegments: [],
    islandsMl: 0,
    clearsDisease: false,
    unknown: [],
    undecided: [],
    surveilled: [],
    state: runsOfStates(state, anatomy),
  };
}

/** Runs of one state along i, as planning keeps them. */
function runsOfStates(states: Uint8Array, { grid, organ }: LiverAnatomy): StageEvaluation["state"] {
  const runs: { first: number; length: number; state: number }[] = [];
  states.forEach((state, at) => {
    if (!organ[at]) return;
    const last = runs.at(-1);
    if (last && last.state === state && last.first + last.length === at && at % grid.size[0] !== 0) last.length++;
    else runs.push({ first: at, length: 1, state });
  });
  return {
    first: Int32Array.from(runs, ({ first }) => first),
    length: Int32Array.from(runs, ({ length }) => length),
    state: Uint8Array.from(runs, ({ state }) => state),
  };
}
