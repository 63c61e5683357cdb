/**
 * Checks what TypeScript does not: that packages import only along the allowed arrows, that what they import is declared in
 * their package.json, that every third-party runtime dependency stands pinned in safety/soup.yml, and that pure packages
 * use nothing of Node, the browser, the clock or chance.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "packages/geometry": [],
  "packages/volume": ["geometry"],
  "packages/anatomy": ["volume", "geometry"],
  "packages/planning": ["anatomy", "volume", "geometry"],
  "packages/clinical": [],
  "packages/pathway": ["clinical"],
  "packages/workup": ["anatomy", "planning", "clinical", "volume", "geometry"],
  "packages/walk": ["geometry", "volume", "anatomy", "planning", "clinical", "pathway", "workup"],
  "packages/report": ["workup", "clinical", "planning", "anatomy", "volume", "geometry"],
  "packages/dicom": ["volume", "geometry"],
  "packages/formats": ["volume", "geometry"],
  "packages/phantoms": ["geometry", "volume"],
  "adapters/pdf": [],
  "adapters/archive": ["dicom"],
  "adapters/registration": ["geometry", "volume"],
  "apps/cli": [
    "anatomy",
    "archive",
    "clinical",
    "dicom",
    "formats",
    "geometry",
    "pathway",
    "pdf",
    "phantoms",
    "planning",
    "registration",
    "report",
    "volume",
    "walk",
    "workup",
  ],
};

/** What would tie a pure package to a machine, a moment or chance. `Date.UTC` is arithmetic and allowed. */
const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/from\s+["']node:|import\(\s*["']node:|require\(/, "a module of Node"],
  [/\bprocess\./, "process"],
  [/\bBuffer\b/, "Buffer"],
  [/\bfetch\(/, "fetch"],
  [/\bMath\.random\b/, "Math.random"],
  [/\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\./, "the clock"],
  [/\bdocument\.(get|query|create|body|cookie)|\b(localStorage|navigator|globalThis)\b/, "the browser"],
  [/\bset(Timeout|Interval)\(/, "timers"],
];

const problems = Object.entries(ARROWS).flatMap(([folder, allowed]) => problemsOf(folder, allowed));
for (const top of ["packages", "adapters", "apps"])
  for (const name of readdirSync(top))
    if (!(`${top}/${name}` in ARROWS)) problems.push(`${top}/${name}: not named in scripts/check-boundaries.ts`);
problems.push(...soupProblems());
for (const problem of problems) console.error(problem);
console.log(
  problems.length === 0 ? `boundaries hold in ${Object.keys(ARROWS).length} packages` : `${problems.length} boundary problems`,
);
process.exit(problems.length === 0 ? 0 : 1);

function problemsOf(folder: string, allowed: readonly string[]): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { dependencies?: Record<string, string> };
  const declared = new Set(Object.keys(manifest.dependencies ?? {}));
  return sourceFiles(join(folder, "src")).flatMap((file) => {
    const code = withoutComments(readFileSync(file, "utf8"));
    const found: string[] = [];
    for (const specifier of importsOf(code)) {
      if (specifier.startsWith(".") || specifier.startsWith("node:")) continue;
      const name = specifier.startsWith("@") ? specifier.split("/").slice(0, 2).join("/") : specifier.split("/")[0]!;
      if (name.startsWith("@cantlie/") && !allowed.includes(name.slice("@cantlie/".length)))
        found.push(`${file}: imports ${name}, which ${folder} may not`);
      if (!declared.has(name)) found.push(`${file}: imports ${name}, which ${folder}/package.json does not declare`);
    }
    if (folder.startsWith("packages/"))
      for (const [pattern, what] of IMPURE) if (pattern.test(code)) found.push(`${file}: a pure package uses ${what}`);
    return found;
  });
}

function soupProblems(): string[] {
  const listed = new Map(
    (parse(readFileSync("safety/soup.yml", "utf8")) as { name: string; version: string }[]).map((s) => [s.name, s.version]),
  );
  const used = new Map<string, string>();
  for (const folder of Object.keys(ARROWS)) {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { dependencies?: Record<string, string> };
    for (const [name, version] of Object.entries(manifest.dependencies ?? {}))
      if (!name.startsWith("@cantlie/")) used.set(name, version);
  }
  return [
    ...[...used]
      .filter(([name, version]) => listed.get(name) !== version)
      .map(([name, version]) => `safety/soup.yml: ${name} ${version} is not listed`),
    ...[...listed.keys()].filter((name) => !used.has(name)).map((name) => `safety/soup.yml: ${name} is listed but used nowhere`),
  ];
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".wasm.ts"))
    .map((name) => join(folder, name));
}

function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\()\s*["']([^"']+)["']/g)].map((match) => match[1]!);
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}
