import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { mergedWedge } from "../wedge.ts";
import type { Candidate, CandidateNotOffered } from "./candidate.ts";
import type { CandidateSet } from "./candidate-set.ts";
import { runsGapMm } from "./runs-gap.ts";
import { type WedgeCandidate, wedgeCandidate } from "./wedge-candidates.ts";

/** A bridge of liver that is narrower is left between two wedges to no purpose, mm. */
const BRIDGE_MM = 10;

/** Of more merged wedges with one margin those with the narrowest bridges are made: many lesions in one place call for another operation. */
const MOST_MERGED = 8;

/**
 * One wedge for two or three lesions whose own wedges, at the same margin, would leave a bridge of less than 10 mm or divide the same portal
 * branch. Of three each is so linked to one of the others.
 */
export function mergedWedgeCandidates(
  prepared: PreparedAnatomy,
  wedges: readonly WedgeCandidate[],
  hilumClearanceMm: number,
): CandidateSet {
  const candidates: Candidate[] = [];
  const notOffered: CandidateNotOffered[] = [];
  for (const marginMm of new Set(wedges.map(({ wedge }) => wedge.marginMm))) {
    const alike = wedges.filter(({ wedge }) => wedge.marginMm === marginMm);
    for (const group of groupsOf(prepared, alike)) {
      const parts = group.map(({ wedge }) => wedge.part);
      const lesions = group.flatMap(({ wedge }) => wedge.lesions);
      const offer = wedgeCandidate(prepared, {
        marginMm,
        lesions,
        draw: () => mergedWedge(prepared, parts),
        hilumClearanceMm,
      });
      if ("code" in offer) notOffered.push(offer);
      else candidates.push(offer);
    }
  }
  return { candidates, notOffered };
}

interface Link {
  readonly a: number;
  readonly b: number;
  readonly gapMm: number;
}

function groupsOf(prepared: PreparedAnatomy, wedges: readonly WedgeCandidate[]): WedgeCandidate[][] {
  const links = linksBetween(prepared, wedges)
    .toSorted((x, y) => x.gapMm - y.gapMm)
    .slice(0, MOST_MERGED);
  const groups = new Map<string, readonly number[]>();
  const add = (members: readonly number[]): void => {
    const ascending = [...new Set(members)].sort((x, y) => x - y);
    if (ascending.length <= 3 && groups.size < MOST_MERGED) groups.set(ascending.join(), ascending);
  };
  for (const { a, b } of links) add([a, b]);
  for (const [n, one] of links.entries())
    for (const other of links.slice(n + 1))
      if ([other.a, other.b].some((end) => end === one.a || end === one.b)) add([one.a, one.b, other.a, other.b]);
  return [...groups.values()].map((members) => members.map((member) => wedges[member]!));
}

function linksBetween(prepared: PreparedAnatomy, wedges: readonly WedgeCandidate[]): Link[] {
  const divided = wedges.map((wedge) => dividedPortalBranches(prepared, wedge));
  return wedges.flatMap((one, a) =>
    wedges.slice(a + 1).flatMap((other, n) => {
      const b = a + 1 + n;
      const gapMm = runsGapMm(prepared.anatomy.grid, one.wedge.runs, other.wedge.runs, BRIDGE_MM);
      const sharePedicle = [...divided[a]!].some((branch) => divided[b]!.has(branch));
      return gapMm < BRIDGE_MM || sharePedicle ? [{ a, b, gapMm }] : [];
    }),
  );
}

/** Indices of the portal branches that a wedge cuts. */
function dividedPortalBranches({ anatomy }: PreparedAnatomy, { lost }: Candidate): Set<number> {
  const branchOf = anatomy.trees.portal?.points.branch;
  return new Set(branchOf ? lost.portal?.cutPoints.map((point) => branchOf[point]!) : []);
}
