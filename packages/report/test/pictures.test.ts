import { deflateSync } from "node:zlib";
import type { LesionId, LiverAnatomy } from "@cantlie/anatomy";
import { IDENTITY3, type Vector3, worldPoint } from "@cantlie/geometry";
import { VOXEL_STATE } from "@cantlie/planning";
import { boundingBox, type Grid, indexToWorld, makeGrid, referenceKernels, voxelCount } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { VIEW_DIRECTIONS } from "../src/figures/camera.ts";
import type { Figure } from "../src/figures/figure.ts";
import { greyWindow } from "../src/figures/grey-slice.ts";
import { liverScene, organBox, planSurfaces } from "../src/figures/liver-scene.ts";
import { liverView } from "../src/figures/liver-view.ts";
import type { RasterImage } from "../src/figures/png.ts";
import { emptyLayer } from "../src/figures/rasterise.ts";
import { SLICE_AXES, type SlicePlane, sliceView } from "../src/figures/slice-view.ts";
import { viewLayers } from "../src/figures/view-layers.ts";
import { decodePng } from "./decode-png.ts";

const LETTERS: Readonly<Record<string, Vector3>> = {
  L: [1, 0, 0],
  R: [-1, 0, 0],
  P: [0, 1, 0],
  A: [0, -1, 0],
  S: [0, 0, 1],
  I: [0, 0, -1],
};
const deflate = (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes));

/** A ball of liver at the origin with one small lesion; slices thicker than pixels, as in a scan. */
function ballWithLesion(lesionMm: Vector3): LiverAnatomy {
  const grid = makeGrid([64, 64, 32], [2, 2, 4], worldPoint(-63, -63, -62), IDENTITY3);
  const ball = (centreMm: Vector3, radiusMm: number) =>
    Uint8Array.from({ length: voxelCount(grid) }, (_, index) => {
      const place = indexToWorld(grid, index);
      return Math.hypot(place[0] - centreMm[0], place[1] - centreMm[1], place[2] - centreMm[2]) <= radiusMm ? 1 : 0;
    });
  return {
    frame: {
      grid,
      order: { from: [0, 1, 2], flipped: [false, false, false] },
      box: { start: [0, 0, 0], size: grid.size },
      fullGrid: grid,
    },
    grid,
    organ: ball([0, 0, 0], 50),
    lesionLabels: Uint16Array.from(ball(lesionMm, 12)),
    lesions: [
      {
        id: "L1" as LesionId,
        volumeMl: 7.2,
        largestDiameterMm: 24,
        axialDiameterMm: 24,
        centroidMm: worldPoint(...(lesionMm as [number, number, number])),
        status: "visible",
        origin: "mask",
        segments: [],
        nearest: {},
      },
    ],
    vessels: {},
    trees: {},
    territories: {},
    inaccessibleCapsule: new Uint8Array(voxelCount(grid)),
    liverTouchesImageBorder: false,
    cautions: [],
  };
}

