import type { LiverAnatomy, TreeKind, VesselBranch, VesselTree } from "@cantlie/anatomy";
import type { VoxelBox } from "@cantlie/volume";
import { contours, pathData } from "./contours.ts";
import { escapeMarkup, type Figure, makeFigure, round1 } from "./figure.ts";
import { SURFACE_COLOURS } from "./palette.ts";
import { scaleBar } from "./scale-bar.ts";

const WIDTH_PX = 700;
/** Room left and right of the tree for names. */
const SIDE_PX = 182;
/** Room above and below: roots lie at the image's end where a vessel leaves it, and their rings must not be cut. */
const RIM_PX = 12;

/** The portal and the hepatic tree as lines from the front: width is the vessel's, roots are ringed, branches carry their names. */
export function treeFigure(anatomy: LiverAnatomy, organBox: VoxelBox): Figure[] {
  const view = frontView(anatomy);
  const outline = silhouette(anatomy, organBox, view);
  return (["portal", "hepatic"] as const).flatMap((kind) => {
    const tree = anatomy.trees[kind];
    return tree && tree.points.count > 0 ? [drawTree(tree, kind, { view, outline })] : [];
  });
}

/** A front view: millimetres of LPS x and z to pixels. */
interface FrontView {
  readonly pxPerMm: number;
  readonly heightPx: number;
  xOf(xMm: number): number;
  yOf(zMm: number): number;
}

function drawTree(
  tree: VesselTree,
  kind: TreeKind & keyof typeof SURFACE_COLOURS,
  { view, outline }: { readonly view: FrontView; readonly outline: string },
): Figure {
  const colour = `rgb(${SURFACE_COLOURS[kind].join(" ")})`;
  const { points } = tree;
  const lines: string[] = [];
  for (let point = 0; point < points.count; point++) {
    const parent = points.parent[point]!;
    if (parent < 0) continue;
    const [x0, y0] = [round1(view.xOf(points.positionMm[3 * parent]!)), round1(view.yOf(points.positionMm[3 * parent + 2]!))];
    const [x1, y1] = [round1(view.xOf(points.positionMm[3 * point]!)), round1(view.yOf(points.positionMm[3 * point + 2]!))];
    const width = Math.max(1, 2 * points.radiusMm[point]! * view.pxPerMm);
    lines.push(`<path d="M${x0} ${y0}L${x1} ${y1}" stroke-width="${round1(width)}"/>`);
  }
  const roots = tree.roots.map((root) => {
    const [x, y] = [view.xOf(points.positionMm[3 * root]!), view.yOf(points.positionMm[3 * root + 2]!)];
    return `<circle cx="${round1(x)}" cy="${round1(y)}" r="7" fill="none" stroke="#111" stroke-width="2"/>`;
  });
  const title = kind === "portal" ? "Portal tree, rooted at the main trunk" : "Hepatic vein trees, rooted at the cava";
  const body = [
    `<path d="${outline}" fill="#f3ece8" stroke="#a08a80" stroke-width="1"/>`,
    `<g stroke="${colour}" stroke-linecap="round" fill="none" stroke-opacity="0.85">${lines.join("")}</g>`,
    ...roots,
    branchNames(tree, view),
    `<text x="${SIDE_PX + 4}" y="18" font-size="18" font-weight="600">R</text>`,
    `<text x="${WIDTH_PX - SIDE_PX - 4}" y="18" font-size="18" font-weight="600" text-anchor="end">L</text>`,
    scaleBar(
      { widthPx: WIDTH_PX, heightPx: view.heightPx, pixelMm: 1 / view.pxPerMm },
      { fill: "#222222", halo: "#ffffff", letterPx: LETTER_PX },
    ),
  ];
  const named = tree.branches.filter((branch) => branch.name !== "unnamed").map((branch) => branch.name);
  return makeFigure({
    id: `tree-${kind}`,
    widthPx: WIDTH_PX,
    heightPx: view.heightPx,
    body: body.join(""),
    caption: `${title} (ringed), from the front`,
    alt: `${title}. ${tree.branches.length} branches, named: ${[...new Set(named)].join(", ") || "none"}.`,
  });
}

function frontView(anatomy: LiverAnatomy): FrontView {
  const box = { x0: Infinity, x1: -Infinity, z0: Infinity, z1: -Infinity };
  const widen = (x: number, z: number) => {
    box.x0 = Math.min(box.x0, x);
    box.x1 = Math.max(box.x1, x);
    box.z0 = Math.min(box.z0, z);
    box.z1 = Math.max(box.z1, z);
  };
  const { size, spacingMm, originMm, direction } = anatomy.grid;
  for (const i of [0, size[0] - 1])
    for (const k of [0, size[2] - 1]) {
      const [a, b] = [i * spacingMm[0], k * spacingMm[2]];
      widen(originMm[0] + a * direction[0][0] + b * direction[2][0], originMm[2] + a * direction[0][2] + b * direction[2][2]);
    }
  const pxPerMm = (WIDTH_PX - 2 * SIDE_PX) / (box.x1 - box.x0);
  return {
    pxPerMm,
    heightPx: Math.round((box.z1 - box.z0) * pxPerMm) + 2 * RIM_PX,
    xOf: (xMm) => SIDE_PX + (xMm - box.x0) * pxPerMm,
    yOf: (zMm) => RIM_PX + (box.z1 - zMm) * pxPerMm,
  };
}

