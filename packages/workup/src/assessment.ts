import { z } from "zod";

const finite = z.number();
const day = z.iso.date();
const verification = z.enum(["V1", "V2", "V3", "D"]);
const severity = z.enum(["info", "caution", "warning"]);

/** One rule of suitability that had something to say, and how much it weighs. */
const firedRule = z.strictObject({
  rule: z.string(),
  weight: z.enum(["noted", "complex", "against"]),
  because: z.string(),
  source: z.string(),
  verification,
  reservation: z.string().optional(),
});

/** One of the three questions: whether it can be done, whether the disease lets it help, whether the patient can bear it. */
const axis = z.strictObject({
  name: z.enum(["technical", "oncological", "patient"]),
  judgement: z.enum(["favourable", "complex", "against", "unknown"]),
  fired: z.array(firedRule),
  /** paths without which the axis cannot be favourable */
  missing: z.array(z.string()),
});

/** Suitability of the patient for one plan; `outcome` is absent where too little is known to say anything. */
export const suitability = z.strictObject({
  outcome: z.enum(["likely", "MDT: complex", "usually not offered — MDT decides"]).optional(),
  axes: z.tuple([axis, axis, axis]),
  missing: z.array(z.string()),
});

const argument = z.strictObject({ text: z.string(), source: z.string(), isWarning: z.boolean() });

/** Bowel and liver: what speaks for each order and against it. Only of synchronous colorectal disease with the primary in place. */
export const orderOfOperations = z.array(
  z.strictObject({
    order: z.enum(["bowel first", "liver first", "simultaneous"]),
    for: z.array(argument),
    against: z.array(argument),
    missing: z.array(z.string()),
  }),
);

/** The way through treatment: steps with days where they can be known, the intervals between them, and what is wrong with them. */
export const timeline = z.strictObject({
  steps: z.array(
    z.strictObject({
      id: z.string(),
      what: z.string(),
      isFixed: z.boolean(),
      earliestOn: day.optional(),
      latestOn: day.optional(),
      missing: z.array(z.string()),
    }),
  ),
  intervals: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      atLeastDays: finite.min(0),
      atMostDays: finite.min(0).optional(),
      floorDays: finite.min(0),
      because: z.string(),
      source: z.string().optional(),
      verification: verification.optional(),
      cautions: z.array(z.string()),
    }),
  ),
  stretches: z.array(
    z.strictObject({ after: z.string(), what: z.string(), inWords: z.string(), source: z.string(), verification }),
  ),
  followUp: z.strictObject({
    after: z.string(),
    visits: z.array(z.strictObject({ month: finite, what: z.array(z.string()), on: day.optional() })),
    source: z.string(),
    verification,
    cautions: z.array(z.string()),
  }),
  conflicts: z.array(z.strictObject({ code: z.string(), steps: z.array(z.string()), severity, because: z.string() })),
});
