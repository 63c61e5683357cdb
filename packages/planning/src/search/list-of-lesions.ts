import type { LesionId } from "@cantlie/anatomy";

/** "L1", "L1 and L4", "L1, L2 and L10", in the order of their numbers. */
export function listOfLesions(lesions: readonly LesionId[]): string {
  const inOrder = [...lesions].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  return inOrder.length < 2 ? inOrder.join() : `${inOrder.slice(0, -1).join(", ")} and ${inOrder.at(-1)}`;
}
