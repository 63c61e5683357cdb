import { IDENTITY3, worldPoint } from "@cantlie/geometry";
import { makeGrid, voxelCount, voxelToWorld } from "@cantlie/volume";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { visitBallRows, voxelsInBall } from "../src/ball-rows.ts";
import { piecesOf } from "../src/pieces.ts";
import {
  firstRunPast,
  intersectRuns,
  maskWithin,
  runsOfStretches,
  runsOfVoxels,
  subtractRuns,
  uniteRuns,
  voxelsInBoth,
} from "../src/run-algebra.ts";
import { runLookup } from "../src/run-lookup.ts";
import { painted, runsInState, runsInStates, runsOfFates, stateOnGrid } from "../src/state-runs.ts";
import { runsOfClasses, type VoxelClasses, voxelsByClass } from "../src/voxel-classes.ts";
import { maskOfRuns, runsOf, runsWhere, runsWithin, type VoxelRuns, voxelsInRuns, voxelsOfRuns } from "../src/voxel-runs.ts";

const GRID = makeGrid([7, 5, 4], [0.7, 0.9, 2], worldPoint(-3, 4, 10), IDENTITY3);
const VOXELS = voxelCount(GRID);

/** Long stretches of one value, so that runs reach the ends of rows and go past them. */
const stretches = (most: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 1, max: 12 })), { minLength: VOXELS })
    .map((parts) => Uint8Array.from(parts.flatMap(([value, length]) => new Array<number>(length).fill(value)).slice(0, VOXELS)));

function voxelsOf({ first, length }: VoxelRuns): number[] {
  return [...first].flatMap((from, run) => Array.from({ length: length[run]! }, (_, n) => from + n));
}

function where(values: Uint8Array, isMeant: (value: number, voxel: number) => boolean): number[] {
  return [...values].flatMap((value, voxel) => (isMeant(value, voxel) ? [voxel] : []));
}

/** One class per value from 1 on. */
function classesOf(values: Uint8Array): VoxelClasses {
  const [first, of]: [number[], number[]] = [[], []];
  values.forEach((value, voxel) => {
    if (value === 0) return;
    first.push(voxel);
    of.push(value - 1);
  });
  const runs = { first: Int32Array.from(first), length: new Int32Array(first.length).fill(1), of: Int32Array.from(of) };
  const none = new Uint8Array(7);
  return { count: 7, runs, voxels: new Int32Array(7), segment: none, tumour: none, territory: {} };
}

