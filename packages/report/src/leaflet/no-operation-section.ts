import type { LeafletSection } from "./leaflet-model.ts";
import type { LeafletPlan } from "./leaflet-plan.ts";

/** That no operation can be described, why, and that there are other ways. */
export function noOperationSection(because: Extract<LeafletPlan, { kind: "none" }>["because"]): LeafletSection {
  return {
    id: "no-operation",
    title: "What this means for you",
    blocks: [
      {
        kind: "notice",
        told: { text: `${REASONS[because]} So this leaflet does not promise you an operation.` },
      },
      {
        kind: "paragraph",
        told: {
          text: "This is what the computer found. It is not the last word. Your team looks at your case as a whole and will talk with you about what can be done.",
        },
      },
      { kind: "subheading", text: "Other ways that your team may talk about" },
      {
        kind: "list",
        items: [
          { text: "Chemo or other drugs against the cancer. If the tumours shrink, the team can look at an operation again." },
          { text: "Killing tumours with heat or with rays." },
          { text: "A way to make the healthy part of your liver grow first." },
          { text: "A trial of a new treatment." },
          { text: "A second view from a team that does many liver operations. It is fine to ask for one." },
          { text: "Care that helps with pain, worry and daily life. You can have it at any time and with any other treatment." },
        ],
      },
    ],
  };
}

const REASONS = {
  "no plan": "The computer found no plan for an operation.",
  "not enough liver": "The computer found no operation that treats all tumours and leaves you enough liver.",
  "tumours left": "The computer found no operation that treats all tumours in your liver.",
  "seldom offered": "An operation is not often offered when things are as they are with you now.",
} as const;
