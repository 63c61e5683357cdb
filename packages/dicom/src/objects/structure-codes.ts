import type { Code } from "./sequence.ts";

/** The structures that a plan is made from, by the names of the liver's labels. */
export type StructureName =
  | "liver"
  | "lesions"
  | "portalVein"
  | "hepaticVein"
  | "cava"
  | "bileDuct"
  | "artery"
  | "gallbladder"
  | "couinaud";

/** A structure that a segment stands for; of the Couinaud segments the value that stands for it in a label map. */
export interface StructureMeaning {
  readonly structure: StructureName;
  /** 1..8, where 4 is 4 or 4a, and 9 for 4b; 0 for all other structures */
  readonly couinaudValue: number;
}

const sct = (value: string, meaning: string): Code => ({ value, scheme: "SCT", meaning });

/** CID 7150, Segmentation Property Category. */
export const ANATOMICAL_STRUCTURE = sct("123037004", "Anatomical Structure");
export const MORPHOLOGICALLY_ALTERED_STRUCTURE = sct("49755003", "Morphologically Altered Structure");
export const SPATIAL_CONCEPT = sct("309825002", "Spatial and Relational Concept");

/** CID 7154, Abdominal Segmentation Type, and the vessels of CID 7163 and 7164. */
export const STRUCTURE_CODES = {
  liver: sct("10200004", "Liver"),
  portalVein: sct("32764006", "Portal vein"),
  hepaticVein: sct("8993003", "Hepatic vein"),
  cava: sct("64131007", "Inferior vena cava"),
  bileDuct: sct("28273000", "Bile Duct"),
  artery: sct("76015000", "Hepatic artery"),
  gallbladder: sct("28231008", "Gallbladder"),
  /** CID 7159: what a lesion is made of, an image does not prove */
  lesions: sct("52988006", "Lesion"),
} as const satisfies Readonly<Record<Exclude<StructureName, "couinaud">, Code>>;

/** CID 7170, Couinaud Liver Segment, by the value of a label map; 4a and 4b stand in SNOMED CT, but not in CID 7170. */
const COUINAUD_NUMBERS: readonly (readonly [value: number, name: string, sctNumber: string, srtNumber?: string])[] = [
  [1, "I", "71133005", "T-62023"],
  [2, "II", "277956007", "T-D054F"],
  [3, "III", "277957003", "T-D0567"],
  [4, "IV", "277958008", "T-D056A"],
  [5, "V", "277959000", "T-D056B"],
  [6, "VI", "277960005", "T-D056C"],
  [7, "VII", "277961009"],
  [8, "VIII", "277962002"],
];
const SEGMENT_4A = sct("871688003", "Couinaud hepatic segment IVa");
const SEGMENT_4B = sct("871689006", "Couinaud hepatic segment IVb");

/** The code of a Couinaud segment. @param value 1..9 as in {@link StructureMeaning} */
export function couinaudCode(value: number, parts4: boolean): Code {
  if (value === 9) return SEGMENT_4B;
  if (value === 4 && parts4) return SEGMENT_4A;
  const found = COUINAUD_NUMBERS.find(([own]) => own === value);
  if (!found) throw new RangeError(`value is ${value}, expected a Couinaud segment 1..9`);
  return sct(found[2], `Couinaud hepatic segment ${found[1]}`);
}

/** Other codes for the same structures: wider terms, kinds of tumour, and the older numbers of SNOMED that DICOM used until 2018. */
const OTHER_CODES: Readonly<Record<Exclude<StructureName, "couinaud">, readonly string[]>> = {
  liver: ["SRT T-62000"],
  lesions: [
    "SCT 4147007", // mass
    "SCT 108369006", // neoplasm
    "SCT 86049000", // primary neoplasm
    "SCT 14799000", // secondary neoplasm
    "SRT M-01100",
    "SRT M-03000",
    "SRT M-8FFFF",
    "SRT M-80003",
    "SRT M-80006",
  ],
  portalVein: ["SRT T-48810"],
  hepaticVein: ["SRT T-48720"],
  cava: ["SRT T-48710"],
  bileDuct: ["SCT 34707002", "SRT T-60610", "SRT T-60600"], // biliary tract
  artery: ["SRT T-46420"],
  gallbladder: ["SRT T-63000"],
};

const MEANING_OF_CODE: ReadonlyMap<string, StructureMeaning> = new Map<string, StructureMeaning>([
  ...Object.entries(STRUCTURE_CODES).flatMap(([name, { value }]) => {
    const structure = name as Exclude<StructureName, "couinaud">;
    return [`SCT ${value}`, ...OTHER_CODES[structure]].map(
      (key) => [key, { structure, couinaudValue: 0 }] as [string, StructureMeaning],
    );
  }),
  ...COUINAUD_NUMBERS.flatMap(([value, , sctNumber, srtNumber]) =>
    [`SCT ${sctNumber}`, ...(srtNumber === undefined ? [] : [`SRT ${srtNumber}`])].map(
      (key) => [key, { structure: "couinaud", couinaudValue: value }] as [string, StructureMeaning],
    ),
  ),
  [`SCT ${SEGMENT_4A.value}`, { structure: "couinaud", couinaudValue: 4 }],
  [`SCT ${SEGMENT_4B.value}`, { structure: "couinaud", couinaudValue: 9 }],
]);

/** The structure that a code names; undefined if it is none of them. `SNM3` and `99SDM` are older names of `SRT`. */
export function meaningOfCode({ scheme, value }: Code): StructureMeaning | undefined {
  return MEANING_OF_CODE.get(`${scheme === "SNM3" || scheme === "99SDM" ? "SRT" : scheme} ${value}`);
}