describe("runs of voxels", () => {
  test("hold the same voxels as the mask, none reaches into the next row, and none touches another in its row", () => {
    fc.assert(
      fc.property(stretches(1), stretches(2), (organ, mask) => {
        const organRuns = runsOf(GRID, organ);
        expect(voxelsOf(organRuns)).toEqual(where(organ, (value) => value !== 0));
        expect(voxelsInRuns(organRuns)).toBe(where(organ, (value) => value !== 0).length);
        organRuns.first.forEach((first, run) => {
          const last = first + organRuns.length[run]! - 1;
          expect(Math.floor(last / GRID.size[0])).toBe(Math.floor(first / GRID.size[0]));
          if ((last + 1) % GRID.size[0] !== 0) expect(organ[last + 1]).toBe(0);
        });
        const expected = where(organ, (value, voxel) => value !== 0 && mask[voxel] !== 0);
        expect(voxelsOf(runsWithin(organRuns, mask))).toEqual(expected);
        // a view that begins in the middle of a word
        const shifted = new Uint8Array(VOXELS + 1);
        shifted.set(mask, 1);
        expect(voxelsOf(runsWithin(organRuns, shifted.subarray(1)))).toEqual(expected);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("of states are those of the classes, changed where marked", () => {
    fc.assert(
      fc.property(stretches(7), stretches(1), (values, mask) => {
        const classes = classesOf(values);
        const fate = Uint8Array.from({ length: 7 }, (_, one) => 2 + (one % 4));
        // a class with the state 0 is left out
        const some = fate.map((state, one) => (one % 3 === 0 ? 0 : state));
        expect(stateOnGrid(GRID, runsOfFates(GRID, classes.runs, some))).toEqual(
          values.map((value) => (value === 0 ? 0 : some[value - 1]!)),
        );
        const flags = some.map((state) => (state > 0 ? 1 : 0));
        expect(runsOfClasses(GRID, classes, flags)).toEqual(
          runsOf(
            GRID,
            values.map((value) => (value === 0 ? 0 : flags[value - 1]!)),
          ),
        );
        const marked = runsWithin(runsOf(GRID, values), mask);
        const states = runsOfFates(GRID, classes.runs, fate);
        expect(stateOnGrid(GRID, states)).toEqual(values.map((value) => (value === 0 ? 0 : fate[value - 1]!)));
        const changed = painted(GRID, states, runsInState(marked, 1));
        const expected = values.map((value, voxel) => {
          const state = value === 0 ? 0 : fate[value - 1]!;
          return mask[voxel] !== 0 && value !== 0 ? 1 : state;
        });
        expect(stateOnGrid(GRID, changed)).toEqual(expected);
        const isMember = [false, true, false, true, true];
        const members = runsInStates(GRID, changed, isMember);
        expect(voxelsOf(members)).toEqual(where(expected, (state) => isMember[state] === true));
        expect(members).toMatchObject(
          runsOf(
            GRID,
            expected.map((state) => (isMember[state] === true ? 1 : 0)),
          ),
        );
        const counts = new Int32Array(7);
        values.forEach((value, voxel) => {
          if (value > 0 && mask[voxel] !== 0) counts[value - 1]!++;
        });
        expect(voxelsByClass(classes, marked)).toEqual(counts);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("are united, taken away and met voxel by voxel", () => {
    fc.assert(
      fc.property(stretches(1), stretches(1), (one, other) => {
        const [a, b] = [runsOf(GRID, one), runsOf(GRID, other)];
        const either = one.map((value, voxel) => value | other[voxel]!);
        const both = one.map((value, voxel) => value & other[voxel]!);
        expect(uniteRuns(GRID, a, b)).toEqual(runsOf(GRID, either));
        expect(subtractRuns(a, b)).toEqual(
          runsOf(
            GRID,
            one.map((value, voxel) => value & (1 - other[voxel]!)),
          ),
        );
        expect(intersectRuns(a, b)).toEqual(runsOf(GRID, both));
        expect(voxelsInBoth(a, b)).toBe(voxelsInRuns(intersectRuns(a, b)));
        expect(maskOfRuns(GRID, a)).toEqual(one);
        expect([...voxelsOfRuns(a)]).toEqual(voxelsOf(a));
        expect(runsWhere(a, (voxel) => other[voxel] === 1)).toEqual(intersectRuns(a, b));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("are made from voxels and stretches in any order, and looked up in boxes, rows and voxels", () => {
    fc.assert(
      fc.property(stretches(1), fc.infiniteStream(fc.nat()), (mask, order) => {
        const expected = runsOf(GRID, mask);
        const key = new Map(voxelsOf(expected).map((voxel) => [voxel, order.next().value!]));
        const shuffled = [...key.keys()].sort((p, q) => key.get(p)! - key.get(q)!);
        expect(runsOfVoxels(GRID, [...shuffled, ...shuffled.slice(0, 5)])).toEqual(expected);
        const stretchesOf = shuffled.flatMap((voxel) => [
          voxel,
          Math.min(voxel + 1 + (voxel % 2), GRID.size[0] * Math.ceil((voxel + 1) / GRID.size[0])),
        ]);
        const widened = new Uint8Array(VOXELS);
        for (let n = 0; n < stretchesOf.length; n += 2) widened.fill(1, stretchesOf[n]!, stretchesOf[n + 1]!);
        expect(runsOfStretches(GRID, stretchesOf)).toEqual(runsOf(GRID, widened));
        const { holds, countWithin } = runLookup(GRID, expected);
        mask.forEach((value, voxel) => {
          expect(holds(voxel)).toBe(value === 1);
        });
        for (let row = 0; row < VOXELS; row += GRID.size[0])
          expect(countWithin(row + 1, row + 5)).toBe(mask.subarray(row + 1, row + 5).reduce((sum, value) => sum + value, 0));
        const box = { start: [2, 1, 1], size: [4, 3, 2] } as const;
        const within = maskWithin(GRID, box, expected);
        within.forEach((value, at) => {
          const [i, j, k] = [at % 4, Math.floor(at / 4) % 3, Math.floor(at / 12)] as const;
          expect(value).toBe(mask[2 + i + 7 * (1 + j + 5 * (1 + k))]);
        });
        const from = order.next().value! % VOXELS;
        expect(firstRunPast(expected, from)).toBe(
          voxelsOf(expected).length === 0
            ? 0
            : [...expected.first].filter((first, run) => first + expected.length[run]! <= from).length,
        );
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  test("are joined into pieces where they touch by face, edge or corner", () => {
    fc.assert(
      fc.property(stretches(2), (values) => {
        const mask = values.map((value) => (value === 2 ? 1 : 0));
        expect(piecesOf(GRID, runsOf(GRID, mask)).sizes).toEqual(floodedSizes(mask));
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

function floodedSizes(mask: Uint8Array): number[] {
  const left = new Set(where(mask, (value) => value !== 0));
  const sizes: number[] = [];
  const [ni, nj] = GRID.size;
  const at = (voxel: number) => [voxel % ni, Math.floor(voxel / ni) % nj, Math.floor(voxel / ni / nj)];
  for (const seed of [...left]) {
    if (!left.delete(seed)) continue;
    const queue = [seed];
    for (const voxel of queue)
      for (const other of [...left]) {
        const isNear = at(voxel).every((index, axis) => Math.abs(index - at(other)[axis]!) <= 1);
        if (isNear && left.delete(other)) queue.push(other);
      }
    sizes.push(queue.length);
  }
  return sizes;
}

describe("a ball", () => {
  test("holds every voxel centre within its radius, row by row, ascending", () => {
    const coordinate = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(coordinate(-6, 4), coordinate(2, 10), coordinate(8, 18), coordinate(0.1, 6), (x, y, z, radiusMm) => {
        const centre = worldPoint(x, y, z);
        const visited: number[] = [];
        visitBallRows(GRID, centre, radiusMm, (first, end) => {
          for (let voxel = first; voxel < end; voxel++) visited.push(voxel);
        });
        const all = Array.from({ length: VOXELS }, (_, voxel) => voxel);
        const farMm = (voxel: number): number => {
          const [i, j, k] = [voxel % 7, Math.floor(voxel / 7) % 5, Math.floor(voxel / 35)] as const;
          const at = voxelToWorld(GRID, i, j, k);
          return Math.hypot(at[0] - x, at[1] - y, at[2] - z);
        };
        // a centre on the surface itself may fall on either side by rounding
        expect(visited.filter((voxel) => farMm(voxel) > radiusMm + 1e-9)).toEqual([]);
        expect(all.filter((voxel) => farMm(voxel) < radiusMm - 1e-9 && !visited.includes(voxel))).toEqual([]);
        expect(visited).toEqual(visited.toSorted((a, b) => a - b));
        expect(voxelsInBall(GRID, all, centre, radiusMm)).toEqual(visited);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test("is left when the visitor says so", () => {
    let rows = 0;
    visitBallRows(GRID, voxelToWorld(GRID, 3, 2, 2), 5, () => ++rows < 3);
    expect(rows).toBe(3);
  });
});
