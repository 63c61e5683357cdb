import type { PreparedAnatomy } from "./prepared-anatomy.ts";

/** A quantity that this anatomy cannot give or can give only under an assumption, and the labels that are missing for it. */
export interface UnknownField {
  /** path within the evaluation, such as "volumes.noBileMl" */
  readonly field: string;
  /** labels or findings that would be needed, such as "bile duct" */
  readonly missing: readonly string[];
}

/** What the evaluation of any plan on this anatomy leaves open. */
export function unknownFields(prepared: PreparedAnatomy): UnknownField[] {
  const { portal, hepatic, bile, artery } = prepared.attachment;
  const { couinaud } = prepared.anatomy;
  const unknown: UnknownField[] = [];
  const lacking = (field: string, wanted: Readonly<Record<string, unknown>>): void => {
    const missing = Object.keys(wanted).filter((name) => wanted[name] === undefined);
    if (missing.length > 0) unknown.push({ field, missing });
  };
  lacking("volumes.noInflowMl", { "portal vein": portal });
  lacking("volumes.devitalisedMl", { "portal vein": portal });
  lacking("volumes.noOutflowMl", { "hepatic vein": hepatic });
  lacking("volumes.functionalRemnantMl", { "portal vein": portal, "hepatic vein": hepatic });
  lacking("volumes.functionalRemnantIgnoringCongestionMl", { "portal vein": portal });
  lacking("volumes.intervalMl", { "portal vein": portal, "hepatic vein": hepatic });
  lacking("volumes.noBileMl", { "bile duct": bile });
  lacking("volumes.noInflowMl of the artery", { artery });
  lacking("islandsMl", { "portal vein": portal });
  lacking("remainingSegments", { segments: couinaud, "portal vein": portal, "hepatic vein": hepatic });
  lacking("clearsDisease", { lesions: prepared.anatomy.lesions[0] });
  for (const tree of prepared.segment1Assumed)
    unknown.push({ field: `segment 1 ${tree}`, missing: [`${tree} branches of segment 1`] });
  return unknown;
}
