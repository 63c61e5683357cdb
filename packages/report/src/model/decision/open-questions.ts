import type { DocumentFinding, PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Cell } from "../../report-model.ts";
import { capitalised } from "../chosen-plans.ts";
import { enumerate, formatCount } from "../format.ts";
import { inputName } from "../input-names.ts";

/** Told before the rest is only counted: a page of decision has no room for more. */
const MOST = 9;

/** What the meeting should settle, gravest first: what is not decided, what the images do not show, what nobody stated. */
export function openQuestions(document: PlanDocument, plans: readonly PlanEntry[]): Cell[] {
  const [lead] = plans;
  if (!lead) return [{ text: "No plan was evaluated.", tone: "unknown" }];
  const all = [
    ...undecidedLesions(document, plans),
    ...prompts(lead),
    ...imaging(lead),
    ...conflicts(lead),
    ...missing(plans),
    ...searchOpen(document),
    ...notConfirmed(document),
  ];
  if (all.length === 0) return [{ text: "None that this report knows of.", tone: "good" }];
  const more = all.length - MOST;
  return more > 0 ? [...all.slice(0, MOST), { text: `${more} more with the evidence.`, tone: "caution" }] : all;
}

function undecidedLesions({ anatomy }: PlanDocument, plans: readonly PlanEntry[]): Cell[] {
  const undecided = new Set(plans.flatMap((plan) => plan.undecided ?? []));
  const uncertain = anatomy.lesions.filter(
    ({ id, status }) => undecided.has(id) || status === "disappeared" || status === "indeterminate",
  );
  return uncertain.map(({ id, status }) => ({
    text: `${id}${status === "visible" ? "" : ` (${status})`}: resect, ablate or watch?${undecided.has(id) ? " Not every plan decides." : ""}`,
    tone: undecided.has(id) ? "bad" : "caution",
  }));
}

/** Treatments to be discussed before an operation. */
function prompts({ findings }: PlanEntry): Cell[] {
  return findings
    .filter(({ rule, kind, severity }) => PROMPTS.includes(rule) && kind === "known" && severity !== "info")
    .map((finding) => ({
      text: `${capitalised(finding.because ?? finding.group ?? "")} (${finding.rule}).`,
      tone: toneOf(finding),
    }));
}

const BEVACIZUMAB = "CHEMO-INTERVAL-BEVACIZUMAB";
const PROMPTS: readonly string[] = ["MSI-HIGH", "RES-TRANSPLANT", "RES-SIMULTANEOUS", BEVACIZUMAB];

function imaging({ findings }: PlanEntry): Cell[] {
  const finding = findings.find(({ rule }) => rule === "IMAGING-ADEQUACY");
  if (finding?.kind !== "known" || finding.severity === "info") return [];
  return [{ text: `Images ${finding.group ?? ""}: ${finding.because ?? ""}.`, tone: toneOf(finding) }];
}

/** A conflict that a rule says already is not told twice. */
function conflicts({ timeline, findings }: PlanEntry): Cell[] {
  const isTold = findings.some(({ rule, kind, severity }) => rule === BEVACIZUMAB && kind === "known" && severity === "warning");
  return (timeline?.conflicts ?? [])
    .filter(({ severity, code }) => severity === "warning" && !(isTold && code === "timeline/bevacizumab-with-bowel"))
    .map(({ because }) => ({ text: `Days: ${because}.`, tone: "bad" }));
}

/** What is not stated, told once for sufficiency and for suitability each. */
function missing(plans: readonly PlanEntry[]): Cell[] {
  const forSufficiency = plans.flatMap(({ findings }) =>
    findings.flatMap((finding) =>
      finding.kind === "unknown" && (finding.rule === "FLR-SUFFICIENCY" || finding.rule === "FLR-THRESHOLDS")
        ? (finding.missing ?? [])
        : [],
    ),
  );
  const forSuitability = plans.flatMap(({ suitability }) => suitability?.missing ?? []);
  const forImages = plans.flatMap(({ findings }) =>
    findings.flatMap(({ rule, kind, missing: paths = [] }) => (rule === "IMAGING-ADEQUACY" && kind === "unknown" ? paths : [])),
  );
  return [
    ...asked(forSufficiency, "may change whether the remnant is sufficient"),
    ...asked(
      forSuitability.filter((path) => path !== "FLR-SUFFICIENCY"),
      "may change suitability",
    ),
    ...asked(forImages, "whether the images are good enough to plan on"),
  ];
}

function asked(paths: readonly string[], why: string): Cell[] {
  const names = [...new Set(paths.map(inputName))];
  return names.length === 0 ? [] : [{ text: `Not stated: ${enumerate(names)} (${why}).`, tone: "unknown" }];
}

function searchOpen({ search }: PlanDocument): Cell[] {
  if (search === undefined || search.complete) return [];
  return [{ text: "The search was stopped before it was complete: a better plan may have been missed.", tone: "caution" }];
}

function notConfirmed({ reviewed, cautions }: PlanDocument): Cell[] {
  const open = (["liver", "lesions", "branches"] as const).filter((part) => !reviewed[part]);
  const names = open.map((part) => (part === "branches" ? "vessel branches" : part));
  return [
    ...(names.length > 0
      ? [{ text: `Nobody has confirmed the labels of ${enumerate(names)} (marked †).`, tone: "caution" as const }]
      : []),
    ...(cautions.length > 0
      ? [{ text: `${formatCount(cautions.length, "caution")} on the input, told with the evidence.`, tone: "caution" as const }]
      : []),
  ];
}

function toneOf({ severity }: DocumentFinding): "bad" | "caution" {
  return severity === "warning" ? "bad" : "caution";
}
