import type { LeafletSection } from "./leaflet-model.ts";

/** Who the leaflet is for, who made it, and who decides. */
export function aboutSection(hasOperation: boolean): LeafletSection {
  const about = hasOperation
    ? "It tells you about a liver operation that your team may offer you. It can help you to get ready and to ask what you want to know."
    : "It tells you what the team found in your liver and what can come next.";
  return {
    id: "about",
    title: "About this leaflet",
    blocks: [
      { kind: "paragraph", told: { text: `This leaflet is for you and the people close to you. ${about}` } },
      {
        kind: "paragraph",
        told: {
          text: "A computer made it from your scan. It does not decide. You and your team decide, and you can say no at any time.",
        },
      },
      {
        kind: "notice",
        told: {
          text: "Someone from your team must check this leaflet. If the box on the last page has no name, do not rely on it.",
        },
      },
    ],
  };
}
