import type { LiverLabels } from "@cantlie/anatomy";
import type { Command } from "commander";

/** The label options of `plan`, in the order in which they are read and told. */
export const LABEL_OPTIONS = [
  { flag: "--liver", option: "liver", label: "liver", what: "liver, with or without lesions and vessels" },
  { flag: "--lesions", option: "lesions", label: "lesions", what: "all lesions" },
  { flag: "--portal-vein", option: "portalVein", label: "portalVein", what: "portal vein, also outside the liver" },
  { flag: "--hepatic-vein", option: "hepaticVein", label: "hepaticVein", what: "hepatic veins; may hold the cava" },
  { flag: "--cava", option: "cava", label: "cava", what: "inferior vena cava, where it has a mask of its own" },
  { flag: "--bile-duct", option: "bileDuct", label: "bileDuct", what: "bile ducts" },
  { flag: "--artery", option: "artery", label: "artery", what: "hepatic artery" },
  { flag: "--gallbladder", option: "gallbladder", label: "gallbladder", what: "gallbladder" },
  { flag: "--couinaud", option: "couinaud", label: "couinaud", what: "Couinaud segments 1..8, and 9 = 4b where 4 = 4a" },
] as const satisfies readonly { flag: string; option: string; label: keyof LiverLabels; what: string }[];

export type LabelName = (typeof LABEL_OPTIONS)[number]["label"];

/** Path of each label that was given. */
export type LabelPaths = Readonly<Partial<Record<LabelName, string>>>;

export function addLabelOptions(command: Command): Command {
  for (const { flag, what } of LABEL_OPTIONS) command.option(`${flag} <path>`, `${what} (NIfTI, NRRD or a folder of mask DICOM)`);
  return command
    .option("--labels <file>", "several of these structures in one DICOM SEG or RTSTRUCT file, told by SNOMED codes or names")
    .option("--seg <file>", "the same as --labels");
}
