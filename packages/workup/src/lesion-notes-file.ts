import { z } from "zod";
import type { Frozen } from "./frozen.ts";

/** `lesion-notes.json`: what a reader knows of lesions beyond the mask. A disappeared lesion need not be in the mask. */
export const lesionNotesFile = z.strictObject({
  schemaVersion: z.literal(1),
  lesions: z.array(
    z.strictObject({
      /** patient LPS */
      atMm: z.tuple([z.number(), z.number(), z.number()]),
      status: z.enum(["disappeared", "benign", "indeterminate", "visible"]),
      diameterMm: z.number().positive().max(300).optional(),
      reviewedBy: z.string().optional(),
    }),
  ),
});

export type LesionNotesFile = Frozen<z.infer<typeof lesionNotesFile>>;