/** Path data of the organ's shadow on the front plane. */
function silhouette(anatomy: LiverAnatomy, { start, size: boxSize }: VoxelBox, view: FrontView): string {
  const { size, spacingMm, originMm, direction } = anatomy.grid;
  const [ni, nj, nk] = size;
  const field = new Uint8Array(ni * nk);
  for (let k = start[2]; k < start[2] + boxSize[2]; k++)
    for (let j = start[1]; j < start[1] + boxSize[1]; j++) {
      const row = ni * (j + nj * k);
      for (let i = start[0]; i < start[0] + boxSize[0]; i++) if (anatomy.organ[row + i] !== 0) field[i + ni * k] = 1;
    }
  const j = (nj - 1) / 2;
  return pathData(contours(field, ni, nk), (i, k) => {
    const along = (axis: 0 | 2) =>
      originMm[axis] +
      i * spacingMm[0] * direction[0][axis] +
      j * spacingMm[1] * direction[1][axis] +
      k * spacingMm[2] * direction[2][axis];
    return [view.xOf(along(0)), view.yOf(along(2))];
  });
}

/** More than 6 points where two pictures stand in a row of 180 mm. */
const LETTER_PX = 17;
/** From one name's line to the next. */
const LINE_PX = 21;

interface Name {
  readonly text: string;
  /** the branch's middle in the picture */
  readonly xPx: number;
  readonly yPx: number;
}

/** One name per branch name, at its largest branch, in a column on the nearer side of the liver, with a line to the branch. */
function branchNames(tree: VesselTree, view: FrontView): string {
  const largest = new Map<string, VesselBranch>();
  for (const branch of tree.branches) {
    if (branch.name === "unnamed") continue;
    const before = largest.get(branch.name);
    if (!before || branch.order < before.order || (branch.order === before.order && branch.meanRadiusMm > before.meanRadiusMm))
      largest.set(branch.name, branch);
  }
  const names = [...largest.values()].map(
    (branch): Name => ({
      text: `${shortName(branch.name)} ${branch.id}`,
      xPx: view.xOf(branch.atMm[0]),
      yPx: view.yOf(branch.atMm[2]),
    }),
  );
  const leftToRight = [...names].sort((a, b) => a.xPx - b.xPx);
  const half = Math.ceil(names.length / 2);
  return nameColumn(leftToRight.slice(0, half), "left", view) + nameColumn(leftToRight.slice(half), "right", view);
}

/** The figure's caption says which tree it is, so "right posterior" stands for "right posterior portal vein". */
function shortName(name: string): string {
  return name
    .replace(/ of middle and left hepatic veins$| (portal|hepatic) vein$| branch$/, "")
    .replace("main portal trunk", "main trunk");
}

/** Names from the top down in the order of their branches, each as near to its branch's height as the others allow. */
function nameColumn(names: readonly Name[], side: "left" | "right", view: FrontView): string {
  const sorted = [...names].sort((a, b) => a.yPx - b.yPx);
  const heights = sorted.map(({ yPx }) => yPx + LETTER_PX / 3);
  for (let n = 1; n < heights.length; n++) heights[n] = Math.max(heights[n]!, heights[n - 1]! + LINE_PX);
  const lowest = view.heightPx - 36;
  for (let n = heights.length - 1; n >= 0; n--)
    heights[n] = Math.min(heights[n]!, n === heights.length - 1 ? lowest : heights[n + 1]! - LINE_PX);
  const textX = side === "left" ? SIDE_PX - 22 : WIDTH_PX - SIDE_PX + 22;
  const lineX = side === "left" ? SIDE_PX - 18 : WIDTH_PX - SIDE_PX + 18;
  return sorted
    .map(({ text, xPx, yPx }, n) => {
      const y = heights[n]!;
      return (
        `<path d="M${round1(xPx)} ${round1(yPx)}L${lineX} ${round1(y - LETTER_PX / 3)}" stroke="#333" stroke-width="0.8" fill="none"/>` +
        `<circle cx="${round1(xPx)}" cy="${round1(yPx)}" r="2.2" fill="#111"/>` +
        `<text x="${textX}" y="${round1(y)}" font-size="${LETTER_PX}" fill="#111" text-anchor="${side === "left" ? "end" : "start"}">${escapeMarkup(text)}</text>`
      );
    })
    .join("");
}
