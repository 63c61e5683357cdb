import type { PlanEntry } from "@cantlie/workup";
import type { Cell, Tone } from "../../report-model.ts";
import { capitalised } from "../chosen-plans.ts";
import { enumerate } from "../format.ts";
import { inputName } from "../input-names.ts";

type Suitability = NonNullable<PlanEntry["suitability"]>;
type Axis = Suitability["axes"][number];

/** The outcome for the meeting as one cell; no program turns anybody down. */
export function suitabilityOutcome(plan: PlanEntry): Cell {
  const refused = plan.findings.find(({ rule, kind }) => rule === "RES-RULESET" && kind === "not-applicable");
  if (refused) return { text: `does not apply: ${refused.because ?? ""}`, tone: "unknown" };
  if (plan.suitability === undefined) return { text: "not assessed", tone: "unknown" };
  const { outcome } = plan.suitability;
  return outcome === undefined ? { text: "not known yet", tone: "unknown" } : { text: outcome, tone: OUTCOME_TONES[outcome] };
}

const OUTCOME_TONES = { likely: "good", "MDT: complex": "caution", "usually not offered — MDT decides": "bad" } as const;

/** The three axes, each with what fired in short. */
export function axisItems({ suitability }: PlanEntry): Cell[] {
  return (suitability?.axes ?? []).map(axisItem);
}

/** Of what fired on one axis, how much is told before the rest is only counted. */
const MOST_FIRED = 3;

function axisItem(axis: Axis): Cell {
  const weighed = axis.fired.filter(({ weight }) => weight !== "noted");
  const told = weighed.slice(0, MOST_FIRED).map(({ because }) => because);
  const more = weighed.length - told.length;
  const why = [
    ...told,
    ...(more > 0 ? [`${more} more`] : []),
    ...(axis.missing.length > 0 ? [`not known: ${enumerate(axis.missing.map(inputName))}`] : []),
  ];
  return {
    text: `${capitalised(axis.name)}: ${AXIS_WORDS[axis.judgement]}${why.length > 0 ? ` — ${why.join("; ")}` : ""}.`,
    tone: AXIS_TONES[axis.judgement],
  };
}

export const AXIS_WORDS: Readonly<Record<Axis["judgement"], string>> = {
  favourable: "favourable",
  complex: "complex",
  against: "against",
  unknown: "not known",
};

export const AXIS_TONES: Readonly<Record<Axis["judgement"], Tone>> = {
  favourable: "good",
  complex: "caution",
  against: "bad",
  unknown: "unknown",
};
