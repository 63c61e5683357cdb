import { z } from "zod";
import type { Frozen } from "./frozen.ts";

const pointMm = z.tuple([z.number(), z.number(), z.number()]);
/** a Couinaud segment */
export const segment = z.enum(["1", "2", "3", "4", "4a", "4b", "5", "6", "7", "8"], {
  error: 'a segment is a text "1" to "8", "4a" or "4b", such as "segments": ["5", "6"]',
});
const tree = z.enum(["portal", "hepatic", "bile", "artery"]);
const branchId = z.string().regex(/^[PHBA][1-9][0-9]*$/, "a branch id is a letter P, H, B or A and a number, such as P12");
const lesionId = z.string().regex(/^L[1-9][0-9]*$/, "a lesion id is L and a number, such as L1");
const atMm = pointMm.optional();

/** a branch of a vessel tree of plan.json */
export const branchReference = z.strictObject({ tree, branch: branchId, atMm });
const lesionReference = z.strictObject({ lesion: lesionId, atMm });

/** How a resection is finished; one that says nothing of it is taken as drawn. */
const finish = {
  /** vessels that stay in the remnant with their wall */
  keep: z.array(branchReference).optional(),
  /** vessels at the cut that go with the specimen */
  take: z.array(branchReference).optional(),
  /** liver that it leaves without inflow or bile goes with it */
  closed: z.literal(true).optional(),
};

/** lesions that an anatomical resection takes with a margin where they reach beyond it */
const around = z.array(z.strictObject({ lesion: lesionId, marginMm: z.number().min(0).max(50), atMm })).optional();

const resection = z.union([
  z.strictObject({ kind: z.literal("segments"), segments: z.array(segment).min(1), around, ...finish }),
  z.strictObject({
    kind: z.literal("territory"),
    tree,
    branches: z.array(branchId).min(1),
    atMm: z.array(pointMm).optional(),
    around,
    ...finish,
  }),
  z.strictObject({
    kind: z.literal("wedge"),
    lesion: lesionId,
    marginMm: z.number().min(0).max(50),
    atMm,
    /** further lesions that the same wedge takes */
    mergedWith: z.array(lesionReference).optional(),
    ...finish,
  }),
  z.strictObject({ kind: z.literal("surface"), plane: z.strictObject({ pointMm, normal: pointMm }), ...finish }),
  z.strictObject({
    kind: z.literal("surface"),
    bezier: z.strictObject({ pointsMm: z.array(z.array(pointMm).length(4)).length(4) }),
    resectedSide: z.enum(["positive", "negative"]),
    ...finish,
  }),
  z.strictObject({ kind: z.literal("drawn"), file: z.string().min(1), ...finish }),
]);

const stage = z.strictObject({
  resections: z.array(resection),
  keep: z.array(branchReference).optional(),
  reconstruct: z.array(branchReference).optional(),
  ablations: z
    .array(
      z.strictObject({
        lesion: lesionId,
        atMm,
        radiiMm: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
        centreMm: pointMm.optional(),
      }),
    )
    .optional(),
  surveil: z.array(lesionReference).optional(),
  occlude: z.array(branchReference).optional(),
  /** how `occlude` is done */
  occlusion: z.strictObject({ kind: z.enum(["PVE", "PVL", "LVD", "ALPPS"]), segment4: z.boolean() }).optional(),
  /** the cut is made smooth before it is measured: standard deviation of the Gaussian, mm */
  refitMm: z.number().positive().max(10).optional(),
});

/** `resections.json`: plans drawn by a person, evaluated as they stand. */
export const resectionsFile = z.strictObject({
  schemaVersion: z.literal(1),
  plans: z.array(z.strictObject({ id: z.string().min(1), name: z.string().optional(), stages: z.array(stage).min(1) })),
});

export type ResectionsFile = Frozen<z.infer<typeof resectionsFile>>;
