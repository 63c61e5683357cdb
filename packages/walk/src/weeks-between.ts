const WEEK_MS = 7 * 24 * 3600 * 1000;

/** Weeks from one calendar day (`2026-03-10`) to another; negative if `to` lies before `from`. */
export function weeksBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / WEEK_MS;
}
