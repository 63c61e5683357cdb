import type { PlanEntry } from "@cantlie/workup";
import { expect, test } from "vitest";
import { makeReport } from "./made-report.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const SHAPE = { kind: "known", severity: "info", source: "a source", verification: "V2", cautions: [] } as const;

test("formulas that decided nothing stand in one table at the end, and nowhere else", () => {
  const input = syntheticPatient([10, 10, 10]);
  const formulas: PlanEntry["findings"] = [
    { ...SHAPE, rule: "VOL-VAUTHEY-2002", value: 1743, unit: "mL" },
    { ...SHAPE, rule: "VOL-YU", value: 1516, unit: "mL", population: "Korean adults" },
    { ...SHAPE, rule: "BSA-DUBOIS-1916", value: 1.98, unit: "m2" },
    { ...SHAPE, rule: "VOL-URATA-1995", value: 1416, unit: "mL", population: "Japanese" },
    { ...SHAPE, rule: "FLR-STANDARDISED", value: 0.236, unit: "fraction", group: "VOL-URATA-1995" },
  ];
  const plans = input.document.plans.map((plan) => ({ ...plan, findings: [...plan.findings, ...formulas] }));
  const { model } = makeReport({ ...input, document: { ...input.document, plans } });
  const appendix = model.sections.at(-1)!;
  expect(appendix.blocks).toMatchObject([{ rows: [{ label: { text: "VOL-YU" } }, { label: { text: "BSA-DUBOIS-1916" } }] }]);
  const others = JSON.stringify(model.sections.slice(0, -1));
  expect(others).toContain("VOL-VAUTHEY-2002");
  expect(others).not.toMatch(/VOL-YU|BSA-DUBOIS/);
  // of those that stand side by side the estimate is told, and not once more what it makes of the remnant
  expect(others.match(/"VOL-URATA-1995"/g)).toHaveLength(1);
  expect(makeReport(input).model.sections.at(-1)!.id).toBe("methods");
});
