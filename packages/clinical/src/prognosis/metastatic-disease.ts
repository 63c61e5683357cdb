import type { Body } from "../body/body.ts";

export type PrimarySite = "colon" | "rectum" | "breast" | "stomach" | "oesophagus" | "lung" | "skin" | "other";

/** What is known of the disease before an operation; absent is not known. After chemotherapy, values from after it. */
export interface MetastaticDisease extends Body {
  readonly primarySite?: PrimarySite | undefined;
  readonly nodePositive?: boolean | undefined;
  readonly tStage?: "Tis" | "T0" | "T1" | "T2" | "T3" | "T4" | "T4a" | "T4b" | "TX" | undefined;
  /** metastases found at or before the diagnosis of the primary */
  readonly isSynchronous?: boolean | undefined;
  readonly diseaseFreeIntervalMonths?: number | undefined;
  /** in the liver */
  readonly lesionCount?: number | undefined;
  /** diameter of the largest of them */
  readonly largestMm?: number | undefined;
  readonly ceaUgPerL?: number | undefined;
  readonly kras?: Mutation | undefined;
  readonly nras?: Mutation | undefined;
  /** empty only if somebody says that there is none */
  readonly extrahepatic?: readonly { readonly resectable?: boolean | undefined }[] | undefined;
  /** narrowest margin as pathology saw it, only after the operation */
  readonly marginMm?: number | undefined;
}

export type Mutation = "mutant" | "wild" | "unknown";

/** One yes-or-no item of a score: undefined where an input is missing, which `paths` then name. */
export interface Item {
  readonly name: string;
  readonly holds: boolean | undefined;
  readonly paths: readonly string[];
}

/** Why scores of colorectal metastases must not be used, if so. A site that is not known excludes nobody yet: it is missing. */
export function notColorectal({ primarySite, lesionCount }: MetastaticDisease): string | undefined {
  if (primarySite !== undefined && primarySite !== "colon" && primarySite !== "rectum")
    return `derived in colorectal metastases; the primary is of another site (${primarySite})`;
  return lesionCount === 0 ? "there is no metastasis in the liver" : undefined;
}

/** Paths of what `items` and the site of the primary lack. */
export function lackingItems({ primarySite }: MetastaticDisease, items: readonly Item[]): string[] {
  const site = primarySite === undefined ? ["primary.site"] : [];
  return [...new Set([...site, ...items.flatMap(({ holds, paths }) => (holds === undefined ? paths : []))])];
}

export function nodePositive({ nodePositive }: MetastaticDisease): Item {
  return { name: "node-positive primary", holds: nodePositive, paths: ["primary.nodePositive"] };
}

/** Through the serosa. */
export function pT4({ tStage }: MetastaticDisease): Item {
  const holds = tStage === undefined || tStage === "TX" ? undefined : tStage.startsWith("T4");
  return { name: "primary through the serosa (T4)", holds, paths: ["primary.tStage"] };
}

/** Synchronous metastases came after no interval. */
export function intervalUnder(months: number, { isSynchronous, diseaseFreeIntervalMonths }: MetastaticDisease): Item {
  const interval = diseaseFreeIntervalMonths ?? (isSynchronous ? 0 : undefined);
  return {
    name: `disease-free for under ${months} months`,
    holds: interval === undefined ? undefined : interval < months,
    paths: ["metastases.diseaseFreeIntervalMonths"],
  };
}

export function synchronous({ isSynchronous }: MetastaticDisease): Item {
  return { name: "synchronous", holds: isSynchronous, paths: ["primary.diagnosedOn", "metastases.firstSeenOn"] };
}

export function lesionsAtLeast(least: number, { lesionCount }: MetastaticDisease): Item {
  const holds = lesionCount === undefined ? undefined : lesionCount >= least;
  return { name: `${least} or more metastases`, holds, paths: ["metastases.count"] };
}

export function largerThan(mm: number, { largestMm }: MetastaticDisease): Item {
  const holds = largestMm === undefined ? undefined : largestMm > mm;
  return { name: `largest over ${mm / 10} cm`, holds, paths: ["metastases.largestMm"] };
}

export function ceaOver(ugPerL: number, { ceaUgPerL }: MetastaticDisease): Item {
  const holds = ceaUgPerL === undefined ? undefined : ceaUgPerL > ugPerL;
  return { name: `CEA over ${ugPerL} µg/L`, holds, paths: ["biology.ceaUgPerL"] };
}

export function ceaAtLeast(ugPerL: number, { ceaUgPerL }: MetastaticDisease): Item {
  const holds = ceaUgPerL === undefined ? undefined : ceaUgPerL >= ugPerL;
  return { name: `CEA ${ugPerL} µg/L or more`, holds, paths: ["biology.ceaUgPerL"] };
}

export function krasMutant({ kras }: MetastaticDisease): Item {
  return { name: "KRAS mutant", holds: isMutant(kras), paths: ["biology.kras"] };
}

/** KRAS or NRAS: one mutation is enough, wild needs both. */
export function rasMutant({ kras, nras }: MetastaticDisease): Item {
  const both = [isMutant(kras), isMutant(nras)] as const;
  const holds = both.includes(true) ? true : both.includes(undefined) ? undefined : false;
  const paths = [...(both[0] === undefined ? ["biology.kras"] : []), ...(both[1] === undefined ? ["biology.nras"] : [])];
  return { name: "RAS mutant", holds, paths };
}

function isMutant(mutation: Mutation | undefined): boolean | undefined {
  return mutation === undefined || mutation === "unknown" ? undefined : mutation === "mutant";
}

export function extrahepaticDisease({ extrahepatic }: MetastaticDisease): Item {
  const holds = extrahepatic === undefined ? undefined : extrahepatic.length > 0;
  return { name: "disease outside the liver", holds, paths: ["metastases.extrahepatic"] };
}

/** Extrahepatic disease, all of it resectable; with any that is not, the item does not hold. */
export function resectableExtrahepaticDisease({ extrahepatic }: MetastaticDisease): Item {
  const name = "resectable disease outside the liver";
  if (extrahepatic === undefined) return { name, holds: undefined, paths: ["metastases.extrahepatic"] };
  const paths = extrahepatic.flatMap(({ resectable }, n) =>
    resectable === undefined ? [`metastases.extrahepatic[${n}].resectable`] : [],
  );
  return { name, holds: paths.length > 0 ? undefined : extrahepatic.length > 0, paths };
}
