import { worldPoint } from "@cantlie/geometry";
import type { FoundPlans, PlanToShow } from "@cantlie/planning";
import { makeGrid } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { plansWithinGrowth } from "../src/plans-within-growth.ts";

/** A voxel is a millilitre. */
const GRID = makeGrid([10, 10, 10], [10, 10, 10], worldPoint(0, 0, 0), [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);

type Found = Pick<FoundPlans, "shown" | "parcels" | "search">;

function found(remnantsMl: readonly number[], obstacles: FoundPlans["search"]["obstacles"] = []): Found {
  return {
    parcels: { prepared: { anatomy: { grid: GRID } } } as FoundPlans["parcels"],
    search: { obstacles } as FoundPlans["search"],
    shown: remnantsMl.map((functionalVoxels) => ({
      plan: { name: `leaves ${functionalVoxels}` },
      shown: { found: { evaluation: { functionalVoxels } } },
    })) as unknown as readonly PlanToShow[],
  };
}

const namesOf = ({ shown }: { readonly shown: readonly PlanToShow[] }): string[] => shown.map(({ plan }) => plan.name);

describe("[PLN-08] found plans whose remnant no growth is known to make up for", () => {
  test("are not proposed: 249 of 500 mL would have to grow by more than itself, 250 mL by as much", () => {
    expect(namesOf(plansWithinGrowth(found([250, 249]), { wantedRemnantMl: 500, mostRelativeGrowth: 1 }))).toEqual([
      "leaves 250",
    ]);
  });

  test("are named in the reason with what they leave, where nothing else was found", () => {
    const { shown, obstacle } = plansWithinGrowth(found([180, 200]), { wantedRemnantMl: 500, mostRelativeGrowth: 1 });
    expect(shown).toEqual([]);
    expect(obstacle?.message).toMatch(/leaves 200, 200 of 500 mL$/);
    expect(obstacle?.loosenedBy).toMatch(/chemotherapy/);
  });

  test("stay where nobody knows what this body needs, and a search that found none tells why itself", () => {
    expect(namesOf(plansWithinGrowth(found([1]), { wantedRemnantMl: undefined, mostRelativeGrowth: 1 }))).toEqual(["leaves 1"]);
    const none = found([], [{ code: "search/dead-liver", message: "", loosenedBy: "" }]);
    expect(plansWithinGrowth(none, { wantedRemnantMl: 500, mostRelativeGrowth: 1 })).toEqual({ shown: [] });
  });
});
