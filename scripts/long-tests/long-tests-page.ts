/** Parts of the page in their order; each has a file `<part>.long.test.ts` beside this one. */
export const PARTS: readonly string[] = [
  "phantom-truth",
  "plane-cuts",
  "orientation",
  "random-plans",
  "parcels-equal-voxels",
  "search-equals-enumeration",
  "vignettes",
  "interval-coverage",
  "corrupted-files",
];

/** The page with these parts; a part that never ran is said to be missing. */
export function longTestsPage(parts: ReadonlyMap<string, string>): string {
  const told = PARTS.map((name) => {
    const text = parts.get(name) ?? `## ${name}\n\nNot run yet.`;
    return `${begin(name)}\n${text.trim()}\n${end(name)}\n`;
  });
  return `# Full-length tests

Made by \`npm run test:long\`, which runs what \`npm test\` runs a sample of; \`npm run test:long -- plane-cuts\` runs one part.
Lengths of time depend on what else the machine does.

${told.join("\n")}`;
}

/** The parts that a page tells of, by name. */
export function partsOfPage(page: string): ReadonlyMap<string, string> {
  return new Map(
    PARTS.flatMap((name): [string, string][] => {
      const [from, to] = [page.indexOf(begin(name)), page.indexOf(end(name))];
      return from < 0 || to < from ? [] : [[name, page.slice(from + begin(name).length, to).trim()]];
    }),
  );
}

const begin = (name: string): string => `<!-- part ${name} -->`;
const end = (name: string): string => `<!-- end of part ${name} -->`;
