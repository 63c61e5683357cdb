import { SEGMENT_VALUE, type Segment, type TreeKind } from "@cantlie/anatomy";
import {
  ANATOMICAL_STRUCTURE,
  couinaudCode,
  MORPHOLOGICALLY_ALTERED_STRUCTURE,
  PRIVATE_SCHEME,
  type SegmentToWrite,
  type SegmentVoxels,
  SPATIAL_CONCEPT,
  STRUCTURE_CODES,
} from "@cantlie/dicom";
import { stateOnGrid, VOXEL_STATE } from "@cantlie/planning";
import { inverseOrder, reorderValues } from "@cantlie/volume";
import type { WalkedRun } from "./run-walk.ts";
import { PLANS_WRITTEN } from "./write-labels.ts";

/** A segment with what it stands for in `plan.json`. */
export type WorkUpSegment = SegmentToWrite & {
  readonly of:
    | { readonly kind: "liver" }
    | { readonly kind: "lesion"; readonly lesion: string }
    | { readonly kind: "couinaud"; readonly segment: string }
    | { readonly kind: "resected" | "remnant"; readonly plan: string }
    | { readonly kind: "vessel" };
};

/** Liver with its lesions, each lesion, vessels near the liver, Couinaud segments, and what the first plans take and leave. */
export function workUpSegments({ anatomy, evaluations, document }: WalkedRun): readonly WorkUpSegment[] {
  const { organ, lesionLabels, lesions, vessels, cava, gallbladder, couinaud, grid } = anatomy;
  const voxels = onImageGrid(anatomy);
  const structure = (
    name: "cava" | "gallbladder" | "portalVein" | "hepaticVein" | "bileDuct" | "artery",
    values: Uint8Array | undefined,
  ): WorkUpSegment[] =>
    values === undefined
      ? []
      : [
          {
            ...ANATOMY,
            label: STRUCTURE_CODES[name].meaning,
            type: STRUCTURE_CODES[name],
            colour: COLOURS[name],
            trackingId: name,
            voxels: voxels(values, [1]),
            of: { kind: "vessel" },
          },
        ];
  const plans = document.order.slice(0, PLANS_WRITTEN);
  return [
    {
      ...ANATOMY,
      label: "Liver",
      description: "with its lesions and the vessels inside",
      type: STRUCTURE_CODES.liver,
      colour: COLOURS.liver,
      trackingId: "liver",
      voxels: voxels(organ, [1]),
      of: { kind: "liver" },
    },
    ...lesions.map(
      ({ id }, at): WorkUpSegment => ({
        ...ANATOMY,
        label: `Lesion ${id}`,
        category: MORPHOLOGICALLY_ALTERED_STRUCTURE,
        type: STRUCTURE_CODES.lesions,
        region: STRUCTURE_CODES.liver,
        colour: COLOURS.lesions,
        trackingId: id,
        voxels: voxels(lesionLabels, [at + 1]),
        of: { kind: "lesion", lesion: id },
      }),
    ),
    ...(Object.keys(TREES) as TreeKind[]).flatMap((kind) => structure(TREES[kind], vessels[kind])),
    ...structure("cava", cava),
    ...structure("gallbladder", gallbladder),
    ...(couinaud ? couinaudSegments(couinaud.segmentMl, voxels(couinaud.values, []), couinaud.parts4) : []),
    ...plans.flatMap((id) => plannedSegments(id, voxels(stateOnGrid(grid, evaluations.get(id)!.state), []))),
  ];
}

const ANATOMY = { category: ANATOMICAL_STRUCTURE, algorithm: "SEMIAUTOMATIC" } as const;

const TREES = { portal: "portalVein", hepatic: "hepaticVein", bile: "bileDuct", artery: "artery" } as const satisfies Record<
  TreeKind,
  string
>;

/** Veins blue and purple, arteries red, bile green, as anatomical atlases draw them. */
const COLOURS = {
  liver: [0.87, 0.51, 0.4],
  lesions: [1, 0.85, 0.25],
  portalVein: [0.45, 0.35, 0.8],
  hepaticVein: [0.15, 0.45, 0.85],
  cava: [0.1, 0.3, 0.6],
  bileDuct: [0.2, 0.65, 0.3],
  artery: [0.85, 0.1, 0.1],
  gallbladder: [0.55, 0.6, 0.15],
  resected: [0.75, 0.2, 0.35],
  remnant: [0.35, 0.7, 0.6],
} as const satisfies Readonly<Record<string, readonly [number, number, number]>>;

function couinaudSegments(
  present: Readonly<Partial<Record<Segment, number>>>,
  voxels: SegmentVoxels,
  parts4: boolean,
): WorkUpSegment[] {
  return (Object.keys(present) as Segment[]).sort().map((segment) => ({
    ...ANATOMY,
    label: `Couinaud segment ${segment}`,
    type: couinaudCode(SEGMENT_VALUE[segment], parts4),
    colour: segmentColour(SEGMENT_VALUE[segment]),
    trackingId: `segment ${segment}`,
    voxels: { ...voxels, inside: [SEGMENT_VALUE[segment]] },
    of: { kind: "couinaud", segment },
  }));
}

/** Neighbouring segments far apart in hue: steps of two fifths of the circle around grey. */
function segmentColour(value: number): readonly [number, number, number] {
  const part = (shift: number) => 0.55 + 0.35 * Math.cos(2 * Math.PI * (0.4 * value + shift));
  return [part(0), part(1 / 3), part(2 / 3)];
}

/** No scheme has a code for what an operation would take or leave: codes of our own, in the liver. */
function plannedSegments(plan: string, voxels: SegmentVoxels): WorkUpSegment[] {
  const planned = (kind: "resected" | "remnant", meaning: string, inside: readonly number[]): WorkUpSegment => ({
    ...ANATOMY,
    label: `Plan ${asciiText(plan).slice(0, 40)}: ${kind}`,
    category: SPATIAL_CONCEPT,
    type: { value: kind.toUpperCase(), scheme: PRIVATE_SCHEME, meaning },
    region: STRUCTURE_CODES.liver,
    colour: COLOURS[kind],
    algorithm: "AUTOMATIC",
    trackingId: `${asciiText(plan)} ${kind}`,
    voxels: { ...voxels, inside },
    of: { kind, plan },
  });
  const left = Object.values(VOXEL_STATE).filter((state) => state !== VOXEL_STATE.outside && state !== VOXEL_STATE.resected);
  return [
    planned("resected", "Liver resected by a plan", [VOXEL_STATE.resected]),
    planned("remnant", "Liver that a plan leaves", left),
  ];
}

function asciiText(text: string): string {
  return text.replace(/[^\x20-\x5b\x5d-\x7e]/g, "_");
}

/** From the organ grid back to the box of the images' grid that it was cut from, axes in their old order. */
function onImageGrid({ frame, grid }: WalkedRun["anatomy"]) {
  const back = inverseOrder(frame.order);
  const axes = [0, 1, 2] as const;
  const start = axes.map((axis) => {
    const old = back.from[axis];
    return back.flipped[axis] ? frame.fullGrid.size[old] - frame.box.start[old] - frame.box.size[old] : frame.box.start[old];
  });
  const size = axes.map((axis) => frame.box.size[back.from[axis]]);
  const box: SegmentVoxels["box"] = { start: [start[0]!, start[1]!, start[2]!], size: [size[0]!, size[1]!, size[2]!] };
  return (values: Uint8Array | Uint16Array, inside: readonly number[]): SegmentVoxels => ({
    box,
    values: reorderValues(values, grid, back),
    inside,
  });
}
