import type { LiverAnatomy } from "@cantlie/anatomy";
import type { PlanDocument } from "@cantlie/workup";
import { leftLateral, rightHepatectomy } from "./synthetic-plans.ts";

/** A plan document with every field filled, all numbers different, so that each can be looked for in the report. */
export function syntheticDocument(anatomy: LiverAnatomy): PlanDocument {
  const tree = (kind: "portal" | "hepatic") => {
    const found = anatomy.trees[kind]!;
    return {
      rootsMm: [[1, 2, 3]] as [number, number, number][],
      variants: [...found.variants],
      branches: found.branches.map((branch, index) => ({
        id: branch.id,
        ...(branch.parent !== undefined && { parent: found.branches[branch.parent]!.id }),
        name: branch.name,
        nameConfidence: branch.nameConfidence,
        order: branch.order,
        lengthMm: branch.lengthMm,
        meanRadiusMm: branch.meanRadiusMm,
        atMm: [...branch.atMm] as [number, number, number],
        territoryMl: 301.5 - 37 * index,
        ambiguousMl: 12.3 + index,
        piece: 0,
      })),
    };
  };
  return {
    schemaVersion: 1,
    intendedUse: "Decision support for research and teaching; not a medical device; not for treatment.",
    software: { name: "Cantlie", version: "0.1.0" },
    inputs: [{ role: "liver", sha256: "0123456789abcdef".repeat(4) }],
    cautions: [
      {
        code: "anatomy/thin-label",
        message: "The portal label has 3 pieces; 2 were joined over gaps of up to 4 mm.",
        details: {},
      },
    ],
    reviewed: { liver: true, lesions: true, branches: false },
    anatomy: {
      liverVolumeMl: 1325.4,
      tumourVolumeMl: 24.6,
      bloodFreeLiverVolumeMl: 1288.2,
      liverTouchesImageBorder: false,
      lesions: syntheticLesions(anatomy),
      trees: { portal: tree("portal"), hepatic: tree("hepatic") },
      couinaud: {
        source: "portal",
        completedMl: 25.7,
        segments: {
          "2": { volumeMl: 141.2 },
          "3": { volumeMl: 92.4 },
          "4": { volumeMl: 187.6 },
          "5": { volumeMl: 222.3 },
          "6": { volumeMl: 243.1 },
          "7": { volumeMl: 217.9 },
          "8": { volumeMl: 220.9 },
        },
      },
    },
    plans: [rightHepatectomy(), leftLateral()],
    notOffered: [
      {
        id: "central",
        name: "Central hepatectomy",
        code: "plan/no-branch",
        message: "The right anterior portal vein was not found.",
      },
    ],
    order: ["right", "left-lateral"],
  };
}

function syntheticLesions(anatomy: LiverAnatomy): PlanDocument["anatomy"]["lesions"] {
  const nearest: PlanDocument["anatomy"]["lesions"][number]["nearest"][] = [
    {
      portal: { distanceMm: 0, contactMm: 14.6, branch: "P4" },
      hepatic: { distanceMm: 7.3, branch: "H2" },
      cava: { distanceMm: 41.9 },
    },
    { portal: { distanceMm: 5.2, branch: "P5" }, hepatic: { distanceMm: 31.8, branch: "H1" } },
    { portal: { distanceMm: 3.9, branch: "P6" } },
  ];
  return anatomy.lesions.map((lesion, index) => ({
    id: lesion.id,
    volumeMl: lesion.volumeMl,
    largestDiameterMm: lesion.largestDiameterMm,
    axialDiameterMm: lesion.axialDiameterMm - 0.7,
    centroidMm: [...lesion.centroidMm] as [number, number, number],
    status: lesion.status,
    origin: lesion.origin,
    reviewedBy: "radiologist",
    segments: [...lesion.segments],
    nearest: nearest[index]!,
  }));
}
