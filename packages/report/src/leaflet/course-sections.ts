import {
  BEVACIZUMAB_DEFAULT_DAYS,
  CHEMO_INTERVAL,
  CHEMO_INTERVAL_BEVACIZUMAB,
  CYTOTOXIC_DAYS,
  citationText,
  FIRST_VISIT_WEEKS,
  FOLLOW_UP,
} from "@cantlie/clinical";
import type { PatientFile, PlanEntry } from "@cantlie/workup";
import { enumerate } from "../model/format.ts";
import type { LeafletInput } from "./leaflet-input.ts";
import type { LeafletSection, Told } from "./leaflet-model.ts";
import { chemotherapyTrial, followUpWords, ofHundred, type PrimarySite, recoveryTold } from "./published-facts.ts";

/** What happens before the operation. */
export function beforeSection({ patient }: LeafletInput, plan: PlanEntry): LeafletSection {
  return {
    id: "before",
    title: "Before the operation",
    blocks: [
      {
        kind: "list",
        items: [
          { text: "You meet the surgeon and a doctor who will put you to sleep. You have blood tests and scans." },
          { text: "Tell us about all the medicines you take, and above all those that thin your blood." },
          ...recoveryTold("before"),
          ...chemotherapyTold(patient),
          ...bowelTold(patient, plan),
        ],
      },
    ],
  };
}

/** Figures on chemotherapy are of colorectal cancer; for others and where the site is not known it is said to be an option only. */
function chemotherapyTold(patient: PatientFile | undefined): Told[] {
  const site = patient?.primary?.site;
  const given = (patient?.chemotherapy ?? []).length > 0;
  const option = "You may have chemo (drugs against cancer) before the operation, after it, both or not at all.";
  const trial = site !== undefined && isColorectal(site) ? chemotherapyTrial(site) : undefined;
  const items: Told[] = trial
    ? [
        {
          text: `${option} In a trial, the cancer did not come back or grow for ${trial.years} years in ${ofHundred(trial.with.value)} of 100 people with chemo and ${ofHundred(trial.without.value)} of 100 without. That may be chance. People did not live longer with it.`,
          sources: [trial.with.source],
        },
      ]
    : [{ text: `${option} Ask what is right for you.` }];
  return given ? [...items, breakTold(patient)] : items;
}

/** How long one waits after chemotherapy that was given. */
function breakTold(patient: PatientFile | undefined): Told {
  const hadBevacizumab = patient?.chemotherapy?.some(({ bevacizumab }) => bevacizumab === true) === true;
  const [days, rule] = hadBevacizumab ? [BEVACIZUMAB_DEFAULT_DAYS, CHEMO_INTERVAL_BEVACIZUMAB] : [CYTOTOXIC_DAYS, CHEMO_INTERVAL];
  return {
    text: `You have had chemo. We most often wait at least ${days / 7} weeks after the last dose, so that your body can get strong again.`,
    sources: [citationText(rule.source)],
  };
}

function bowelTold(patient: PatientFile | undefined, plan: PlanEntry): Told[] {
  const site = patient?.primary?.site;
  if (patient?.primary?.inPlace !== true || site === undefined || !isColorectal(site)) return [];
  const orders = (plan.orderOfOperations ?? []).map(({ order }) => ORDERS[order]);
  const choices = orders.length > 0 ? enumerate(orders) : Object.values(ORDERS).join(", ");
  return [
    {
      text: `The tumour in your bowel is still there and needs to be treated too. The team looks at these ways: ${choices}. Ask which is best for you and why.`,
    },
  ];
}

const ORDERS = {
  "bowel first": "bowel first",
  "liver first": "liver first",
  simultaneous: "both at once",
} as const;

/** What happens in theatre. */
export function operationSection({ stages }: PlanEntry): LeafletSection {
  const isCut = stages.some(({ resections }) => resections.length > 0);
  return {
    id: "operation",
    title: "During the operation",
    blocks: [
      {
        kind: "list",
        items: [
          { text: "You are asleep the whole time and feel no pain." },
          {
            text: "There are three ways to reach the liver: through one large cut (open), through some small cuts (keyhole), or keyhole with a robot that the surgeon steers. Your surgeon tells you which is best for you.",
          },
          {
            text: "The surgeon looks at your liver with ultrasound. Now and then this shows more tumours than the scan did. Then the plan may change while you are asleep. Talk about this before.",
          },
          ...(isCut ? [{ text: "At the end, the surgeon makes sure that nothing bleeds and no bile leaks." }] : []),
        ],
      },
    ],
  };
}

/** What happens in hospital, at home, and at the checks that follow. */
export function afterSection({ patient }: LeafletInput): LeafletSection {
  return {
    id: "after",
    title: "After the operation",
    blocks: [
      {
        kind: "list",
        items: [...recoveryTold("in hospital"), ...recoveryTold("at home"), ...checksTold(patient?.primary?.site)],
      },
    ],
  };
}

/** The template of follow-up is that of colorectal metastases. */
function checksTold(site: PrimarySite | undefined): Told[] {
  if (site === undefined || !isColorectal(site))
    return [{ text: "You come back for checks. Your team tells you which ones and how often." }];
  return [
    {
      text: `Your first check is ${FIRST_VISIT_WEEKS.join(" to ")} weeks later. Blood tests: ${followUpWords("CEA")}. Scans: ${followUpWords("CT of chest, abdomen and pelvis")}. A look into your bowel: ${followUpWords("colonoscopy")}. Your team may do this in its own way.`,
      sources: [citationText(FOLLOW_UP.source)],
    },
  ];
}

export function isColorectal(site: PrimarySite): boolean {
  return site === "colon" || site === "rectum";
}
