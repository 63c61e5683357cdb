import { enumerate } from "../format.ts";
import { inputName } from "../input-names.ts";

/**
 * Cautions as a reader is told them: inputs by their names and not by their paths, what lacks for the same reason in one sentence,
 * and a caution that differs between plans only in its numbers once.
 */
export function cautionTexts(cautions: readonly string[]): string[] {
  const lackingByEffect = new Map<string, string[]>();
  const told: string[] = [];
  for (const caution of cautions) {
    const [, path, effect] = LACKING.exec(caution) ?? [];
    if (path === undefined || effect === undefined) told.push(caution.replace(PATH, inputName));
    else lackingByEffect.set(effect, [...(lackingByEffect.get(effect) ?? []), inputName(path)]);
  }
  const lacking = [...lackingByEffect].map(
    ([effect, names]) => `${enumerate([...new Set(names)])} ${new Set(names).size === 1 ? "is" : "are"} not known: ${effect}`,
  );
  return [...oncePerWording(told), ...lacking];
}

/** "biology.kras is not known: it was not judged" */
const LACKING = /^(\S+) is not known: (.+)$/;

/** A path with a dot in it, such as biology.kras; a field without one is a word like others. */
const PATH = /\b[a-z]+(\.[a-z][a-zA-Z]+)+\b/g;

/** The first of those that are alike but for their numbers, and how many more there are. */
function oncePerWording(cautions: readonly string[]): string[] {
  const byWording = new Map<string, string[]>();
  for (const caution of cautions) {
    const wording = caution.replace(/\d+(\.\d+)?/g, "#");
    byWording.set(wording, [...(byWording.get(wording) ?? []), caution]);
  }
  return [...byWording.values()].map(([first, ...others]) =>
    others.length === 0 ? first! : `${first} (of other plans the same with other numbers)`,
  );
}

/** Such cautions begin a rule's every answer: that it is flagged, only displayed, or that nobody read its numbers. */
export function isReservation(caution: string): boolean {
  return /^(flagged|display only|unverified)\b/.test(caution);
}
