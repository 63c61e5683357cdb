import type { StructureMeaning, StructureName } from "./structure-codes.ts";

/**
 * The structure that a segment's or contour's name tells, in the ways that programs and people write it; undefined if it tells none. Parts
 * of a planned operation ("future liver remnant") are none of them.
 */
export function structureOfName(name: string): StructureMeaning | undefined {
  const plain = name
    .toLowerCase()
    .replace(/[_\-.:,()]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  // some programs label portal and splenic vein as one
  if (namesPlannedLiver(name) || (namesOtherOrgan(name) && !/portal/.test(plain))) return undefined;
  const segment = /^(?:liver|hepatic|couinaud(?: (?:liver|hepatic))?) (?:segment|seg|s) ?(\d|[iv]+) ?([ab])?$/.exec(plain);
  if (segment) return couinaudMeaning(segment[1]!, segment[2]);
  const found = NAMES.find(([pattern]) => pattern.test(plain));
  return found && { structure: found[1], couinaudValue: 0 };
}

/** Whether a name tells of what an operation takes or leaves: such a volume is coded as liver by some programs, but is not the organ. */
export function namesPlannedLiver(name: string): boolean {
  return /remnant|remainder|resect|\bflr\b|specimen|hepatectomy/i.test(name.replace(/_/g, " "));
}

/** Whether a name tells of another organ: its tumours are none of the liver's. */
export function namesOtherOrgan(name: string): boolean {
  return /\b(kidneys?|renal|lungs?|pulmonary|splen\w*|spleen|pancrea\w*|adrenal|gastric|colon|lymph|nodes?|vertebra\w*|bones?)\b/i.test(
    name.replace(/_/g, " "),
  );
}

/** The first that fits is taken: a "liver tumour" is no liver, a "portal vein in liver" neither. */
const NAMES: readonly (readonly [RegExp, StructureName])[] = [
  [/lesion|tumou?r|metasta|\bmets?\b|\bcrlm\b|\bhcc\b|\bmass\b/, "lesions"],
  [/gall ?bladder/, "gallbladder"],
  [/\bbile\b|biliary|\bducts?\b|choledoch/, "bileDuct"],
  [/hepatic arter|liver arter|arteria hepatica|^arter(y|ies)$/, "artery"],
  [/\bcava\b|\bivc\b/, "cava"],
  [/portal|vena porta|^pv$/, "portalVein"],
  [/hepatic ?veins?|liver veins?|venae? hepatica|^hv$/, "hepaticVein"],
  [/^(whole |entire |total )?liver( parenchyma| organ| mask| volume)?( \d)?$|^hepar$/, "liver"],
];

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5, vi: 6, vii: 7, viii: 8 };

function couinaudMeaning(number: string, letter: string | undefined): StructureMeaning | undefined {
  const value = ROMAN[number] ?? Number(number);
  if (!(value >= 1 && value <= 8) || (letter !== undefined && value !== 4)) return undefined;
  return { structure: "couinaud", couinaudValue: letter === "b" ? 9 : value };
}
