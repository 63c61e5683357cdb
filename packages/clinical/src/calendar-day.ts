const DAY_MS = 24 * 3600 * 1000;

/**
 * Days from one calendar day (`2026-03-10`) to another; negative if `to` lies before `from`.
 *
 * @throws RangeError if one of them is no calendar day
 */
export function daysBetween(from: string, to: string): number {
  return (atMidnight(to) - atMidnight(from)) / DAY_MS;
}

/** @throws RangeError if `day` is no calendar day */
export function daysLater(day: string, days: number): string {
  return dayAt(atMidnight(day) + days * DAY_MS);
}

/**
 * The same day of a later month, or that month's last day if it is shorter.
 *
 * @throws RangeError if `day` is no calendar day
 */
export function monthsLater(day: string, months: number): string {
  const date = new Date(atMidnight(day));
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastOfMonth = Date.UTC(year, month + 1, 0);
  return dayAt(Math.min(lastOfMonth, Date.UTC(year, month, date.getUTCDate())));
}

/** Whether `text` is a day that the calendar has: 2026-02-30 is none. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && dayAt(ms) === text;
}

function atMidnight(day: string): number {
  if (!isCalendarDay(day)) throw new RangeError(`day is ${JSON.stringify(day)}, expected a calendar day such as "2026-03-10"`);
  return Date.parse(`${day}T00:00:00Z`);
}

function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
