import type { LeafletSection } from "./leaflet-model.ts";

/** Where a person of the team signs that the leaflet may be handed out. */
export function checkedSection(): LeafletSection {
  return {
    id: "checked",
    title: "Made by a program, checked by your team",
    blocks: [{ kind: "lines", lines: [{ label: "Checked by (name)" }, { label: "Date" }] }],
  };
}
