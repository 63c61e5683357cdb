import manifest from "../package.json" with { type: "json" };

export const SOFTWARE = { name: "cantlie", version: manifest.version } as const;
