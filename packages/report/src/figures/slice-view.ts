import type { LiverAnatomy } from "@cantlie/anatomy";
import type { WorldPoint } from "@cantlie/geometry";
import { VOXEL_STATE } from "@cantlie/planning";
import { type ImageVolume, type VoxelBox, worldToVoxel } from "@cantlie/volume";
import { type Figure, haloText, imageElement, makeFigure, round1 } from "./figure.ts";
import { type GreyWindow, sampleSlice } from "./grey-slice.ts";
import { areaPatterns, PALETTE } from "./palette.ts";
import type { Deflate } from "./png.ts";
import { scaleBar } from "./scale-bar.ts";
import { cutThrough, outline, type SliceValues } from "./slice-outline.ts";

export type SlicePlane = "axial" | "coronal" | "sagittal";

/**
 * How a plane lies in canonical voxel axes (0 to the left, 1 to posterior, 2 to superior): what runs to the right and down
 * the picture, and what is looked along. Axial as seen from the feet and coronal from the front, so the patient's right is
 * on the picture's left; sagittal from the patient's left, so anterior is on the picture's left.
 */
export const SLICE_AXES = {
  axial: { across: 0, down: 1, downFlipped: false, along: 2, letters: { left: "R", right: "L", top: "A", bottom: "P" } },
  coronal: { across: 0, down: 2, downFlipped: true, along: 1, letters: { left: "R", right: "L", top: "S", bottom: "I" } },
  sagittal: { across: 1, down: 2, downFlipped: true, along: 0, letters: { left: "A", right: "P", top: "S", bottom: "I" } },
} as const;

export interface SliceRequest {
  readonly id: string;
  readonly plane: SlicePlane;
  readonly throughMm: WorldPoint;
  /** the part of the grid that is shown */
  readonly box: VoxelBox;
  /** on the anatomy's grid; without it the organ is drawn in flat grey */
  readonly image?: ImageVolume;
  readonly window: GreyWindow;
  /** `stateOnGrid` of the plan to show; without it only the anatomy is drawn */
  readonly state?: Uint8Array;
  /** text beside a lesion, for lesions that the slice passes through: index into `anatomy.lesions` to text */
  readonly lesionNames: ReadonlyMap<number, string>;
  readonly maxPx: number;
  readonly deflate: Deflate;
  readonly caption: string;
  readonly alt: string;
}

/** One slice of the organ grid through a point, square pixels, with lesions, vessels and what the plan does to each place. */
export function sliceView(anatomy: LiverAnatomy, request: SliceRequest): Figure {
  const layout = sliceLayout(anatomy, request);
  const { image, window, deflate } = request;
  const backdrop = image
    ? imageElement(sampleSlice(image.values, window, layout), deflate)
    : `<rect width="${layout.widthPx}" height="${layout.heightPx}" fill="#202020"/>`;
  const organ = outline(cutThrough(anatomy.organ, layout), layout);
  const lesions = cutThrough(anatomy.lesionLabels, layout);
  const parts = [
    areaPatterns(request.id),
    backdrop,
    `<path d="${organ}" fill="${image ? "none" : "#6a6a6a"}" stroke="${PALETTE.organ}" stroke-width="0.7" stroke-opacity="0.55"/>`,
    request.state ? planAreas(request.id, cutThrough(request.state, layout), layout) : "",
    vesselLine(anatomy.vessels.hepatic, PALETTE.hepatic, "3 1.5"),
    vesselLine(anatomy.cava, PALETTE.hepatic, "3 1.5"),
    vesselLine(anatomy.vessels.portal, PALETTE.portal, ""),
    lesionLine(outline(lesions, layout)),
    lesionLetters(lesions, request.lesionNames, layout),
    orientationLetters(request.plane, layout),
    scaleBar(layout, { fill: "#ffffff", halo: "#000000", letterPx: letterPx(layout) }),
  ];
  return makeFigure({ ...request, widthPx: layout.widthPx, heightPx: layout.heightPx, body: parts.join("") });

  function vesselLine(values: Uint8Array | undefined, colour: string, dashes: string): string {
    if (!values) return "";
    const path = outline(cutThrough(values, layout), layout);
    return path && `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.2" stroke-dasharray="${dashes || "none"}"/>`;
  }
}

/** Where a slice lies in the voxels, and how large its picture is. */
export interface SliceLayout {
  /** voxels across and down the picture */
  readonly nAcross: number;
  readonly nDown: number;
  /** flat index of the voxel in the picture's upper left corner, and steps from there */
  readonly start: number;
  readonly stepAcross: number;
  readonly stepDown: number;
  readonly pxPerAcross: number;
  readonly pxPerDown: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelMm: number;
  /** the longest side of the three planes' pictures */
  readonly largestPx: number;
}

