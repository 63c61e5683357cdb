import type { BranchId } from "@cantlie/anatomy";
import type { BranchReference, PreparedAnatomy, Resection, Stage } from "../../src/index.ts";

/** Plans of the kinds that surgeons make. A territory goes with the veins that are its own; every other main vessel stays. */
export const COVERAGE_PLANS: readonly { readonly name: string; readonly stage: (prepared: PreparedAnatomy) => Stage }[] = [
  {
    name: "right hemihepatectomy",
    stage: (prepared) =>
      territory(prepared, {
        branches: ["right anterior portal vein", "right posterior portal vein"],
        veins: ["right hepatic vein", "inferior right hepatic vein"],
      }),
  },
  {
    name: "right posterior sectionectomy",
    stage: (prepared) =>
      territory(prepared, { branches: ["right posterior portal vein"], veins: ["inferior right hepatic vein"] }),
  },
  {
    name: "left lateral sectionectomy",
    stage: (prepared) =>
      territory(prepared, { branches: ["segment 2 branch", "segment 3 branch"], veins: ["left hepatic vein"] }),
  },
  {
    name: "wedge of 5 mm",
    stage: (prepared) => {
      const [lesion] = prepared.anatomy.lesions.filter((_, n) => prepared.wedgeOpenings[n]!.length > 0);
      return stageOf(prepared, lesion ? [{ kind: "wedge", lesion: lesion.id, marginMm: 5 }] : [], () => true);
    },
  },
];

interface TerritoryNames {
  readonly branches: readonly string[];
  /** that go with it */
  readonly veins: readonly string[];
}

function territory(prepared: PreparedAnatomy, { branches, veins }: TerritoryNames): Stage {
  const portal = prepared.anatomy.trees.portal!.branches;
  const first = branches.flatMap((name): BranchId[] =>
    portal
      .filter((branch) => branch.name === name)
      .slice(0, 1)
      .map(({ id }) => id),
  );
  return stageOf(prepared, [{ kind: "territory", tree: "portal", branches: first }], (name) => !veins.includes(name));
}

function stageOf({ anatomy }: PreparedAnatomy, resections: readonly Resection[], isKept: (vein: string) => boolean): Stage {
  const kept = (tree: "portal" | "hepatic", isKept: (name: string) => boolean): BranchReference[] =>
    anatomy.trees[tree]!.branches.flatMap(({ name, id }) => (name !== "unnamed" && isKept(name) ? [{ tree, branch: id }] : []));
  const isWedge = resections.some(({ kind }) => kind === "wedge");
  const keep = [...kept("hepatic", isKept), ...kept("portal", () => isWedge)];
  return { resections, keep, reconstruct: [], ablations: [], surveil: [], occlude: [] };
}
