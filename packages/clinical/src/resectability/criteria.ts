import type { Item } from "../prognosis/metastatic-disease.ts";

/** One condition of a published list: `holds` is undefined where an input is missing, which `paths` then name. */
export type Criterion = Item;

/** Whether `value` fulfils `condition`; undefined where it is not known. */
export function whether<T>(value: T | undefined, condition: (value: T) => boolean): boolean | undefined {
  return value === undefined ? undefined : condition(value);
}

/** Names of the criteria that are fulfilled. */
export function fulfilled(criteria: readonly Criterion[]): string[] {
  return criteria.filter(({ holds }) => holds === true).map(({ name }) => name);
}

/** Names of the criteria that are not. */
export function failed(criteria: readonly Criterion[]): string[] {
  return criteria.filter(({ holds }) => holds === false).map(({ name }) => name);
}

/** Paths of what is not known, each once. */
export function lackingFor(criteria: readonly Criterion[]): string[] {
  return [...new Set(criteria.flatMap(({ holds, paths }) => (holds === undefined ? paths : [])))];
}

/** What a verdict rests on without having seen it. */
export function notAsked(criteria: readonly Criterion[]): string[] {
  return lackingFor(criteria).map((path) => `${path} is not known: what needs it was not judged`);
}
