import { type AnyFinding, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import { type OperationOrder, ORDER_GENERAL, type OrderOption, orderOfOperations } from "./order-of-operations.ts";
import type { SynchronousDisease } from "./synchronous-disease.ts";

const ORDER_RULE: Omit<Rule, "id"> = {
  source: ORDER_GENERAL,
  verification: "V3",
  population: "synchronous colorectal metastases with the primary in place",
  reservation: "flagged: arguments for a meeting; no order is recommended",
};

export const ORDER_BOWEL_FIRST: Rule = { ...ORDER_RULE, id: "ORDER-BOWEL-FIRST" };
export const ORDER_LIVER_FIRST: Rule = { ...ORDER_RULE, id: "ORDER-LIVER-FIRST" };
export const ORDER_SIMULTANEOUS: Rule = { ...ORDER_RULE, id: "ORDER-SIMULTANEOUS" };

const RULES: Readonly<Record<OperationOrder, Rule>> = {
  "bowel first": ORDER_BOWEL_FIRST,
  "liver first": ORDER_LIVER_FIRST,
  simultaneous: ORDER_SIMULTANEOUS,
};

/** What speaks for and against each order of operations while the primary is in place, side by side; none is preferred. */
export function assessSynchronous(disease: SynchronousDisease): AnyFinding[] {
  const excluded = notColorectal(disease) ?? (disease.primaryInPlace === false ? "the primary is already removed" : undefined);
  return orderOfOperations(disease).map((option) => {
    const rule = RULES[option.order];
    if (excluded !== undefined) return notApplicable(rule, excluded);
    return disease.primaryInPlace === undefined ? unknown(rule, ["primary.inPlace"]) : finding(rule, option);
  });
}

function finding(rule: Rule, option: OrderOption): AnyFinding {
  const warnings = option.against.filter(({ isWarning }) => isWarning);
  return stated(rule, {
    group: `${option.for.length} for, ${option.against.length} against`,
    severity: warnings.length > 0 ? "warning" : "info",
    because: `for: ${told(option.for)}; against: ${told(option.against)}`,
    cautions: [
      ...warnings.map(({ text, source }) => `${text} (${source})`),
      ...option.missing.map((path) => `${path} is not known: what it says for or against was not weighed`),
    ],
  });
}

function told(list: OrderOption["for"]): string {
  return list.length === 0 ? "nothing known" : list.map(({ text }) => text).join(", ");
}
