import type { ReportInput } from "../report-input.ts";
import type { Block, Section } from "../report-model.ts";

/** How each number was obtained, and from what. */
export function originSection({ document, scan }: ReportInput): Section {
  const inputs: Block[] =
    document.inputs.length > 0
      ? [
          {
            kind: "table",
            caption: "Input files, by the SHA-256 of their bytes",
            columns: [{ label: { text: "Input" } }, { label: { text: "SHA-256" } }],
            rows: document.inputs.map(({ role, sha256 }) => ({ label: { text: role }, cells: [{ text: sha256 }] })),
          },
        ]
      : [];
  return {
    id: "methods",
    title: "How each number was obtained",
    blocks: [{ kind: "methods" }, { kind: "paragraph", text: `Read from ${scan.sourceKind}.` }, ...inputs],
  };
}
