import { type AnyFinding, type GroupOutcome, type Rule, stated, unknown } from "../finding.ts";
import { imm } from "./dif-imm.ts";
import { iwate } from "./dif-iwate.ts";
import { southampton } from "./dif-southampton.ts";
import { lackingOperation, type PlannedOperation } from "./operation.ts";

export const ROUTE_RULE: Rule = {
  id: "ROUTE-RULE",
  source: {
    authors: "OSLO-COMET",
    where: "PubMed 33197213",
    locator: "laparoscopic against open, for the figures; the advice is the product's own",
  },
  verification: "V1",
  population: "280 parenchyma-sparing resections of colorectal metastases, formal hemihepatectomy excluded",
};

const ADVICE_ONLY = "advice: open, laparoscopic or robotic is for surgeon and centre to decide";

/** What speaks for which way into the abdomen: difficulty, earlier open surgery of the liver, and reconstruction, which favours open. */
export function routeAdvice(operation: PlannedOperation): AnyFinding {
  const { reconstruction, openLiverResection } = operation;
  const missing = lackingOperation(operation, reconstruction ? [] : ["reconstruction", "openLiverResection"]);
  if (missing.length > 0) return unknown(ROUTE_RULE, missing);
  const scores = [southampton(operation), iwate(operation), imm(operation)].flatMap((finding) =>
    finding.kind === "known" ? [`${finding.rule} ${finding.group} (${finding.value})`] : [],
  );
  const facts = [
    ...(reconstruction ? ["vessels or bile ducts are reconstructed, which favours open surgery"] : []),
    ...(openLiverResection ? ["the liver was operated on before, open, which makes it harder"] : []),
    ...scores,
  ];
  return stated(ROUTE_RULE, {
    group: reconstruction ? "favours open" : "surgeon and centre decide",
    because: facts.length > 0 ? facts.join("; ") : "nothing that was told speaks against either",
    cautions: [ADVICE_ONLY],
    outcomes: OSLO_COMET,
  });
}

const SOURCE = { basis: "observed", source: "OSLO-COMET, PubMed 33197213" } as const;
const LAPAROSCOPIC = { ...SOURCE, group: "laparoscopic", patients: 133 } as const;
const OPEN = { ...SOURCE, group: "open", patients: 147 } as const;

const OSLO_COMET: readonly GroupOutcome[] = [
  { ...LAPAROSCOPIC, outcome: "complications", value: 0.19, unit: "fraction", verification: "V1" },
  { ...OPEN, outcome: "complications", value: 0.31, unit: "fraction", verification: "V1" },
  { ...LAPAROSCOPIC, outcome: "stay in hospital", value: 53, unit: "hours", verification: "V2" },
  { ...OPEN, outcome: "stay in hospital", value: 96, unit: "hours", verification: "V2" },
  { ...LAPAROSCOPIC, outcome: "5-year overall survival", value: 0.54, unit: "fraction", verification: "V1" },
  { ...OPEN, outcome: "5-year overall survival", value: 0.55, unit: "fraction", verification: "V1" },
];