function sliceLayout(anatomy: LiverAnatomy, request: SliceRequest): SliceLayout {
  const { grid } = anatomy;
  const { spacingMm } = grid;
  const { across, down, downFlipped, along } = SLICE_AXES[request.plane];
  const { start, size } = request.box;
  const slice = Math.min(grid.size[along] - 1, Math.max(0, Math.round(worldToVoxel(grid, request.throughMm)[along])));
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  const first = start[across] * strides[across] + (start[down] + (downFlipped ? size[down] - 1 : 0)) * strides[down];
  const widthMm = size[across] * spacingMm[across];
  const heightMm = size[down] * spacingMm[down];
  // One scale for all three planes of a patient. Finer than half a voxel would only make the file larger.
  const largestMm = Math.max(...size.map((voxels, axis) => voxels * spacingMm[axis]!));
  const pixelMm = Math.max(largestMm / request.maxPx, Math.min(...spacingMm) / 2);
  return {
    nAcross: size[across],
    nDown: size[down],
    start: slice * strides[along] + first,
    stepAcross: strides[across],
    stepDown: downFlipped ? -strides[down] : strides[down],
    pxPerAcross: spacingMm[across] / pixelMm,
    pxPerDown: spacingMm[down] / pixelMm,
    widthPx: Math.max(1, Math.round(widthMm / pixelMm)),
    heightPx: Math.max(1, Math.round(heightMm / pixelMm)),
    pixelMm,
    largestPx: largestMm / pixelMm,
  };
}

/** On a dark ground, so that it is seen in a grey print too. */
function lesionLine(path: string): string {
  return `<path d="${path}" fill="none" stroke="#000000" stroke-opacity="0.7" stroke-width="3.6"/><path d="${path}" fill="none" stroke="${PALETTE.lesion}" stroke-width="1.8"/>`;
}

function planAreas(id: string, states: SliceValues, layout: SliceLayout): string {
  const area = (name: keyof typeof PALETTE, state: number, line: string) => {
    const path = outline(states, layout, state);
    return path && `<path d="${path}" fill="url(#${id}-${name})" fill-rule="evenodd" stroke="${PALETTE[name]}" ${line}/>`;
  };
  return [
    area("resected", VOXEL_STATE.resected, 'stroke-width="1.6"'),
    area("noInflow", VOXEL_STATE.noInflow, 'stroke-width="0.8" stroke-dasharray="1 2"'),
    area("noOutflow", VOXEL_STATE.noOutflow, 'stroke-width="0.8" stroke-dasharray="4 2"'),
    area("occluded", VOXEL_STATE.occluded, 'stroke-width="0.8" stroke-dasharray="5 2 1 2"'),
    area("noBile", VOXEL_STATE.noBile, 'stroke-width="0.8"'),
    area("ablated", VOXEL_STATE.ablated, 'stroke-width="1.4" stroke-dasharray="2 1.5"'),
  ].join("");
}

function lesionLetters(lesions: SliceValues, names: ReadonlyMap<number, string>, layout: SliceLayout): string {
  const sums = new Map<number, { n: number; right: number; y: number }>();
  const { values, x0, y0, x1, y1 } = lesions;
  for (let y = y0; y <= y1; y++)
    for (let x = x0; x <= x1; x++) {
      const label = values[x + y * layout.nAcross]!;
      if (label === 0) continue;
      const sum = sums.get(label) ?? { n: 0, right: 0, y: 0 };
      sums.set(label, { n: sum.n + 1, right: Math.max(sum.right, x), y: sum.y + y });
    }
  return [...sums]
    .map(([label, { n, right, y }]) => {
      const xPx = (right + 1) * layout.pxPerAcross + 3;
      const isNearEdge = xPx > layout.widthPx - 30;
      return haloText(names.get(label - 1) ?? "", {
        xPx: isNearEdge ? layout.widthPx - 18 : xPx,
        yPx: (y / n + 0.5) * layout.pxPerDown + 4,
        sizePx: letterPx(layout),
        fill: "#ffd0ca",
        halo: "#000000",
        anchor: isNearEdge ? "end" : "start",
      });
    })
    .join("");
}

/** All planes are shown at one scale, so letters of one size fit all: a twenty-fourth of the largest slice. */
function letterPx(layout: SliceLayout): number {
  return Math.round(Math.max(9, layout.largestPx / 24));
}

function orientationLetters(plane: SlicePlane, layout: SliceLayout): string {
  const { widthPx, heightPx } = layout;
  const { left, right, top, bottom } = SLICE_AXES[plane].letters;
  const letter = (text: string, xPx: number, yPx: number) =>
    haloText(text, { xPx, yPx, sizePx: letterPx(layout), fill: "#ffffff", halo: "#000000", anchor: "middle" });
  return (
    letter(left, 9, heightPx / 2 + 4) +
    letter(right, widthPx - 9, heightPx / 2 + 4) +
    letter(top, widthPx / 2, 15) +
    letter(bottom, widthPx / 2, Number(round1(heightPx - 5)))
  );
}
