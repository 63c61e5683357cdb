/** Letters other than plain ones are written by code point (CSS Syntax 3, 4.3.7), which also keeps "</style>" out. */
export function cssString(text: string): string {
  return `"${text.replace(/[^\w ;,.]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}