function rasterOf(figure: Figure): RasterImage {
  return decodePng(Buffer.from(/base64,([^"]+)"/.exec(figure.svg)![1]!, "base64"));
}

/** Mean place of the pixels that `isOne` picks, −1 .. 1 from left to right and from top to bottom. */
function centreOf(
  { widthPx, heightPx, channels, pixels }: RasterImage,
  isOne: (pixel: Uint8Array) => boolean,
): { x: number; y: number; n: number } {
  let [x, y, n] = [0, 0, 0];
  for (let at = 0; at < widthPx * heightPx; at++) {
    if (!isOne(pixels.subarray(at * channels, (at + 1) * channels))) continue;
    x += ((at % widthPx) + 0.5) / widthPx;
    y += (Math.floor(at / widthPx) + 0.5) / heightPx;
    n++;
  }
  return { x: (2 * x) / n - 1, y: (2 * y) / n - 1, n };
}

function slice(anatomy: LiverAnatomy, plane: SlicePlane, state?: Uint8Array): Figure {
  // The lesion is the only bright thing.
  const values = Int16Array.from(anatomy.lesionLabels, (label) => (label ? 500 : 0));
  const image = { grid: anatomy.grid, values, quantity: "hu" as const };
  return sliceView(anatomy, {
    id: plane,
    plane,
    throughMm: anatomy.lesions[0]!.centroidMm,
    box: boundingBox(anatomy.organ, anatomy.grid, 8)!,
    image,
    window: greyWindow(image, anatomy.organ),
    ...(state && { state }),
    lesionNames: new Map([[0, "L1"]]),
    maxPx: 200,
    deflate,
    caption: "",
    alt: "",
  });
}

describe("slices", () => {
  for (const plane of ["axial", "coronal", "sagittal"] as const)
    test(`${plane}: what lies towards a letter's side of the patient is seen on that side`, () => {
      const { left, right, top, bottom } = SLICE_AXES[plane].letters;
      for (const letter of [left, right, top, bottom]) {
        const lesionMm = LETTERS[letter]!.map((part) => 30 * part) as unknown as Vector3;
        const { x, y, n } = centreOf(rasterOf(slice(ballWithLesion(lesionMm), plane)), ([grey]) => grey === 255);
        expect(n).toBeGreaterThan(100);
        const seen = { [left]: -x, [right]: x, [top]: -y, [bottom]: y };
        expect(seen[letter]).toBeGreaterThan(0.3);
      }
    });

  test("the patient's right is on the left of axial and coronal slices", () => {
    expect(SLICE_AXES.axial.letters).toEqual({ left: "R", right: "L", top: "A", bottom: "P" });
    expect(SLICE_AXES.coronal.letters).toMatchObject({ left: "R", right: "L" });
  });

  test("pixels are square: a ball is as wide as it is high in slices across thick voxels", () => {
    const image = rasterOf(slice(ballWithLesion([0, 0, 0]), "coronal"));
    const columns = new Set<number>();
    const rows = new Set<number>();
    image.pixels.forEach((grey, at) => {
      if (grey <= 127) return;
      columns.add(at % image.widthPx);
      rows.add(Math.floor(at / image.widthPx));
    });
    const pixelMm = 116 / image.widthPx;
    // 24 mm across, to within a voxel of 4 mm upwards and one of 2 mm sideways.
    expect(Math.abs(columns.size * pixelMm - 24)).toBeLessThan(2.5);
    expect(Math.abs(rows.size * pixelMm - 24)).toBeLessThan(4.5);
  });

  test("outlines lie where the pixels are", () => {
    const figure = slice(ballWithLesion([20, 0, 0]), "axial");
    const path = [...figure.svg.matchAll(/<path d="(M[^"]*Z)" fill="none" stroke="#ff4d3d"/g)][0]![1]!;
    const xs = [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map((match) => Number(match[1]));
    const bright = centreOf(rasterOf(figure), ([grey]) => grey === 255);
    const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
    expect(Math.abs(middle - ((bright.x + 1) / 2) * figure.widthPx)).toBeLessThan(1);
  });

  test("resected liver is drawn with its pattern, and only if there is any", () => {
    const anatomy = ballWithLesion([0, 0, 0]);
    const state = anatomy.organ.map((isIn, index) =>
      isIn ? (index % 64 < 32 ? VOXEL_STATE.resected : VOXEL_STATE.functional) : 0,
    );
    expect(slice(anatomy, "axial", state).svg).toContain('fill="url(#axial-resected)"');
    expect(slice(anatomy, "axial", state).svg).not.toContain('fill="url(#axial-noOutflow)"');
    expect(slice(anatomy, "axial").svg).not.toContain('fill="url(#axial-resected)"');
  });
});

describe("3-D pictures", () => {
  for (const direction of VIEW_DIRECTIONS)
    test(`from ${direction.name}: a lesion on a letter's side of the patient is seen there`, () => {
      const { left, right, top, bottom } = direction.letters;
      for (const letter of [left, right, top, bottom]) {
        const anatomy = ballWithLesion(LETTERS[letter]!.map((part) => 32 * part) as unknown as Vector3);
        const { x, y, n } = centreOf(picture(anatomy), isYellow);
        expect(n).toBeGreaterThan(50);
        const seen = { [left]: -x, [right]: x, [top]: -y, [bottom]: y };
        expect(seen[letter]).toBeGreaterThan(0.25);
      }

      function picture(anatomy: LiverAnatomy): RasterImage {
        const scene = liverScene(anatomy, organBox(anatomy), referenceKernels);
        const view = viewLayers(scene, direction, { width: 240, height: 240 });
        const request = { id: "view", samples: 2, scratch: emptyLayer(240, 240), deflate, caption: "", alt: "" };
        return rasterOf(liverView(anatomy, view, request));
      }
    });

  test("the name of a lesion behind a vessel is faded, before it it is not", () => {
    const anatomy = ballWithLesion([0, 0, 0]);
    const ballAt = (yMm: number) =>
      Uint8Array.from(anatomy.organ, (_, index) => {
        const [x, y, z] = indexToWorld(anatomy.grid, index);
        return Math.hypot(x, y - yMm, z) <= 8 ? 1 : 0;
      });
    const seen = (vesselAtMm: number) => {
      const patient = { ...anatomy, vessels: { portal: ballAt(vesselAtMm) } };
      const scene = liverScene(patient, organBox(patient), referenceKernels);
      const view = viewLayers(scene, VIEW_DIRECTIONS[0]!, { width: 240, height: 240 });
      const request = { id: "view", samples: 2, scratch: emptyLayer(240, 240), deflate, caption: "", alt: "" };
      return liverView(patient, view, request).svg;
    };
    // Anterior is at negative y; the lesion's radius is 12 mm.
    expect(seen(-30)).toMatch(/<g opacity="0.5"><text[^>]*>L1</);
    expect(seen(30)).not.toContain("opacity");
  });

  test("the half that a plan resects is coloured as resected, the other not, and the cut lies between", () => {
    const anatomy = ballWithLesion([0, 30, 0]);
    const isRight = (grid: Grid, index: number) => indexToWorld(grid, index)[0] < 0;
    const state = anatomy.organ.map((isIn, index) =>
      isIn ? (isRight(anatomy.grid, index) ? VOXEL_STATE.resected : VOXEL_STATE.functional) : VOXEL_STATE.outside,
    );
    const scene = liverScene(anatomy, organBox(anatomy), referenceKernels);
    const plan = planSurfaces(anatomy, scene, { state, kernels: referenceKernels });
    for (let v = 0; v < plan.resectedFraction.length; v++) {
      const x = scene.organ.positionsMm[3 * v]!;
      // Colours blend over a few vertices at the border.
      if (Math.abs(x) > 8) expect(plan.resectedFraction[v]! > 0.5).toBe(x < 0);
    }
    const cutVertices = new Set(plan.cut.triangles);
    expect(cutVertices.size).toBeGreaterThan(100);
    // The plane x = 0 lies between voxel centres at −1 and 1 mm; the outermost ring bends with the capsule.
    const inner = [...cutVertices].filter(
      (v) => Math.hypot(plan.cut.positionsMm[3 * v + 1]!, plan.cut.positionsMm[3 * v + 2]!) < 42,
    );
    for (const v of inner) expect(Math.abs(plan.cut.positionsMm[3 * v]!)).toBeLessThan(2);
  });
});

test("vessels are shown in the liver and a little beyond it, not all along the body", () => {
  const anatomy = ballWithLesion([0, 0, 0]);
  // A vessel along the patient's left-right axis through the ball of 50 mm, from one side of the image to the other.
  const portal = Uint8Array.from(anatomy.organ, (_, index) => {
    const [, y, z] = indexToWorld(anatomy.grid, index);
    return Math.hypot(y, z) <= 5 ? 1 : 0;
  });
  const scene = liverScene({ ...anatomy, vessels: { portal } }, organBox(anatomy), referenceKernels);
  const ends = scene.portal[0]!.positionsMm.filter((_, index) => index % 3 === 0);
  // The image ends at ±64 mm, short of 20 mm beyond the ball: nothing is cut off.
  expect(Math.max(...ends)).toBeGreaterThan(60);
  const small = { ...anatomy, organ: anatomy.organ.map((isIn, index) => (isIn && inner(index) ? 1 : 0)), vessels: { portal } };
  const cut = liverScene(small, organBox(small), referenceKernels).portal[0]!.positionsMm.filter((_, index) => index % 3 === 0);
  // 20 mm beyond 20 mm, give or take a block of 4 mm.
  expect(Math.abs(Math.max(...cut) - 40)).toBeLessThan(4);
  expect(Math.abs(Math.min(...cut) + 40)).toBeLessThan(4);

  function inner(index: number): boolean {
    return Math.hypot(...indexToWorld(anatomy.grid, index)) <= 20;
  }
});

test("a piece of vessel that floats beside the liver is left out", () => {
  const anatomy = ballWithLesion([0, 0, 0]);
  const liver = anatomy.organ.map((_, index) => (Math.hypot(...indexToWorld(anatomy.grid, index)) <= 20 ? 1 : 0));
  const ballAt = (xMm: number) =>
    Uint8Array.from(liver, (_, index) => {
      const [x, y, z] = indexToWorld(anatomy.grid, index);
      return Math.hypot(x - xMm, y, z) <= 5 ? 1 : 0;
    });
  const portalAt = (xMm: number) => {
    const patient = { ...anatomy, organ: liver, vessels: { portal: ballAt(xMm) } };
    return liverScene(patient, organBox(patient), referenceKernels).portal[0]!.triangles.length;
  };
  // From 12 to 22 mm beyond the liver, and from 1 mm inside to 9 mm beyond it.
  expect(portalAt(37)).toBe(0);
  expect(portalAt(24)).toBeGreaterThan(0);
});

/** The lesions' yellow shows through the liver's translucent red: much red and green, little blue. */
function isYellow([red, green, blue]: Uint8Array): boolean {
  return red! > 100 && green! > 90 && blue! < 0.68 * green!;
}
