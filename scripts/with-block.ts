/**
 * `page` with `text` between the comments `<!-- name -->` and `<!-- end of name -->`.
 *
 * @throws Error if the page has no such place
 */
export function withBlock(page: string, name: string, text: string): string {
  const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
  if (!place.test(page)) throw new Error(`there is no place for the ${name}`);
  return page.replace(place, (_all, start: string, end: string) => `${start}\n${text}\n\n${end}`);
}
